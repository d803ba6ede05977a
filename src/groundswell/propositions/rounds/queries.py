"""What can be read of rounds. Nothing here looks into a sheet or a book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal import receipts
from groundswell.kit.seal.boxes import KeyPair, Unopenable, decrypt
from groundswell.kit.seal.receipts import Receipt
from groundswell.people.models import Person
from groundswell.propositions.models import (
    Idea,
    Opinions,
    Proposition,
    Reason,
    Round,
    RoundRosterEntry,
    SealedPhase,
    Statement,
    Suggestion,
)
from groundswell.propositions.proposing.queries.standing import standings_of
from groundswell.propositions.proposing.queries.titles import titles_of
from groundswell.propositions.proposing.rules.decisions import Standing
from groundswell.propositions.rounds import policy, sealing
from groundswell.propositions.rounds.frozen import opinions_kept
from groundswell.propositions.rounds.published import Published
from groundswell.propositions.rounds.rules import conditions, phases
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.phases import BEFORE_IT, Phase, SealedState, Template


@dataclass(frozen=True)
class Asked:
    """A sealed phase that is open, until when, and somebody's link of it: the same before and after its use."""

    round: Round
    phase: Phase
    link: str
    closes_on: date | None


@dataclass(frozen=True)
class Step:
    """One phase on the way of a round."""

    phase: Phase
    is_here: bool
    is_reached: bool
    days: int
    minutes: int
    # Its last day, if no phase is put off; None of one that is over.
    until: date | None = None


@dataclass(frozen=True)
class Suggested:
    """A suggestion as the desk reads it. It says not on which day it came."""

    id: UUID
    text: str
    is_idea: bool
    # Where it is a reason: of which statement, and on which side.
    about: str = ""
    agrees: bool = False


@dataclass(frozen=True)
class Answered:
    """A suggestion as its author finds it again, with what became of it."""

    text: str
    verdict: str
    reason: str


def rounds_for(person: Person) -> QuerySet[Round]:
    """Return the rounds that somebody may see, the newest first."""
    found = Round.objects.all()
    return found if policy.may_lead(person) else found.exclude(phase=Phase.PREPARE)


def round_for(person: Person, round_id: UUID) -> Round | None:
    """Return a round, where this person may see it."""
    return rounds_for(person).select_related("follows").filter(id=round_id).first()


def steps_of(found: Round) -> list[Step]:
    """Return the way of a round."""
    plan = phases.PLANS[Template(found.template)]
    order = [each.phase for each in plan]
    if found.ended_in:
        passed = order.index(Phase(found.ended_in))
        return [
            Step(each.phase, is_here=False, is_reached=place < passed, days=each.days, minutes=each.minutes)
            for place, each in enumerate(plan)
        ]
    here = order.index(Phase(found.phase)) if found.phase in order else len(order)
    if found.phase == Phase.PREPARE:
        here = -1
    days = days_planned(found)
    return [
        Step(each.phase, place == here, place <= here, each.days, each.minutes, days.get(each.phase))
        for place, each in enumerate(plan)
    ]


def days_planned(found: Round) -> dict[Phase, date]:
    """Return the last day of each phase of a round that is still to come, if none is put off."""
    if found.phase == Phase.ENDED:
        return {}
    return phases.days_planned(Template(found.template), Phase(found.phase), found.closes_on, clock.today())


def review_planned(proposition: UUID) -> tuple[date, int] | None:
    """Return until when the newest round that a proposition came of plans its review, and its minutes. One query."""
    found = next(iter(rounds_behind(proposition)), None)
    day = days_planned(found).get(Phase.REVIEW) if found else None
    return (day, phases.planned(Template(found.template), Phase.REVIEW).minutes) if found and day else None


