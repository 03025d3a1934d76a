"""Writing polls and taking them through their lives."""
