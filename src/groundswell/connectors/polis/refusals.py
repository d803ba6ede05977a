"""Why a file of a conversation cannot be read, in sentences with the line and the column."""


class BadTable(ValueError):
    """A file does not hold what it should; the message says where and what."""
