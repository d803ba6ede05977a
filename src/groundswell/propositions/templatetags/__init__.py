"""Template words of propositions."""
