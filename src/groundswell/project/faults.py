"""What stops a command: told to the operator in one sentence, without a traceback."""


class Fault(Exception):
    """Something that the operator can put right; the message says what happened, and what to do next."""
