"""Comparison of two sets of figures: in words from their facts, in colours and pixels of their
stills, in frames of their animations. Each side is data from others."""
