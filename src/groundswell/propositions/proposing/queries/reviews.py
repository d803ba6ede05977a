"""Who is asked, what waits for whom, and what is shown of answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal.ballots import BadBallot
from groundswell.people import queries as people
from groundswell.people.models import Person, RoleAssignment, today_within
from groundswell.propositions.models import Part, Proposition, Review, ReviewAsk
from groundswell.propositions.proposing import policy
from groundswell.propositions.proposing.closed import hash_of
from groundswell.propositions.proposing.queries.versions import PartContent
from groundswell.propositions.proposing.rules import reviews as rules
from groundswell.propositions.proposing.rules.reviews import Answer, Ended

# Which parts, and not their words: those stand in the versions.
_HALVES = Prefetch("halves", Part.objects.only("id", "place").order_by("place"))


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

    @property
    def halves(self) -> list[Part]:
        """Return the parts into which its words went, while its member has not said which it is about."""
        return list(self.ask.halves.all()) if self.stands else []


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


@dataclass(frozen=True)
class Waiting:
    """What reviews ask of somebody: an answer, whether an offer resolves it, or which part an objection is about."""

    reviews: Sequence[ReviewAsk]
    offers: Sequence[ReviewAsk]
    # Objections to whose member there is something to say; `halves_read` has the parts, where it is that.
    which: Sequence[ReviewAsk]


def waiting_for(person: Person) -> Waiting:
    """Return what reviews ask of somebody now. One query."""
    found = _waiting_for(person=person, today=clock.today())
    return Waiting(
        [each for each in found if not each.answer],
        [each for each in found if each.answer and each.offer],
        [each for each in found if each.answer],
    )


@prepared
def _waiting_for(given: Given) -> QuerySet[ReviewAsk]:
    waiting = Q(answer="", deadline__gte=given.today)
    split = Exists(ReviewAsk.halves.through.objects.filter(reviewask=OuterRef("id")))
    standing = Q(answer=Answer.OBJECTION, ended="") & (~Q(offer="") | Q(split))
    rows = ReviewAsk.objects.filter(waiting | standing, person=given.person)
    return rows.select_related("review__proposition").order_by("deadline", "id")


def waiting_asks(person: Person) -> list[ReviewAsk]:
    """Return the reviews that somebody has not answered and still can. One query."""
    return list(waiting_for(person).reviews)


def open_asks(person: Person) -> list[ReviewAsk]:
    """Return the reviews that somebody can answer, answered or not: a letter tells nobody which. One query."""
    rows = ReviewAsk.objects.filter(person=person, deadline__gte=clock.today())
    return list(rows.select_related("review__proposition").order_by("deadline", "id"))


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
    rows = rows.select_related("person", "part").defer("part__title", "part__text")
    return list(rows.prefetch_related(_HALVES).order_by("-number", "id"))


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


def standing_objections(proposition: UUID) -> QuerySet[ReviewAsk]:
    """Return the objections to a proposition that stand, of an earlier review too."""
    return ReviewAsk.objects.filter(review=proposition, answer=Answer.OBJECTION, ended="")


def about(ask: ReviewAsk) -> set[UUID]:
    """Return which parts an answer is about: none for all of them. More than one until its member says which."""
    return {ask.part_id, *(each.id for each in ask.halves.all())} if ask.part_id else set()


def halves_read(ask: ReviewAsk, parts: Iterable[PartContent]) -> list[PartContent]:
    """Return the parts, of those that everybody reads, of which an objector may say which one it is about.

    Where less than two of them are read, there is nothing to say yet.
    """
    found = [part for part in parts if part.id in about(ask)] if ask.halves.all() else []
    return found if len(found) > 1 else []


def is_blocked(part: Part) -> bool:
    """Tell whether an objection stands against deciding a part."""
    return any(
        rules.blocks(Answer(ask.answer), Ended(ask.ended) if ask.ended else None, about=about(ask), part=part.id)
        for ask in standing_objections(part.proposition_id).prefetch_related("halves")
    )


def blocked_parts(asks: Sequence[ReviewAsk], parts: Sequence[UUID]) -> set[UUID]:
    """Return which of these parts an objection keeps from being decided."""
    standing = [about(ask) for ask in asks if Said(ask).stands]
    return {part for part in parts if any(not each or part in each for each in standing)}


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
