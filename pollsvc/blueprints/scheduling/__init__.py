"""What staff do to the waves of an open poll."""
