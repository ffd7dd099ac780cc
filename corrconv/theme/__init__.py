"""Themes: colours by role, sizes of type, and what they must keep apart."""
