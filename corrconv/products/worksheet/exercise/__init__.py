"""Worksheets: exercises about one output of one operation, and their answers."""
