"""What is decided about questions: no Django, no clock, no I/O."""
