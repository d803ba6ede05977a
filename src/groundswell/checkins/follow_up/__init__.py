"""The desk's list of who waits for a first answer, and the forms of its pages."""
