"""The typed contract between drawing and pipeline."""
