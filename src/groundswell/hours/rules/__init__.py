"""Decisions about hours. Every amount is a whole number of minutes (docs/decisions/0171)."""
