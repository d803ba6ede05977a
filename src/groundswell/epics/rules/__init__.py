"""What epics, offers and plans decide, in plain Python."""
