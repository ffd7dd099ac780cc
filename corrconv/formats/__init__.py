"""File formats: how each is written and read again."""
