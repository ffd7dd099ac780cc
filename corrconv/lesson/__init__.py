"""Lessons: the worked example that every figure is drawn from, read from TOML."""
