"""What a layer learns and what backpropagation hands back, computed exactly."""
