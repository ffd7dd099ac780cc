"""The watcher: an edit builds what it touches again, and the page that is open shows it."""
