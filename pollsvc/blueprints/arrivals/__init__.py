"""How many answers came, and what becomes of those that were set aside."""
