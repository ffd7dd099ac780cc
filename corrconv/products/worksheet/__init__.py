"""Worksheets as files: pages, answer keys, and answers for grading."""
