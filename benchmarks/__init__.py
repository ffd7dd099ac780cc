"""How fast this is, against stock manim and against the encoder alone."""
