"""Differences of what was drawn, in words."""
