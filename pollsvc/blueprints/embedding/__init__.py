"""Polls inside other sites' pages."""
