"""Tables of votes are read as they come out of tools, and refused with the place where they cannot be."""

import csv
import io
import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.polis import cells
from groundswell.connectors.polis.refusals import BadTable
from groundswell.connectors.polis.votes import Votes, read_votes

WIDE = b"participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n"
LONG = b"timestamp,datetime,comment-id,voter-id,vote\n"
Cast = list[tuple[int, int, int]]


def listed(found: Votes) -> Cast:
    return list(zip(found.participants.tolist(), found.statements.tolist(), found.votes.tolist(), strict=True))


def read(content: bytes | str, size: int = 2**20) -> Cast:
    given = content.encode() if isinstance(content, str) else content
    return listed(read_votes(given[at : at + size] for at in range(0, len(given), size)))


def test_a_row_a_person() -> None:
    found = read_votes([WIDE + b"5,0,0,2,1,1,1,,-1\n7,,0,0,0,0,,,\n9,1,0,1,0,0,,0,\n"])
    assert listed(found) == [(5, 0, 1), (5, 2, -1), (9, 1, 0)]
    assert (found.silent, found.unread) == (1, ())


def test_a_row_a_vote_and_the_later_one_last_whatever_the_order_of_rows() -> None:
    found = read(LONG + b"20,Sun,1,5,-1\n10,Sat,1,5,1\n15,Sat,2,5,0\n")
    assert found == [(5, 1, 1), (5, 2, 0), (5, 1, -1)]


def test_without_times_the_later_row_is_the_later_vote() -> None:
    assert read("voter-id,comment-id,vote\n5,1,1\n5,1,-1\n") == [(5, 1, 1), (5, 1, -1)]


@pytest.mark.parametrize(
    "table",
    [
        "2,participant,0,n-votes,1\n-1,5,1,3,0\n",
        "\ufeffparticipant,0,1,2\n5,1,0,-1\n",
        "participant;0;1;2\n5;1;0;-1\n",
        "participant\t0\t1\t2\n5\t1\t0\t-1\n",
        "sep=;\nparticipant;0;1;2\n5;1;0;-1\n",
        "participant,0,1,2\r\n5,1,0,-1\r\n",
        "participant,0,1,2\r5,1,0,-1\r",
        "participant,0,1,2\n5,1,0,-1",
        "\n\nparticipant,0,1,2\n\n  \n5,1,0,-1\n,,,\n\n",
        '"participant","0","1","2"\n"5","1","0","-1"\n',
        "participant,0,1,2\n5,1.0, 0,-1.0\n",
        "Participant,0,1,2,mood\n5,1,0,-1,good\n",
        'participant,0,1,2,note\n5,1,0,-1,"a, b\nand ""c"""\n',
        "voter_id,comment id,vote\n5,0,1\n5,1,0\n5,2,-1\n",
        "Vote,Voter-ID,Comment-ID\n1,5,0\n0,5,1\n-1,5,2\n",
        "participant,0,1,2\n5.0,+1,-0,-1\n",
    ],
    ids=lambda table: repr(table[:40]),
)
def test_the_same_votes_in_other_clothes(table: str) -> None:
    for size in (1, 7, 2**20):
        assert sorted(read(table, size)) == [(5, 0, 1), (5, 1, 0), (5, 2, -1)]


def test_columns_of_no_known_purpose_are_named() -> None:
    assert read_votes([b"participant,mood,0\n1,good,1\n"]).unread == ("mood",)


