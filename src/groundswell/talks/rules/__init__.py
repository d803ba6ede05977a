"""Decisions about talks, in plain Python."""
