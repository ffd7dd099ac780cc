"""Where things stand on the plane."""
