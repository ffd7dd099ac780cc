"""Type set with Typst as manim mobjects."""
