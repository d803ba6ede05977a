"""Pages where something is said, and where its author sees what became of it."""
