"""The desk: where an advocate or alternate reads what was sealed to them, and to nobody else."""
