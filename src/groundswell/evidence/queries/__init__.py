"""What can be read of evidence: the page of a period, its cost, and what was registered."""
