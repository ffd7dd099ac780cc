"""What a page says of a figure: its pictures, words and formulas, and snippets to copy."""
