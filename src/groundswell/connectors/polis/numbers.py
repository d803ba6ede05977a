"""Whole numbers and votes from cells, digit by digit over a whole block; what is odd is read one by one."""

import re

import numpy as np
from numpy.typing import NDArray

from groundswell.connectors.polis.cells import Block
from groundswell.connectors.polis.refusals import BadTable

DIGITS = 19
LARGEST = 2**64 - 1
WHOLE = re.compile(r"\+?([0-9]+)(\.0*)?")
MISSING = -2
VOTES = {"1": 1, "-1": -1, "0": 0, "-0": 0, "": MISSING}
PACKED = 8

type Cells = NDArray[np.intp]
type Bytes = NDArray[np.uint8]


def whole_numbers(block: Block, column: int, name: str) -> NDArray[np.uint64]:
    """Return a column of ids; raises BadTable with line and column."""
    starts, lengths = block.starts[:, column], block.ends[:, column] - block.starts[:, column]
    values = np.zeros(len(starts), np.uint64)
    is_fine = (lengths > 0) & (lengths <= DIGITS)
    for place in range(min(DIGITS, int(lengths.max(initial=0)))):
        digits = block.data[starts + place] - np.uint8(ord("0"))
        is_inside = lengths > place
        is_fine &= (digits <= 9) | ~is_inside  # noqa: PLR2004 - the last digit
        values[is_inside] = values[is_inside] * np.uint64(10) + digits[is_inside]
    for line in np.flatnonzero(~is_fine).tolist():
        values[line] = whole(block.text(line, column), f"Line {block.numbers[line]}, column {name}")
    return values


def whole(text: str, where: str) -> int:
    """Return an id that is written as spreadsheets write it (" 7", "7.0"); raises BadTable."""
    found = WHOLE.fullmatch(text)
    if found is None or int(found[1][:40]) > LARGEST:
        said = f"“{shortened(text)}” is" if text else "there is"
        raise BadTable(f"{where}: {said} no whole number from 0 to 2^64 - 1.")
    return int(found[1])


def votes(block: Block, lines: Cells, columns: Cells, names: tuple[str, ...]) -> NDArray[np.int8]:
    """Return the votes in these cells, MISSING where one is empty; raises BadTable with line and column."""
    starts = block.starts[lines, columns]
    lengths = block.ends[lines, columns] - starts
    first, second = block.data[starts], block.data[starts + 1]
    found = np.full(len(starts), MISSING, np.int8)
    found[(lengths == 1) & (first == ord("1"))] = 1
    found[(lengths == 1) & (first == ord("0"))] = 0
    found[(lengths == 2) & (first == ord("-")) & (second == ord("1"))] = -1  # noqa: PLR2004 - "-1" has two signs
    odd = np.flatnonzero((found == MISSING) & (lengths > 0))
    if len(odd):
        found[odd] = _odd_votes(block, lines[odd], columns[odd], names)
    return found


def _odd_votes(block: Block, lines: Cells, columns: Cells, names: tuple[str, ...]) -> NDArray[np.int8]:
    """Return votes that are written otherwise ("1.0", " 1"), each kind of them read once."""
    lengths = block.ends[lines, columns] - block.starts[lines, columns]
    if (lengths > PACKED).any():
        _refuse(block, lines, columns, names, int(np.argmax(lengths > PACKED)))
    packed = np.zeros((len(lines), PACKED), np.uint8)
    for place in range(int(lengths.max())):
        packed[:, place] = np.where(lengths > place, block.data[block.starts[lines, columns] + place], 0)
    _kinds, example, kind = np.unique(packed.view(np.uint64)[:, 0], return_index=True, return_inverse=True)
    read = [VOTES.get(_plain(block.text(lines[place], columns[place]))) for place in example]
    wrong = [number for number, vote in enumerate(read) if vote is None]
    if wrong:
        _refuse(block, lines, columns, names, int(np.argmax(np.isin(kind, wrong))))
    return np.array(read, np.int8)[kind]


def _plain(text: str) -> str:
    return re.sub(r"\.0*$", "", text.removeprefix("+"))


def _refuse(block: Block, lines: Cells, columns: Cells, names: tuple[str, ...], place: int) -> None:
    text, name = block.text(lines[place], columns[place]), names[columns[place]]
    raise BadTable(
        f"Line {block.numbers[lines[place]]}, column {name}: “{shortened(text)}” is no vote. "
        "A vote is 1 (agree), -1 (disagree) or 0 (pass); an empty cell was not voted on."
    )


def shortened(text: str) -> str:
    """Return foreign words so that a terminal can show them: printable, and no more than forty."""
    shown = "".join(each if each.isprintable() else "�" for each in text[:41])
    return shown if len(shown) <= 40 else f"{shown[:40]}…"  # noqa: PLR2004 - as above
