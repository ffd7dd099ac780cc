"""Places and rectangles on the plane."""
