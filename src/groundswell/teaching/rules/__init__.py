"""Decisions about what teaches, calls for papers and duties."""
