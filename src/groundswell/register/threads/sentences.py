"""Cuts a post into the sentences that the keyboard steps through."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from groundswell.register.threads.rules import Block, BlockKind, starts_of

# A stop, the closing marks behind it, then a blank and something that can open a sentence; or a stop of a script
# that writes no blanks; or the end of a line.
_END = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?=\s+[^\s\da-zß-öø-ÿ,;:–-])|[.!?…]+[\"'”’»)\]]*(?=\s+\d)|[。！？]+[」』”]*|(?=\n)"
)
_NO_END = re.compile(
    r"(?:^|[\s(“\"'])(?:e\.g|i\.e|vs|cf|ca|mr|mrs|ms|dr|prof|st|no|nr|fig|p|pp|z\.b|d\.h|u\.a|p\.ex|[a-z])\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A range of the post's text, and the block it lies in."""

    start: int
    end: int
    block: int


def sentences(blocks: Sequence[Block]) -> list[Sentence]:
    """Return the sentences that the post's author wrote, in order; code is one, quotations are none."""
    found = []
    for number, (at, block) in enumerate(zip(starts_of(blocks), blocks, strict=True)):
        if not block.quoted:
            found += [Sentence(at + start, at + end, number) for start, end in _cut(block)]
    return found


def _cut(block: Block) -> list[tuple[int, int]]:
    ends = [] if block.kind in {BlockKind.CODE, BlockKind.HEADING} else _ends(block.text)
    borders = [0, *ends, len(block.text)]
    ranges = (_without_blanks(block.text, *pair) for pair in pairwise(borders))
    return [(start, end) for start, end in ranges if start < end]


def _ends(text: str) -> list[int]:
    ends = [match.end() for match in _END.finditer(text)]
    return [end for end in ends if not _NO_END.search(text[max(0, end - 8) : end])]


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
