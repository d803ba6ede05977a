"""What the statements say, which were rejected, and groups that were given."""

import json

import pytest

from groundswell.connectors.polis.groups import read_groups
from groundswell.connectors.polis.refusals import BadTable
from groundswell.connectors.polis.statements import read_statements

HEAD = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def test_statements_have_words_and_some_are_rejected() -> None:
    found = read_statements(f'\ufeff{HEAD}1,Sat,7,0,3,1,-1,"One, two\nthree"\n\n1,Sat,{2**63},0,0,0,1,Four\n'.encode())
    assert found.texts == {7: "One, two\nthree", 2**63: "Four"}
    assert found.rejected == {7}


def test_statements_come_in_any_order_of_columns_and_with_semicolons() -> None:
    found = read_statements(b"moderated;comment_id\n-1;3\n0;4\n")
    assert (found.texts, found.rejected) == ({3: "", 4: ""}, frozenset({3}))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"", "The file is empty"),
        (b"a,b\n1,2\n", "Line 1 heads no list of statements"),
        (b"comment-id,moderated\n1,5\n", "Line 2, column moderated: “5” is none of -1"),
        (b"comment-id,moderated\nx,1\n", "Line 2, column comment-id: “x” is no whole number"),
        (b"comment-id,moderated\n1\n", "Line 2 has 1 cells, and the head has 2"),
        (b'comment-id,comment-body\n1,"a\n', "cannot be read as CSV"),
        (b"comment-id,comment-body\n1,\xff\n", "Line 2 is no text in UTF-8"),
    ],
)
def test_statements_that_cannot_be_read_are_refused_with_the_place(table: bytes, words: str) -> None:
    with pytest.raises(BadTable, match=words):
        read_statements(table)


@pytest.mark.parametrize("shape", [lambda groups: groups, lambda groups: {"labels": groups, "votes": 3}])
def test_groups_stand_alone_or_in_a_map(shape: object) -> None:
    groups = {"0": 1, "5": None, str(2**63): 0}
    assert callable(shape)
    assert read_groups(json.dumps(shape(groups)).encode()) == {0: 1, 5: None, 2**63: 0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no JSON: .* line 1"),
        ("", "no JSON"),
        ("[1]", "an object of participants"),
        ('{"labels": [1]}', "an object of participants"),
        ('{"a": 1}', "“a” is no whole number"),
        ('{"1": "0"}', 'Participant 1: "0" is no group'),
        ('{"1": true}', "true is no group"),
        ('{"1": 0.5}', "0.5 is no group"),
        ('{"1": -1}', "-1 is no group"),
        ('{"1": 20}', "20 is no group"),
        ('{"1": NaN}', "NaN is no group"),
        ("[" * 100_000, "no JSON|no object"),
        ('{"1": ' + "9" * 5000 + "}", "no object|is no group"),
    ],
    ids=lambda text: text[:20],
)
def test_groups_that_cannot_be_read_are_refused(text: str, words: str) -> None:
    with pytest.raises(BadTable, match=words):
        read_groups(text.encode())
