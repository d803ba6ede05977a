"""What rounds decide, in plain Python."""
