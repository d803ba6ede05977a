"""What those behind an item learn of it, by receipt or on their own page."""

from groundswell.people.rules import Audience

# A title may be made of several people's words: it is told to those behind it once everybody may read it.
_READ_BY_ALL = frozenset({Audience.ORGANISATION, Audience.PUBLIC})


def tells_the_title(audience: Audience) -> bool:
    """Tell whether an item's title is shown to somebody of whom only a voice is known."""
    return audience in _READ_BY_ALL
