"""What changed between two versions, word by word, and how long reading takes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS_A_MINUTE = 200
_PIECE = re.compile(r"\s+|[^\W_]+(?:['’][^\W_]+)*|.", re.DOTALL)


class Change(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Run:
    """Words that stayed, went or came."""

    change: Change
    text: str


def word_changes(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs of words that lead from one text to the other, in their order."""
    return tuple(_joined(_runs(_PIECE.findall(before), _PIECE.findall(after))))


def text_before(runs: Sequence[Run]) -> str:
    """Return the older text of these runs."""
    return "".join(run.text for run in runs if run.change is not Change.NEW)


def text_after(runs: Sequence[Run]) -> str:
    """Return the newer text of these runs."""
    return "".join(run.text for run in runs if run.change is not Change.GONE)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[Run, ...]]:
    """Return what changed in each field, of those in which something did, the newer text's order first."""
    names = [*after, *(name for name in before if name not in after)]
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return {name: word_changes(old, new) for name, old, new in pairs if old != new}


def word_count(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def minutes_to_read(words: int) -> int:
    """Return how long reading takes, rounded up: 200 words a minute, and one minute at least."""
    return max(1, -(-words // WORDS_A_MINUTE))


def _runs(before: list[str], after: list[str]) -> Iterator[Run]:
    for name, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if name == "equal":
            yield Run(Change.SAME, "".join(before[start:end]))
            continue
        yield Run(Change.GONE, "".join(before[start:end]))
        yield Run(Change.NEW, "".join(after[new_start:new_end]))


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    yield from (run for run in runs if run.text)
