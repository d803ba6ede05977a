"""The pages of propositions."""
