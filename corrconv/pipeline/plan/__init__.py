"""Planning: from a request to jobs."""
