"""The list of polls."""
