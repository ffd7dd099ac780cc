"""The scenes: one file for each family of figures, each scene a short `construct`."""
