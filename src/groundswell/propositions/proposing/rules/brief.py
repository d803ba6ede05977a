"""What of a proposition stands unfolded: its brief fits one screen, and whatever does not is one press away."""

from collections.abc import Iterable

# As the page sets them: so many letters stand on a line, and so many lines are left beside titles and folded sections.
_LETTERS = 65
_LINES = 8
# A title, and what it costs.
_AROUND_A_PART = 2


def fits(need: str, parts: Iterable[str]) -> bool:
    """Tell whether the reason and the words of all parts fit the screen of the brief."""
    return _lines(need) + sum(_AROUND_A_PART + _lines(part) for part in parts) <= _LINES


def _lines(text: str) -> int:
    return sum(-(-len(line) // _LETTERS) for line in text.splitlines())
