"""What the numbers are: pandas over tallies and responses."""
