"""The evidence shelf: what was read, in five lines."""

MOST_LINES = 5
LONGEST_LINE = 200


def lines(summary: str) -> tuple[str, ...]:
    """Return the lines of a summary that say something."""
    return tuple(line.strip() for line in summary.splitlines() if line.strip())


def is_unread(summary: str) -> bool:
    """Tell whether an entry is marked unread: nobody has written what it says."""
    return not lines(summary)


def is_too_long(summary: str) -> bool:
    """Tell whether a summary has more than five lines, or a line that is a paragraph."""
    found = lines(summary)
    return len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found)
