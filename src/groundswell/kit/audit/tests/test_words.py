"""The log that members read has words, and what may stand in a line is plain."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from groundswell.kit import audit
from groundswell.kit.audit import chain, words


def test_a_context_names_its_verbs() -> None:
    words.say("tests", {"turn": "Something was turned"})
    assert words.of("tests", "turn") == "Something was turned"


def test_a_verb_without_words_speaks_for_itself() -> None:
    assert words.of("tests", "turn_back") == "tests: turn back"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (0.1, "0.1"),
        (Decimal("32.5"), "32.5"),
        (date(2026, 11, 22), "2026-11-22"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        ("a\x00b", "ab"),
        ((1, "x"), [1, "x"]),
        ({"b", "a"}, ["a", "b"]),
        ({1: [UUID(int=1)]}, {"1": ["00000000-0000-0000-0000-000000000001"]}),
    ],
)
def test_values_are_kept_as_both_databases_give_them_back(given: object, kept: object) -> None:
    assert chain.plain(given) == kept


def test_a_long_text_is_refused_however_deep_it_stands() -> None:
    with pytest.raises(ValueError, match="no texts over 200 characters"):
        chain.plain({"changes": [{"words": "x" * 201}]})


def test_the_log_has_no_other_doors() -> None:
    writing, reading = {"Line", "record", "record_all"}, {"Noted", "VerbCount", "after", "count_by_verb", "head"}
    assert set(audit.__all__) == writing | reading | {"verify_chain"}
    with pytest.raises(AttributeError, match="has no attribute 'erase'"):
        _ = audit.erase
