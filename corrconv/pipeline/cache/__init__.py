"""Fingerprints: everything that can change a picture."""
