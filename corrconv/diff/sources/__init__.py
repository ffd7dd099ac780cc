"""What is compared: folders, revisions and baselines, read with care."""
