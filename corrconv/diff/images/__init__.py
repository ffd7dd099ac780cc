"""Differences of stills, in pixels and colours."""
