"""What was written elsewhere, read whole at the desk, and the passages that became something."""
