"""The weekly letter says what is unanswered, by topic, and the same to everybody."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from groundswell.kit import clock
from groundswell.questions import letter
from groundswell.questions.letter import Unanswered
from groundswell.questions.models import Source
from groundswell.questions.tests.scene import question, replied
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("noon")


def lines(cast: Cast) -> list[str]:
    return list(Unanswered().lines(cast.bob, None, clock.today()))


def test_nothing_is_said_where_nothing_waits(forum: Source, organisation: Cast) -> None:
    question(forum, "1", resolved_at=clock.now())
    assert lines(organisation) == []


def test_topics_stand_with_their_oldest_five(
    forum: Source, organisation: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(7):
        question(forum, f"{number}", 24 * (number + 1), labels=("install",))
    replied(forum, question(forum, "other", 30, title="T" * 200), "cat", 3)
    with django_assert_num_queries(4):
        said = lines(organisation)
    assert said[0] == "8 questions from outside wait for a reply by our people."
    assert said[1] == "  install: 7"
    assert said[2] == "    - Topic 6 (7 days)"
    assert len([line for line in said if line.startswith("    - Topic")]) == 5
    assert said[-2] == "  Forum: 1"
    assert said[-1] == f"    - {'T' * 89}… (1 day)"


def test_everything_that_waits_is_counted_though_titles_are_of_the_oldest(
    forum: Source, organisation: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter, "_CONSIDERED", 2)
    for number in range(5):
        question(forum, f"{number}", 24 * (number + 1), labels=("install",) if number else ())
    said = lines(organisation)
    assert said[0] == "5 questions from outside wait for a reply by our people."
    assert {"  install: 4", "  Forum: 1"} <= set(said)


def test_the_letter_is_the_same_for_everybody(forum: Source, organisation: Cast) -> None:
    question(forum)
    told = {
        tuple(Unanswered().lines(person, clock.today() - timedelta(days=7), clock.today()))
        for person in (organisation.alice, organisation.bob, organisation.ada)
    }
    assert len(told) == 1
