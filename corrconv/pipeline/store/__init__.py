"""The media folder: publishing, records, locks, merging."""
