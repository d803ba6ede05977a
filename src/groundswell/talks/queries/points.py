"""Points of talks, opened for one side or the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.talks.models import Point, Talk
from groundswell.talks.rules.points import Outcome, Standing
from groundswell.voices import queries as voices
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk.queries import Conversation
from groundswell.voices.queries import Entry, Thread
from groundswell.voices.queries.proposals import Unlocked


@dataclass(frozen=True)
class ShownPoint:
    """A point with its words, as one side of the talk reads it. Printing it does not show them."""

    point: Point
    standing: Standing
    entry: Entry = field(repr=False)

    @property
    def id(self) -> UUID:
        """Return the id of the point."""
        return self.point.id


def standing_of(point: Point) -> Standing:
    """Return where a point stands, for the rules."""
    return Standing(
        Outcome(point.outcome) if point.outcome else None,
        Outcome(point.suggested) if point.suggested else None,
        is_carried=point.item is not None,
    )


def points_for_member(thread: Thread, talks: Iterable[Talk]) -> dict[UUID, list[ShownPoint]]:
    """Return, for each of these talks, its points as its member reads them, in the order in which they were noted."""
    return _shown(talks, voices.dialogue(thread))


def points_for_desk(unlocked: Unlocked, talk: Talk, closed: Conversation) -> list[ShownPoint]:
    """Return the points of a talk as its reader's unlocked desk reads them; what has not arrived is left out."""
    return _shown([talk], desk.opened(unlocked, closed).entries)[talk.id]


def standings_of(talks: Iterable[Talk]) -> dict[UUID, list[Standing]]:
    """Return, for each of these talks, where its points stand. One query."""
    found: dict[UUID, list[Standing]] = {talk.id: [] for talk in talks}
    for point in _points(talks=found) if found else ():
        found[point.talk_id].append(standing_of(point))
    return found


@prepared
def _points(given: Given) -> QuerySet[Point]:
    return Point.objects.filter(talk__among=given.talks)


def _shown(talks: Iterable[Talk], entries: Iterable[Entry]) -> dict[UUID, list[ShownPoint]]:
    found: dict[UUID, list[ShownPoint]] = {talk.id: [] for talk in talks}
    points = {point.id: point for point in Point.objects.filter(talk__in=list(found))}
    for entry in entries:
        point = points.get(entry.id) if entry.id else None
        if point is not None:
            found[point.talk_id].append(ShownPoint(point, standing_of(point), entry))
    return found