@pytest.mark.parametrize("one", [0, 2**31 - 1, 2**31, 2**63 - 1, 2**63, 2**64 - 1])
def test_ids_of_up_to_sixty_four_bits_are_kept_to_the_last_digit(one: int) -> None:
    assert read(f"participant,{one}\n3,-1\n{one},1\n") == [(3, one, -1), (one, one, 1)]
    assert read(f"voter-id,comment-id,vote\n3,1,0\n{one},{one},1\n") == [(3, 1, 0), (one, one, 1)]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "The file is empty"),
        ("\n \n", "The file is empty"),
        ("a,b\n1,2\n", "Line 1 heads neither .* Its columns are: a, b"),
        ("participant,n-votes\n1,2\n", "Line 1 heads neither"),
        ("participant,0\n1,1\n2,7\n", "Line 3, column 0: “7” is no vote"),
        ("participant,0\n1,1\n\n2,yes\n", "Line 4, column 0: “yes” is no vote"),
        ("participant,0\n1,agreement!\n", "Line 2, column 0: “agreement!” is no vote"),
        ("voter-id,comment-id,vote\n1,1,7\n", "Line 2, column vote: “7” is no vote"),
        ("voter-id,comment-id,vote\n1,1,\n", "Line 2, column vote: there is no vote"),
        ("voter-id,comment-id,vote\n1,x,1\n", "Line 2, column comment-id: “x” is no whole number"),
        ("voter-id,comment-id,vote\n,1,1\n", "Line 2, column voter-id: there is no whole number"),
        ("participant,0\n-4,1\n", "Line 2, column participant: “-4” is no whole number"),
        (f"participant,0\n{2**64},1\n", "no whole number from 0"),
        (f"participant,0\n{'9' * 5000},1\n", "“9999999999999999999999999999999999999999…” is no whole number"),
        (f"participant,{2**64}\n1,1\n", "Line 1, column 2: “18446744073709551616” is no whole number"),
        ("participant,0,1\n1,1\n", "Line 2 has 2 cells, and the head has 3"),
        ("participant,0\n1,1,1\n", "Line 2 has 3 cells, and the head has 2"),
        ("participant,0\n1\n", "Line 2 has 1 cell, and"),
        ("participant,0,00\n1,1,1\n", "Columns 2 and 3 are both “0”"),
        ("participant,Participant,0\n1,1,1\n", "Columns 1 and 2 are both “participant”"),
        ('participant,0\n1,"1\n', "Line 2 cannot be read as CSV"),
        ("participant,0\n1,\x1b[31m\n", "“�.31m” is no vote"),
        ("participant,0\n1,1\n".encode("utf-16"), "no text in UTF-8"),
        (b"PK\x03\x04 a spreadsheet", "no text in UTF-8"),
        (b"participant,0\n1,\xff\n", "Line 2, column 0: “�” is no vote"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(table: str | bytes, words: str) -> None:
    for size in (3, 2**20):
        with pytest.raises(BadTable, match=words):
            read(table, size)


def test_a_line_without_an_end_is_given_up_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "LONGEST_LINE", 1000)
    with pytest.raises(BadTable, match="so it is no table of votes"):
        read_votes(b"0" * 100 for _ in range(1000))


votes_of_people = st.dictionaries(
    st.integers(0, 2**64 - 1), st.lists(st.sampled_from(["1", "0", "-1", ""]), min_size=4, max_size=4), max_size=8
)


@given(
    rows=votes_of_people,
    separator=st.sampled_from(",;\t"),
    is_quoted=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    size=st.integers(1, 60),
)
def test_any_table_is_read_as_it_was_written(
    rows: dict[int, list[str]], separator: str, *, is_quoted: bool, end: str, size: int
) -> None:
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=separator, quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL, lineterminator=end
    )
    writer.writerows([["participant", "3", "1", "4", "15"], *([one, *cast] for one, cast in rows.items())])
    written = [
        (one, statement, int(vote))
        for one, cast in rows.items()
        for statement, vote in zip((3, 1, 4, 15), cast, strict=True)
        if vote
    ]
    assert read(text.getvalue(), size) == written


def _endless(rows: int) -> Iterator[bytes]:
    yield b"participant," + b",".join(b"%d" % each for each in range(400)) + b"\n"
    for one in range(rows):
        yield b"%d,1,-1," % one + b"," * 397 + b"\n"


@pytest.mark.slow
def test_a_large_file_takes_little_more_memory_than_its_votes() -> None:
    tracemalloc.start()
    found = read_votes(_together(_endless(60_000), 2**19))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.votes) == 120_000
    assert most < 20 * 2**20, "26 MB were read, and this file could be of any size"
    np.testing.assert_array_equal(found.participants, np.repeat(np.arange(60_000), 2))


def _together(lines: Iterator[bytes], size: int) -> Iterator[bytes]:
    held = bytearray()
    for line in lines:
        held += line
        if len(held) >= size:
            yield bytes(held)
            held.clear()
    yield bytes(held)


@pytest.mark.parametrize(("cells", "line"), [("5 4 2", 2), ("1.0 +1 9 2", 4)])
def test_the_first_cell_that_is_no_vote_is_named(cells: str, line: int) -> None:
    rows = "".join(f"{number},{cell}\n" for number, cell in enumerate(cells.split()))
    with pytest.raises(BadTable, match=f"Line {line}, column 0: "):
        read_votes([f"participant,0\n{rows}".encode()])
