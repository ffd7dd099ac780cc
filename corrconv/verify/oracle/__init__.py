"""The second path: what a figure's facts say, recomputed from the lesson by brute force."""
