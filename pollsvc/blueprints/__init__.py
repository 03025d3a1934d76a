"""One folder per user task."""
