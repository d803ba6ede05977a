"""Questions are data: what is shipped may be shipped, what was asked stays as it was asked, and each has its turn."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from groundswell.checkins import queries
from groundswell.checkins.instruments import shelf
from groundswell.checkins.models import Instrument
from groundswell.checkins.rules import instruments as rules
from groundswell.checkins.rules.instruments import KFault, Shipped, Unfit

KEYS = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=6)

# Names, and a few words each of what is sold or may not be reproduced: enough to notice it, and too few to be it.
NEVER_SHIPPED = {
    "the Maslach Burnout Inventory": r"maslach|\bMBI\b|mind garden|emotionally drained|burned out from my work"
    r"|used up at the end|impersonal objects|callous toward|hardening me|end of my rope",
    "the Burnout Assessment Tool": r"burnout assessment tool|\bBAT-?\d+|feel mentally exhausted"
    r"|struggle to find any enthusiasm|strong aversion",
    "the Oldenburg Burnout Inventory": r"oldenburg|\bOLBI\b|tired before i arrive|sickened by my"
    r"|in a negative way",
    "somebody's trademark": r"\be?NPS\b|net promoter|promoter score",
}


def _found_in(text: str) -> list[str]:
    return [name for name, words in NEVER_SHIPPED.items() if re.search(words, text, re.IGNORECASE)]


@pytest.mark.parametrize("file", sorted(shelf.FILES.glob("*.json")), ids=lambda file: file.stem)
def test_no_question_is_shipped_that_belongs_to_somebody(file: object) -> None:
    text = json.dumps(json.loads(file.read_text("utf-8")), ensure_ascii=False)  # type: ignore[attr-defined]
    assert _found_in(text) == [], "this may not be shipped: see docs/decisions/0108"


@pytest.mark.parametrize(
    "planted",
    [
        "I feel emotionally drained",
        "From the MBI, with thanks",
        "At work I feel mentally exhausted",
        "BAT-12",
        "An item of the OLBI",
        "our eNPS",
    ],
)
def test_the_search_finds_what_it_is_for(planted: str) -> None:
    assert len(_found_in(planted)) == 1


def test_ordinary_words_are_no_find() -> None:
    assert _found_in("A bat flew by; the combat is over; batch work is exhausting.") == []


def test_every_question_names_its_source_and_its_licence() -> None:
    for each in shelf.shipped():
        assert each.citation, each.key
        assert each.licence, each.key
        assert len(each.question) <= 500


def test_the_open_question_about_a_licence_stands_beside_the_pack_that_is_off() -> None:
    pack = [each for each in shelf.shipped() if each.pack == "Copenhagen Burnout Inventory, work scale"]
    assert len(pack) == 7
    assert all(each.licence.startswith("Open question") and not each.asked for each in pack)


@pytest.mark.django_db
def test_a_fresh_installation_asks_four_questions_and_no_pack() -> None:
    asked = [each.key for each in queries.items_asked()]
    assert asked == ["burnout-single-item", "dora-burnout", "would-recommend", "speaking-up"]
    assert {each.key: each.shown_from for each in queries.items_asked()}["would-recommend"] == 20


@pytest.mark.django_db
def test_laying_down_again_changes_nothing_and_keeps_what_was_chosen() -> None:
    Instrument.objects.filter(key="dora-burnout").update(place=None)
    before = list(Instrument.objects.order_by("key", "version").values())
    assert shelf.lay_down() == []
    assert list(Instrument.objects.order_by("key", "version").values()) == before


@pytest.mark.django_db
def test_other_words_are_another_version_in_the_same_place(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = [replace(each, version=2, question=f"{each.question} Still?") for each in shelf.shipped()]
    Instrument.objects.filter(key="speaking-up").update(place=None)
    monkeypatch.setattr(shelf, "shipped", lambda: newer)
    shelf.lay_down()
    assert [str(each) for each in queries.items_asked()] == [
        "burnout-single-item 2",
        "dora-burnout 2",
        "would-recommend 2",
    ], "what was switched off stays off"
    old, new = queries.item("dora-burnout", 1), queries.item("dora-burnout", 2)
    assert old is not None
    assert new is not None
    assert new.question == f"{old.question} Still?"


@pytest.mark.django_db
def test_two_versions_of_a_question_are_never_asked_together() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.create(key="dora-burnout", version=9, question="?", options=[], place=9)


@given(order=KEYS, asked=st.lists(st.text("abcdef", min_size=1, max_size=3), max_size=20))
def test_each_question_has_its_turn_once_in_a_round(order: list[str], asked: list[str]) -> None:
    coming = rules.coming_items(order, asked, len(order) * 3)
    rounds = [coming[start : start + len(order)] for start in range(0, len(coming), len(order) or 1)]
    assert all(Counter(each) == Counter(order) for each in rounds)
    assert coming[:1] == [key for key in [rules.next_item(order, asked)] if key is not None]


@given(order=KEYS)
def test_the_first_round_comes_in_the_order_that_was_chosen(order: list[str]) -> None:
    assert rules.coming_items(order, [], len(order)) == order


def test_a_question_that_comes_back_waits_for_those_that_were_asked_longer_ago() -> None:
    assert rules.next_item(["a", "b", "c"], ["a", "b", "c", "a"]) == "b"
    assert rules.next_item(["a", "b", "new"], ["a", "b"]) == "new"
    assert rules.next_item([], ["a"]) is None


@given(order=KEYS, data=st.data())
def test_moving_a_question_up_loses_none(order: list[str], data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(order), unique=True)) if order else []
    moved = rules.moved_up(order, keys)
    assert sorted(moved) == sorted(order)
    assert [key for key in moved if key not in keys] == [key for key in order if key not in keys]


def test_a_question_moves_one_place_and_the_first_stays() -> None:
    assert rules.moved_up(["a", "b", "c"], ["c"]) == ["a", "c", "b"]
    assert rules.moved_up(["a", "b", "c"], ["a"]) == ["a", "b", "c"]
    assert rules.moved_up(["a", "x1", "x2", "b"], ["x1", "x2"]) == ["x1", "x2", "a", "b"]


@given(st.integers(-5, 80), st.integers(4, 50))
def test_the_smallest_group_is_raised_only_and_never_below_four(wanted: int, now: int) -> None:
    fault = rules.k_fault(wanted, now)
    assert (fault is None) == (max(now, 4) <= wanted <= rules.MOST_K)
    assert fault is not KFault.FEW or wanted < 4


QUESTION = Shipped("key", 1, "", "Why?", ((1, "no"), (2, "yes")), "A study", "CC0", "")


@pytest.mark.parametrize(
    "unfit",
    [
        replace(QUESTION, question=""),
        replace(QUESTION, citation=""),
        replace(QUESTION, licence=""),
        replace(QUESTION, version=0),
        replace(QUESTION, options=((1, "alone"),)),
        replace(QUESTION, options=((1, "no"), (3, "yes"))),
        replace(QUESTION, options=tuple((value, "x") for value in range(20))),
    ],
)
def test_a_question_without_words_source_or_a_whole_scale_is_not_laid_down(unfit: Shipped) -> None:
    assert rules.checked(QUESTION) == QUESTION
    with pytest.raises(Unfit):
        rules.checked(unfit)


@pytest.mark.parametrize("url", ["https://help.example.org/talk", "http://intranet"])
def test_an_address_of_help_is_one_of_the_web(url: str) -> None:
    assert rules.is_address(url)


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "//example.org", "help", "https://[broken", "mailto:a@b"])
def test_anything_else_is_no_address(url: str) -> None:
    assert not rules.is_address(url)


def test_the_page_of_licences_says_of_each_question_what_its_file_says() -> None:
    page = (Path(__file__).parents[4] / "docs" / "use" / "questions.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:2] == "| "]
    said = {(name, source, licence, asked[:3] == "yes") for name, source, licence, asked in rows[1:]}
    assert said == {(each.pack or each.key, each.citation, each.licence, bool(each.asked)) for each in shelf.shipped()}
