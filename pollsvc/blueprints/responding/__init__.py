"""Answering a poll."""
