"""Pages of the check-ins."""
