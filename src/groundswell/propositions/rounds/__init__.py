"""Rounds of deliberation: ideas alone, statements and votes, the opinion map."""
