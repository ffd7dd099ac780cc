"""What each figure must show, one module per family."""
