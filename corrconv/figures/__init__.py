"""What a figure says of itself: caption, alternative text, when it applies, sizes."""
