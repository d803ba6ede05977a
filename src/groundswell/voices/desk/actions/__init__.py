"""What a reader does at the desk: one function, one use case."""
