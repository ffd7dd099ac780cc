"""Replacements of manim's private parts, for speed."""
