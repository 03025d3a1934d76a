"""A self-hosted service for community polls: anonymous answers, honest results."""

__version__ = "0.1.0"
