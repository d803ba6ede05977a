"""The pages of pieces, events and duties."""
