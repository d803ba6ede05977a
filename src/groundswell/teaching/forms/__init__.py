"""What advocates, planners and members fill in about pieces, events and duties."""
