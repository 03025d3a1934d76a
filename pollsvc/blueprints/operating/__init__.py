"""Whether it lives, can work, and how it does: for operators and their programs."""
