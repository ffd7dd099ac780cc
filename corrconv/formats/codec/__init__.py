"""Encoders and decoders: the only modules that import numpy, Pillow and PyAV for a file's sake."""
