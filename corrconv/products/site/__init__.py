"""The page of all figures: their pictures, words and formulas, snippets to copy, contact sheets."""
