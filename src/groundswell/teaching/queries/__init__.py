"""Reads of pieces, events and duties."""
