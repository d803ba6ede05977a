"""Where a passage lies after its post was edited: at its exact words, or nowhere."""

from collections.abc import Iterator, Sequence

from groundswell.register.threads.rules import Block, is_own, text_of

_CONTEXT = 40


def anchored(words: str, *, was_at: int, before: Sequence[Block], after: Sequence[Block]) -> tuple[int, int] | None:
    """Return the range of the exact words in the edited post, or None when its author no longer says them.

    Where they stand more than once, the place wins whose surroundings resemble the old ones most, then the nearest.
    """
    old, new = text_of(before), text_of(after)
    places = [at for at in _places(words, new) if is_own(after, at, at + len(words))]
    if not places:
        return None
    best = min(places, key=lambda at: (-_likeness(old, was_at, new, at, len(words)), abs(at - was_at)))
    return best, best + len(words)


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _likeness(old: str, was_at: int, new: str, at: int, length: int) -> int:
    """Return how many characters directly before and after the words are the same in both texts."""
    ahead = _same(old[max(0, was_at - _CONTEXT) : was_at][::-1], new[max(0, at - _CONTEXT) : at][::-1])
    behind = _same(old[was_at + length :][:_CONTEXT], new[at + length :][:_CONTEXT])
    return ahead + behind


def _same(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
