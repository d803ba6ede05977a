"""Who is asked, what waits for whom, and what is shown of answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal.ballots import BadBallot
from groundswell.people import queries as people
from groundswell.people.models import Person, RoleAssignment, today_within
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
    # The day of the next letter, where it comes after the deadline: no mail tells anybody then.
    letter_after: date | None = None

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
    letter_on = people.next_letter()
    return Cost(here, minutes, people.active_people().count() - here, letter_on if letter_on > deadline else None)


def waiting_and_offered(person: Person) -> tuple[list[ReviewAsk], list[ReviewAsk]]:
    """Return the reviews that somebody has not answered and still can, and the resolutions offered. One query."""
    found = _waiting_and_offered(person=person, today=clock.today())
    return [each for each in found if not each.answer], [each for each in found if each.answer]


@prepared
def _waiting_and_offered(given: Given) -> QuerySet[ReviewAsk]:
    waiting = Q(answer="", deadline__gte=given.today)
    rows = ReviewAsk.objects.filter(waiting | _OFFERED, person=given.person)
    return rows.select_related("review__proposition").order_by("deadline", "id")


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
    rows = ReviewAsk.objects.filter(person=person, review=proposition.id).order_by("-number")
    return rows.select_related("review__proposition", "part", "person").first()


def ask_by_link(link: str) -> ReviewAsk | None:
    """Return the ask of a review link, or None: for a guessed one as for one of somebody who has left."""
    try:
        stored = hash_of(link)
    except BadBallot:
        return None
    rows = ReviewAsk.objects.filter(link_hash=stored, person__in=people.active_people())
    return rows.select_related("review__proposition", "person").first()


def heard_of(review: Review | None, reader: Person) -> list[ReviewAsk]:
    """Return somebody's own ask, and all concerns and objections, whoever may read them: `said_in` shows. One query."""
    if review is None:
        return []
    rows = ReviewAsk.objects.filter(Q(answer__in=rules.WITH_WORDS) | Q(person=reader), review=review)
    return list(rows.select_related("person", "part").defer("part__title", "part__text").order_by("-number", "id"))


def own_objections(asks: Sequence[ReviewAsk], person: Person) -> list[ReviewAsk]:
    """Return somebody's own objections that stand, of an earlier review too. No query."""
    return [ask for ask in asks if ask.person_id == person.id and Said(ask).stands]


def said_in(asks: Sequence[ReviewAsk], reader: Person) -> list[Said]:
    """Return the concerns and objections that somebody may read: their own, as an advocate all, else what was shown.

    Of the others nothing stands there, not even that they are there: lines that come up would count live.
    """
    writes = policy.may_write(reader)
    said = (ask for ask in asks if ask.answer in rules.WITH_WORDS)
    ordered = sorted(said, key=lambda ask: (ask.answer != Answer.OBJECTION, bool(ask.ended), str(ask.id)))
    return [Said(ask) for ask in ordered if writes or ask.is_shown or ask.person_id == reader.id]


def is_reviewed(proposition: UUID | None) -> bool:
    """Tell whether the review of a proposition has closed. One query."""
    return Review.objects.filter(proposition=proposition).exclude(closed_on=None).exists()


def is_blocked(part: Part) -> bool:
    """Tell whether an objection stands against deciding a part."""
    return any(
        rules.blocks(Answer(ask.answer), Ended(ask.ended) if ask.ended else None, about_part=ask.part_id, part=part.id)
        for ask in ReviewAsk.objects.filter(review=part.proposition_id, answer=Answer.OBJECTION, ended="")
    )


def blocked_parts(asks: Sequence[ReviewAsk], parts: Sequence[UUID]) -> set[UUID]:
    """Return which of these parts an objection keeps from being decided."""
    about = {ask.part_id for ask in asks if Said(ask).stands}
    return set(parts) if None in about else {part for part in parts if part in about}


def roles_affected(person: Person, propositions: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return which of the roles that somebody holds today each of these propositions affects, by name. One query."""
    held = RoleAssignment.objects.filter(today_within(), person=person).values("role")
    rows = Part.roles.through.objects.filter(part__proposition__in=propositions, role__in=held).order_by("role__name")
    found: dict[UUID, list[str]] = {}
    for proposition, role in rows.values_list("part__proposition", "role__name").distinct():
        found.setdefault(proposition, []).append(role)
    return found


def suggested(proposition: Proposition, deadline: date) -> list[tuple[Person, bool]]:
    """Return who holds a role that it affects, and whether they are here until then: asked first, and once.

    Whoever is away is asked when they are back, like everybody.
    """
    here = {each.id for each in roster_until(deadline)}
    parts = list(proposition.parts.values_list("id", flat=True))
    return [(each, each.id in here) for each in holders_of(parts)]


def holders_of(parts: Sequence[UUID]) -> list[Person]:
    """Return who holds the roles that these parts affect today: people in a related role look at it first."""
    held = Q(role_assignments__role__in=Part.roles.through.objects.filter(part__in=parts).values("role"))
    return list(people.active_people().filter(held & today_within("role_assignments__")).distinct())
