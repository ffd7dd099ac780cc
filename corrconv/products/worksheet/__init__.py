"""Worksheets: pages to print, their answer keys, and answers for grading."""
