"""Decisions of the check-ins, in plain Python: no Django, no clock, no storage."""
