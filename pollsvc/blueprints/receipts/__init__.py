"""Seeing, changing and taking back one's own answer."""
