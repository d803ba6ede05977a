"""Decisions of evidence: periods, numbers, what may be registered, what a result says."""
