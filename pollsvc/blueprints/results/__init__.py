"""Results of a poll."""
