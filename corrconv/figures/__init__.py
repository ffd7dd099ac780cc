"""What a figure is, what is said of it and when it applies; one module per family in families/."""
