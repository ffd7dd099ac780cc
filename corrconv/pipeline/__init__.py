"""The pipeline: from the catalogue to checked files in the media folder."""
