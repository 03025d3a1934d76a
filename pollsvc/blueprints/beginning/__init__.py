"""Beginning with what is there: copies, ready-made polls, questions of others."""
