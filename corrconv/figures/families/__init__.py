"""The families: each module declares the figures that the scene file of its name draws."""
