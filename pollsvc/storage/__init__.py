"""SQL, here and nowhere else."""
