"""What others may read of concerns, for whoever tells them what became of these: asked each time, and never kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from groundswell.people.rules import Audience
from groundswell.register.models import Concern
from groundswell.register.policy import OUTSIDE, Reading
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.lists import standing
from groundswell.register.rules.concerns import State

_EVERYBODY = Reading(None, frozenset({Audience.ORGANISATION.value, Audience.PUBLIC.value}))


@dataclass(frozen=True)
class Openly:
    """A concern that others read. `url` is its page for them."""

    id: UUID
    heading: str
    state: State
    moved_on: date
    url: str
    is_public: bool


def public_concerns(most: int = 200, *, states: Collection[State] = tuple(State)) -> list[Openly]:
    """Return the concerns that everybody reads, also outside, what moved last first."""
    rows = standing(OUTSIDE).filter(state__in=list(states)).order_by("-moved_on", "id")
    return _told(rows[:most], OUTSIDE)


def public_among(concerns: Collection[UUID]) -> dict[UUID, Openly]:
    """Return those of these concerns that everybody reads, also outside."""
    return {each.id: each for each in _told(standing(OUTSIDE).filter(id__in=concerns), OUTSIDE)}


def shared_concerns(most: int = 200) -> list[Openly]:
    """Return the concerns that everybody here reads, what moved last first."""
    return _told(standing(_EVERYBODY).order_by("-moved_on", "id")[:most], _EVERYBODY)


def shared_among(concerns: Collection[UUID]) -> dict[UUID, Openly]:
    """Return those of these concerns that everybody here reads."""
    return {each.id: each for each in _told(standing(_EVERYBODY).filter(id__in=concerns), _EVERYBODY)}


def _told(rows: QuerySet[Concern], reading: Reading) -> list[Openly]:
    return [_openly(each) for each in as_shown(rows, reading) if not each.is_withheld]


def _openly(concern: Concern) -> Openly:
    is_public = concern.audience == Audience.PUBLIC
    route = "register:public_concern" if is_public else "register:concern"
    return Openly(
        concern.id, concern.title, State(concern.state), concern.moved_on, reverse(route, args=[concern.id]), is_public
    )