def next_number() -> int:
    """Return the number of the next round."""
    return (Round.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def sealed_phase(found: Round, phase: Phase) -> SealedPhase | None:
    """Return a sealed phase of a round, once it has opened."""
    return SealedPhase.objects.filter(round=found, phase=phase).first()


def ideas_of(found: Round) -> list[Idea]:
    """Return the ideas after the reveal, in an order of random numbers; the late ones last."""
    return list(Idea.objects.filter(round=found).order_by("is_late", "id"))


def statements_of(found: Round) -> list[Statement]:
    """Return the statements that are put to the vote."""
    return list(Statement.objects.filter(round=found, is_withdrawn=False))


def withdrawn_of(found: Round) -> list[Statement]:
    """Return the statements that were taken out again."""
    return list(Statement.objects.filter(round=found, is_withdrawn=True))


def has_opinions(found: Round) -> bool:
    """Tell whether something was published of a round."""
    return Opinions.objects.filter(round=found).exists()


def opinions_of(found: Round) -> tuple[date, Published] | None:
    """Return what was published of a round, and on which day. One query, and one more where it was not read lately."""
    return opinions_kept(found.id) if has_opinions(found) else None


def asked_now(person: Person) -> list[Asked]:
    """Return the links of the sealed phases that ask somebody now. One query, and one more where one is open."""
    is_open = SealedPhase.objects.filter(state=SealedState.OPEN).select_related("round")
    found = [each for each in is_open if not _is_over(each)]
    if not found:
        return []
    wanted = Q()
    for each in found:
        wanted |= Q(round=each.round_id, phase=each.phase)
    roster = set(person_roster(person).filter(wanted, was_away=False).values_list("round_id", "phase"))
    asked = (
        Asked(each.round, Phase(each.phase), link, each.last_day)
        for each in found
        if (each.round_id, each.phase) in roster and (link := _link(person, each)) is not None
    )
    return sorted(asked, key=lambda each: each.round.number)


def link_of(person: Person, found: Round, phase: Phase) -> str | None:
    """Return somebody's link of a sealed phase that is open; None where they have none."""
    return next((each.link for each in asked_now(person) if (each.round, each.phase) == (found, phase)), None)


def away_lately(person: Person) -> list[Round]:
    """Return rounds that go on, and that asked something while somebody was away. One query."""
    missed = person_roster(person).filter(was_away=True)
    rounds = Round.objects.filter(id__in=missed.values("round_id")).exclude(phase=Phase.ENDED)
    return list(rounds.exclude(phase__in=[Phase.IDEAS, Phase.FOLLOW_UP]))


def person_roster(person: Person) -> QuerySet[RoundRosterEntry]:
    """Return when somebody was asked."""
    return RoundRosterEntry.objects.filter(person=person.id)


def newest_round() -> Round | None:
    """Return the newest round that everybody sees and that has not ended. One query."""
    return next(iter(_newest()), None)


@prepared
def _newest(given: Given) -> QuerySet[Round]:
    del given
    return Round.objects.exclude(phase__in=[Phase.PREPARE, Phase.ENDED])[:1]


def propositions_offered() -> list[tuple[UUID, str]]:
    """Return the propositions that advocates can say came of a round, the newest first, drafts too. Two queries.

    A draft that came of a round answers its ideas before anybody reads it.
    """
    every = list(Proposition.objects.only("id", "title", "written_on"))
    known = titles_of([each.id for each in every])
    return [(each.id, known.get(each.id) or _("%(title)s (draft)") % {"title": each.title}) for each in every]


def proposition_of(found: Round) -> str:
    """Return the title of the proposition that came of a round; nothing where none did. One query at most."""
    return "" if found.proposition is None else titles_of([found.proposition]).get(found.proposition, "")


def rounds_behind(proposition: UUID) -> list[Round]:
    """Return the rounds that a proposition came of, the newest first. One query."""
    return list(Round.objects.filter(proposition=proposition).exclude(phase=Phase.PREPARE).order_by("-number"))


def round_to_answer(person: Person, round_id: UUID) -> Round | None:
    """Return a round of which a proposition can come, and none has come yet; None for any other. One query."""
    found = round_for(person, round_id)
    return found if found and found.phase not in BEFORE_IT and found.proposition is None else None


def stalled(today: date) -> dict[Round, Missing | None]:
    """Return the rounds that are past the last day of their phase and do not go on, with what is missing."""
    return stalled_among(ending_until(today), today)


def stalled_among(rounds: Sequence[Round], today: date) -> dict[Round, Missing | None]:
    """Return those of these rounds that are stalled, in their order. No query where none is past its last day."""
    over = [each for each in rounds if phases.is_over(each.closes_on, today)]
    lacking = missing_in(over)
    return {
        each: lacks
        for each, lacks in lacking.items()
        if phases.is_stalled(Phase(each.phase), each.closes_on, today, can_go_on=lacks is None)
    }


def ending_until(last: date) -> list[Round]:
    """Return the rounds whose phase ends, or should have ended, by a day, the earliest first. One query."""
    return _ending(last=last)


@prepared
def _ending(given: Given) -> QuerySet[Round]:
    return Round.objects.filter(closes_on__lte=given.last).exclude(phase=Phase.ENDED).order_by("closes_on")


def suggestions_to_look_at(found: Round) -> list[Suggested]:
    """Return what members suggested before today, in no order: at which hour something came tells who wrote it."""
    pair = sealing.outer_pair_kept(found.number, Phase.VOTES)
    if pair is None:
        return []
    waiting = Suggestion.objects.filter(round=found, is_kept=None, came_on__lt=clock.today()).order_by("id")
    opened = ((each.id, sealing.open_words(bytes(each.sealed or b""), pair)) for each in waiting)
    texts = {str(number): text for number, text in found.statements.values_list("number", "text")}
    return [_suggested(key, words, texts) for key, words in opened if words]


def _suggested(key: UUID, words: Mapping[str, str], texts: Mapping[str, str]) -> Suggested:
    kind = words.get("kind")
    about = texts.get(words.get("statement", ""), "")
    return Suggested(key, words["text"], kind == "idea", about, kind == "agree")


def reasons_of(found: Round) -> dict[int, tuple[list[str], list[str]]]:
    """Return why people agree and disagree with each statement, in an order of random numbers. One query."""
    known: dict[int, tuple[list[str], list[str]]] = {}
    rows = Reason.objects.filter(statement__round=found).order_by("id")
    for number, agrees, text in rows.values_list("statement__number", "agrees", "text"):
        known.setdefault(number, ([], []))[0 if agrees else 1].append(text)
    return known


def answer_by_receipt(receipt: Receipt) -> Answered | None:
    """Return what became of a suggestion; None where the receipt opens none."""
    pepper = sealing.pepper()
    found = Suggestion.objects.filter(lookup=receipts.lookup_id(receipt, pepper)).first()
    if found is None:
        return None
    if found.answer is None:
        return Answered("", "", "")
    try:
        private = decrypt(receipts.wrapping_key(receipt, pepper), bytes(found.wrapped))
    except Unopenable:
        return None
    words = sealing.open_words(bytes(found.answer), KeyPair.of_private(private)) or {}
    return Answered(words.get("text", ""), words.get("verdict", ""), words.get("reason", ""))


def missing_of(found: Round) -> Missing | None:
    """Return what has to be there before a round goes on, and is not."""
    return missing_in([found])[found]


def missing_in(rounds: Sequence[Round]) -> dict[Round, Missing | None]:
    """Return what each of these rounds lacks before it goes on. At most four queries, however many they are."""
    clarifying = [each.id for each in rounds if each.phase == Phase.CLARIFY]
    stated = Statement.objects.filter(round__in=clarifying, is_withdrawn=False).values_list("round_id", flat=True)
    with_statement = set(stated) if clarifying else set()
    wanted = {each.proposition for each in rounds if each.phase in conditions.WITH_A_PROPOSITION}
    standings = standings_of([each for each in wanted if each is not None])
    return {
        each: conditions.missing(
            Phase(each.phase),
            has_statement=each.id in with_statement,
            standing=standings.get(each.proposition, Standing()) if each.proposition else Standing(),
        )
        for each in rounds
    }


def earlier_rounds() -> Sequence[Round]:
    """Return the rounds that another may follow."""
    return list(Round.objects.exclude(phase=Phase.PREPARE))


def _is_over(sealed: SealedPhase) -> bool:
    return phases.is_over(sealed.last_day, clock.today())


def _link(person: Person, sealed: SealedPhase) -> str | None:
    phase, number = Phase(sealed.phase), sealed.round.number
    secret = sealing.secret_kept(number, phase)
    return f"{number}-{sealing.series_of(number, phase).code(secret, person.id.bytes)}" if secret else None
