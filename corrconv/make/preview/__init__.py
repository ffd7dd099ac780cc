"""Previews: all that a reviewer looks at, on one page."""
