"""Making and checking lesson files."""
