"""An instance as one file: a zip of its tables, the same for every database."""
