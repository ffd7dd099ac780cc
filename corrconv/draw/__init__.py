"""The drawing layer: manim mobjects addressed by Index, coloured by role, set with Typst."""
