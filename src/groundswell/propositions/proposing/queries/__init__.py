"""Reads of propositions."""
