"""Item keys: made, read, and shredded."""
