"""A finished picture as facts, SVG and measurements."""
