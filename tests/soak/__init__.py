"""Long runs: the real server, killed again and again."""
