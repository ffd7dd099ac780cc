"""Grids, boxes, plots and other things that figures are made of."""
