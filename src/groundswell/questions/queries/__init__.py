"""What can be read of questions."""
