"""Index mapping and exact arrays: pure mathematics, the only index arithmetic."""
