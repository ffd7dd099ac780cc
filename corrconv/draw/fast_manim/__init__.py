"""The fence around manim's private parts, and what is done in less time than manim does it."""
