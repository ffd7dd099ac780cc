"""Formulas as tokens, and how they read as plain text, Typst, LaTeX and MathML."""
