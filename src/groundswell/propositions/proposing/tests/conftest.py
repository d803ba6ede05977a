"""A concern that everybody reads, and a proposition about it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.propositions.models import Part, Proposition, Response, Review, ReviewAsk, Version
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.actions import PartWords
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.register import actions as register
from groundswell.register.models import Concern, Idea, Measure, Perspective
from groundswell.register.rules.items import Kind
from groundswell.register.tests.conftest import Raise, published, raised
from groundswell.voices.tests.conftest import Desks, browser_of, desks

__all__ = ["Desks", "Raise", "browser_of", "desks", "raised"]

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let it be Wednesday noon until a test travels on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def concern(raised: Raise) -> Concern:
    """Return a concern that everybody in the organisation reads."""
    return raised(audience=Audience.ORGANISATION)


@pytest.fixture
def proposition(alice: Person, concern: Concern) -> Proposition:
    """Return a draft about the concern, with one part."""
    return begun(alice, concern)


@pytest.fixture
def published_one(alice: Person, proposition: Proposition) -> Proposition:
    """Return a proposition that answers everything, and that everybody reads."""
    publish(alice, proposition)
    return Proposition.objects.get(id=proposition.id)


def begun(by: Person, *concerns: Concern) -> Proposition:
    made = actions.begin_proposition(
        by=by, title="Review within a day", need="Finished work waits.", concerns=[each.id for each in concerns]
    )
    part(by, made)
    return Proposition.objects.get(id=made.id)


def part(by: Person, proposition: Proposition, title: str = "A rota", text: str = "Somebody reviews each day.") -> Part:
    return actions.add_part(by=by, proposition=proposition, words=PartWords(title=title, text=text))


def idea(by: Person, concern: Concern, title: str = "Pair on it") -> Idea:
    made = register.note_idea(by=by, concern=concern, title=title, audience=Audience.ADVOCATE)
    return published(made, Audience.ORGANISATION, by=by)


def measure(by: Person, concern: Concern, text: str = "Somebody looks after lunch.") -> Measure:
    made = register.note_measure(by=by, concern=concern, text=text, audience=Audience.ADVOCATE)
    return published(made, Audience.ORGANISATION, by=by)


def view(
    by: Person, concern: Concern, position: str = "It depends on the work.", *, holder: Person | None = None
) -> Perspective:
    made = register.note_perspective(
        by=by, concern=concern, position=position, holder=holder, audience=Audience.ADVOCATE
    )
    return published(made, Audience.ORGANISATION, by=by)


def answer(
    by: Person, proposition: Proposition, item: UUID, fate: Fate = Fate.ACCEPTED, *, same_as: UUID | None = None
) -> Response:
    return actions.answer_item(
        by=by,
        proposition=proposition,
        item=item,
        fate=fate,
        reason="It is what this part does.",
        part=proposition.parts.first(),
        same_as=same_as,
    )


def answer_all(by: Person, proposition: Proposition) -> None:
    for item in coverage_of(proposition).missing:
        answer(by, proposition, item)


def publish(by: Person, proposition: Proposition) -> Version:
    answer_all(by, proposition)
    revision = Proposition.objects.get(id=proposition.id).revision
    return actions.publish_proposition(by=by, proposition=proposition, revision=revision)


def hear_all(by: Person, proposition: Proposition) -> None:
    for item, found in coverage_of(proposition).items.items():
        if found.KIND is Kind.PERSPECTIVE:
            actions.note_side(
                by=by, proposition=proposition, perspective=item, heard=Heard.NOT_CONFIRMED, reason="Nobody came."
            )


def send(by: Person, proposition: Proposition, *, days: int = 5, minutes: int = 10, reason: str = "") -> Review:
    return actions.send_review(
        by=by,
        proposition=proposition,
        deadline=clock.today() + timedelta(days=days),
        minutes=minutes,
        reason=reason,
    )


def reviewed(by: Person, proposition: Proposition) -> None:
    """Let a review of the words as they are now have been held, last week."""
    hear_all(by, proposition)
    with time_machine.travel(clock.now() - timedelta(days=7), tick=False):
        send(by, proposition, days=3, reason="It cannot wait.")
    actions.close_reviews()


def ask_of(person: Person, proposition: Proposition) -> ReviewAsk:
    return ReviewAsk.objects.get(person=person, review=proposition.id)


type Browser = Callable[[Person], object]
