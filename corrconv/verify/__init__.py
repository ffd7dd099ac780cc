"""Verification: published files against what they must be."""
