"""Every run of these tests draws the same examples and judges none by its duration."""

from hypothesis import settings

settings.register_profile("corrconv", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("corrconv")
