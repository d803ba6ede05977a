"""Template words of epics."""
