"""Data for analysts."""
