"""Decisions about propositions, in plain Python."""
