"""Who is asked, what waits for whom, and what is shown of answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from groundswell.kit import clock
from groundswell.kit.seal.ballots import BadBallot
from groundswell.people import queries as people
from groundswell.people.models import Person, today_within
from groundswell.propositions.models import Part, Proposition, Review, ReviewAsk
from groundswell.propositions.proposing import policy
from groundswell.propositions.proposing.closed import hash_of
from groundswell.propositions.proposing.rules import reviews as rules
from groundswell.propositions.proposing.rules.reviews import Answer, Ended

_OFFERED = Q(answer=Answer.OBJECTION, ended="") & ~Q(offer="")


@dataclass(frozen=True)
class Cost:
    """What a review asks of everybody, before it is sent."""

    people: int
    minutes: int
    away: int

    @property
    def hours(self) -> float:
        """Return all hours together."""
        return rules.hours(self.people, self.minutes)


@dataclass(frozen=True)
class Said:
    """A concern or an objection that somebody may read."""

    ask: ReviewAsk

    @property
    def stands(self) -> bool:
        """Whether it blocks something."""
        return self.ask.answer == Answer.OBJECTION and not self.ask.ended


def roster_until(deadline: date) -> list[Person]:
    """Return who is here on a working day from today until then, by name. Two queries."""
    members = list(people.active_people())
    away = people.days_away([each.id for each in members], clock.today(), deadline)
    return [each for each in members if rules.is_here(away.get(each.id, set()), clock.today(), deadline)]


def cost_of(deadline: date, minutes: int) -> Cost:
    """Return what a review would cost."""
    here = len(roster_until(deadline))
    return Cost(here, minutes, people.active_people().count() - here)


def waiting_and_offered(person: Person) -> tuple[list[ReviewAsk], list[ReviewAsk]]:
    """Return the reviews that somebody has not answered and still can, and the resolutions offered. One query."""
    waiting = Q(answer="", deadline__gte=clock.today())
    rows = ReviewAsk.objects.filter(waiting | _OFFERED, person=person).select_related("review__proposition")
    found = list(rows.order_by("deadline", "id"))
    return [each for each in found if not each.answer], [each for each in found if each.answer]


def waiting_asks(person: Person) -> list[ReviewAsk]:
    """Return the reviews that somebody has not answered and still can. One query."""
    return waiting_and_offered(person)[0]


def open_asks(person: Person) -> list[ReviewAsk]:
    """Return the reviews that somebody can answer, answered or not: a letter tells nobody which. One query."""
    rows = ReviewAsk.objects.filter(person=person, deadline__gte=clock.today())
    return list(rows.select_related("review__proposition").order_by("deadline", "id"))


def offers_to(person: Person) -> list[ReviewAsk]:
    """Return the objections of somebody for which a resolution is offered. One query."""
    return waiting_and_offered(person)[1]


def ask_of(person: Person, proposition: Proposition) -> ReviewAsk | None:
    """Return what somebody was asked about a proposition, or None."""
    rows = ReviewAsk.objects.filter(person=person, review=proposition.id)
    return rows.select_related("review__proposition", "part").first()


def ask_by_link(link: str) -> ReviewAsk | None:
    """Return the ask of a review link, or None: for a guessed one as for one of somebody who has left."""
    try:
        stored = hash_of(link)
    except BadBallot:
        return None
    rows = ReviewAsk.objects.filter(link_hash=stored, person__in=people.active_people())
    return rows.select_related("review__proposition", "person").first()


def said_about(review: Review | None, reader: Person) -> list[Said]:
    """Return the concerns and objections that somebody may read: their own, as an advocate all, else what was shown.

    Of the others nothing stands there, not even that they are there: lines that come up would count live.
    """
    if review is None:
        return []
    rows = ReviewAsk.objects.filter(review=review, answer__in=rules.WITH_WORDS).select_related("person", "part")
    writes = policy.may_write(reader)
    ordered = sorted(rows, key=lambda ask: (ask.answer != Answer.OBJECTION, bool(ask.ended), str(ask.id)))
    return [Said(ask) for ask in ordered if writes or ask.is_shown or ask.person_id == reader.id]


def is_blocked(part: Part) -> bool:
    """Tell whether an objection stands against deciding a part."""
    return any(
        rules.blocks(Answer(ask.answer), Ended(ask.ended) if ask.ended else None, about_part=ask.part_id, part=part.id)
        for ask in ReviewAsk.objects.filter(review=part.proposition_id, answer=Answer.OBJECTION, ended="")
    )


def blocked_parts(proposition: Proposition, parts: Sequence[UUID]) -> set[UUID]:
    """Return which of these parts an objection keeps from being decided. One query."""
    standing = ReviewAsk.objects.filter(review=proposition.id, answer=Answer.OBJECTION, ended="")
    about = set(standing.values_list("part_id", flat=True))
    return set(parts) if None in about else {part for part in parts if part in about}


def holders_of(parts: Sequence[UUID]) -> list[Person]:
    """Return who holds the roles that these parts affect today: people in a related role look at it first."""
    held = Q(role_assignments__role__in=Part.roles.through.objects.filter(part__in=parts).values("role"))
    return list(people.active_people().filter(held & today_within("role_assignments__")).distinct())
