"""What of a proposition may leave, and how it is written down."""
