"""Decisions of the register, in plain Python: no Django, no clock, no storage."""
