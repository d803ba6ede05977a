"""What the verbs of the log are called on the page that members read. Each context says its own, when it is loaded."""

from collections.abc import Mapping

from django.utils.functional import Promise

_WORDS: dict[tuple[str, str], str | Promise] = {}


def say(context: str, words: Mapping[str, str | Promise]) -> None:
    """Name the verbs of a context: "read" is "A sealed voice was read"."""
    _WORDS.update({(context, verb): said for verb, said in words.items()})


def of(context: str, verb: str) -> str:
    """Return the words of a verb; one that nobody named speaks for itself."""
    return str(_WORDS.get((context, verb), f"{context}: {verb.replace('_', ' ')}"))
