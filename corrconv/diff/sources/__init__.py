"""The sides of a comparison: folders, revisions and baselines, read with care."""
