"""Watching: what an edit touches is made again, and the page that is open shows it."""
