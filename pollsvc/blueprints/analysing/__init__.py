"""How sure the numbers of a wave are, for staff who may see data."""
