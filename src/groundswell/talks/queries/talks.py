"""Talks, as their members and their readers find them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person, RoleAssignment, within
from groundswell.people.rules import READING
from groundswell.talks.models import KeptMinutes, Talk
from groundswell.talks.moments import day_of
from groundswell.talks.queries.points import standings_of
from groundswell.talks.queries.slots import stretch
from groundswell.talks.rules import points as rules
from groundswell.talks.rules.points import Standing, TalkState
from groundswell.voices import queries as voices
from groundswell.voices.desk import queries as desk
from groundswell.voices.queries import Thread
from groundswell.voices.queries.proposals import Unlocked

_MOST_PAST = 50


@dataclass(frozen=True)
class TalkLine:
    """A talk with where its points stand; their words are not in it."""

    talk: Talk
    standings: tuple[Standing, ...]

    @property
    def day(self) -> date:
        """Return the day of the talk."""
        return day_of(self.talk.slot.starts_at)

    @property
    def has_begun(self) -> bool:
        """Tell whether its time has come."""
        return self.talk.slot.starts_at <= clock.now()

    @property
    def is_over(self) -> bool:
        """Tell whether its time is over."""
        return stretch(self.talk.slot).end <= clock.now()

    @property
    def is_called_off(self) -> bool:
        """Tell whether somebody called it off."""
        return self.talk.state == TalkState.CALLED_OFF

    @property
    def may_have_been_missed(self) -> bool:
        """Tell whether its time has come and nobody noted that it was held: perhaps it did not take place."""
        return self.has_begun and self.talk.state == TalkState.BOOKED

    @property
    def is_settled(self) -> bool:
        """Tell whether its member said of every point what becomes of it."""
        state = TalkState(self.talk.state)
        return rules.is_settled(self.standings, state=state, said_nothing=self.talk.said_nothing)

    @property
    def open_points(self) -> int:
        """Return how many points have not ended."""
        return sum(each.is_open for each in self.standings)

    @property
    def to_carry(self) -> int:
        """Return how many points were let out and stand nowhere yet."""
        return sum(each.waits_for_reader for each in self.standings)

    @property
    def waits_for_member(self) -> bool:
        """Tell whether it stands among what waits for its member."""
        return self._was_held and rules.waits_for_member(self.day, clock.today(), is_settled=self.is_settled)

    @property
    def is_listed_to_reader(self) -> bool:
        """Tell whether it stands in its reader's list of talks that nobody ended."""
        return self._was_held and rules.is_listed_to_reader(self.day, clock.today(), is_settled=self.is_settled)

    @property
    def is_to_come(self) -> bool:
        """Tell whether it is booked, and has not begun."""
        return self.talk.state == TalkState.BOOKED and not self.has_begun

    @property
    def _was_held(self) -> bool:
        return self.is_over and (not self.is_called_off or bool(self.standings))


def talks_of(person: Person) -> list[TalkLine]:
    """Return a member's own talks, the latest first; which they are, only the owner's key file tells."""
    return _lines(_about(voices=[voice.id for voice in voices.threads_of(person)]))


@prepared
def _about(given: Given) -> QuerySet[Talk]:
    return _with_slots(voice__among=given.voices)


def talk_of(person: Person, talk: UUID) -> tuple[TalkLine, Thread] | None:
    """Return a member's own talk with its opened dialogue; None for any other."""
    found = _with_slots(id=talk).first()
    thread = voices.thread_of(person, found.voice) if found else None
    return (_lines([found])[0], thread) if found and thread else None


def talks_in(thread: Thread) -> list[TalkLine]:
    """Return the talks of one dialogue, the latest first."""
    return _lines(_with_slots(voice=thread.voice.id))


def talks_at(unlocked: Unlocked) -> list[TalkLine]:
    """Return the talks of a reader: those to come and those that have not ended, and the latest of the others."""
    lines = talks_read_by(unlocked.reader)
    unfinished = [line for line in lines if not line.is_over or not line.is_settled or line.to_carry]
    past = [line for line in lines if line not in unfinished]
    return [*unfinished, *past[:_MOST_PAST]]


def talk_at(unlocked: Unlocked, talk: UUID) -> TalkLine | None:
    """Return a talk whose dialogue this desk can open; None for any other."""
    found = _with_slots(id=talk).first()
    if found is None or not desk.still_read(unlocked, [found.voice]):
        return None
    return _lines([found])[0]


def talks_read_by(reader: Person) -> list[TalkLine]:
    """Return the talks of a reader, and those of readers who are none any more whose dialogues this one reads now.

    Three queries: so no talk falls out of every list when its reader goes.
    """
    rows = _of_reader_or_of_nobody(reader=reader, today=clock.today())
    reading = voices.people_reading([talk.voice for talk in rows])
    return _lines(talk for talk in rows if reader.id in reading.get(talk.voice, ()))


@prepared
def _of_reader_or_of_nobody(given: Given) -> QuerySet[Talk]:
    held = RoleAssignment.objects.filter(within(given.today), role__grant__in=READING).values("person")
    return _with_slots(Q(slot__reader=given.reader) | ~Q(slot__reader__in=held))


def has_talks(voice: UUID) -> bool:
    """Tell whether a dialogue has a talk, to come, held or called off. One query."""
    return Talk.objects.filter(voice=voice).exists()


def to_come_with(reader: Person) -> int:
    """Return how many talks are booked with a reader and have not begun. One query."""
    return Talk.objects.filter(slot__reader=reader, state=TalkState.BOOKED, slot__starts_at__gt=clock.now()).count()


def minutes_talked(reader: Person, first: date, last: date) -> int:
    """Return how many minutes a reader talked on these days (both included): for that reader's own line of hours.

    Nobody asks for a budget to talk: no member has a part in this number. What was taken back stands in its sprint
    and month.
    """
    start, end = clock.midnight(first), clock.midnight(last + timedelta(days=1))
    held = Talk.objects.filter(slot__reader=reader, slot__starts_at__gte=start, slot__starts_at__lt=end)
    kept = KeptMinutes.objects.filter(reader=reader, first_on__gte=first, first_on__lte=last)
    counted = held.aggregate(sum=Sum("minutes_taken"))["sum"] or 0
    return counted + (kept.aggregate(sum=Sum("minutes"))["sum"] or 0)


def _with_slots(*conditions: Q, **wanted: object) -> QuerySet[Talk]:
    return Talk.objects.filter(*conditions, **wanted).select_related("slot__reader")


def _lines(talks: Iterable[Talk]) -> list[TalkLine]:
    listed = sorted(talks, key=lambda talk: (-talk.slot.starts_at.timestamp(), str(talk.id)))
    standings = standings_of(listed)
    return [TalkLine(talk, tuple(standings[talk.id])) for talk in listed]
