"""Reads of epics, offers and plans."""
