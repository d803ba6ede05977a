"""A round is prepared, opens, and goes from phase to phase. Each step compares, then writes: the later is told."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from groundswell.kit import audit, clock
from groundswell.people import actions as people
from groundswell.people import queries as organisation
from groundswell.people.models import Person
from groundswell.propositions.models import (
    BallotBook,
    Idea,
    IdeaSheet,
    Proposition,
    Round,
    RoundRosterEntry,
    SealedPhase,
    Version,
)
from groundswell.propositions.rounds import queries, refusals, sealing
from groundswell.propositions.rounds.rules import conditions, phases, sheets
from groundswell.propositions.rounds.rules.phases import SEALED, Fault, Phase, SealedState, Template
from groundswell.propositions.rounds.rules.sheets import Sheet


@dataclass(frozen=True)
class Prepared:
    """What a round is about, and what it asks of people."""

    title: str
    question: str = ""
    template: Template = Template.REVIEW_ONLY
    follows: Round | None = None
    changed: str = ""
    k: int = phases.STANDARD_K


@transaction.atomic
def prepare_round(*, by: Person | None, prepared: Prepared) -> Round:
    """Write a round down; nobody but advocates sees it yet. Raises Refused."""
    if prepared.follows is not None and not prepared.changed.strip():
        raise refusals.says_nothing_of_change()
    today = clock.today()
    found = Round.objects.create(
        number=queries.next_number(),
        title=prepared.title.strip(),
        question=prepared.question.strip(),
        template=prepared.template,
        follows=prepared.follows,
        changed=prepared.changed.strip(),
        k=prepared.k,
        prepared_on=today,
        phase_opened_on=today,
    )
    audit.record(actor=by.id if by else None, verb="prepare_round", context="propositions", object_id=found.id)
    return found


@transaction.atomic
def open_round(*, by: Person | None, found: Round, closes_on: date | None = None, reason: str = "") -> Round:
    """Open a round: its first phase begins, and its minutes are counted. Raises Refused, past the cap too."""
    template = Template(found.template)
    _go_on(found, Phase.PREPARE, phases.after(template, Phase.PREPARE), closes_on)
    people.ask_everybody(by=by, what=found.title, minutes=phases.minutes_of(template), reason=reason)
    audit.record(actor=by.id if by else None, verb="open_round", context="propositions", object_id=found.id)
    return found


@transaction.atomic
def move_round(*, by: Person | None, found: Round, seen: Phase, closes_on: date | None = None) -> Round:
    """Let a round go on from the phase that somebody saw. `by` is None for the clock. Raises Refused."""
    if by is not None and seen in SEALED:
        raise refusals.closes_by_itself(found.closes_on or clock.today())
    _require_there(found, seen, is_clock=by is None)
    _go_on(found, seen, phases.after(Template(found.template), seen), closes_on)
    audit.record(
        actor=by.id if by else None, verb="move_round", context="propositions", object_id=found.id, phase=found.phase
    )
    return found


@transaction.atomic
def end_round(*, by: Person, found: Round, seen: Phase, reason: str) -> None:
    """End a round before its last phase, for a reason that everybody reads. Raises Refused."""
    if seen in SEALED:
        raise refusals.closes_by_itself(found.closes_on or clock.today())
    if not reason.strip():
        raise refusals.ends_without_reason()
    if seen in {Phase.PREPARE, Phase.ENDED}:
        raise refusals.not_now()
    _go_on(found, seen, Phase.ENDED, None)
    found.ended_in, found.ended_because = seen, reason.strip()
    Round.objects.filter(id=found.id).update(ended_in=found.ended_in, ended_because=found.ended_because)
    audit.record(actor=by.id, verb="end_round", context="propositions", object_id=found.id, phase=seen)


@transaction.atomic
def put_off_phase(*, by: Person, found: Round, seen: Phase, closes_on: date) -> None:
    """Put the last day of a phase off. Raises Refused for a day that has passed, or is earlier than announced."""
    announced = found.closes_on
    fault = phases.day_fault(closes_on, clock.today(), announced=announced if seen in SEALED else None)
    if fault is not None:
        raise refusals.of_day(fault, announced)
    running = Round.objects.filter(id=found.id, phase=seen, closes_on=announced).exclude(phase=Phase.PREPARE)
    if seen in SEALED:
        running = running.filter(sealed_phases__phase=seen, sealed_phases__state=SealedState.OPEN)
    if not Round.objects.filter(id__in=list(running.values_list("id", flat=True))).update(closes_on=closes_on):
        found.refresh_from_db()
        raise refusals.moved_already(Phase(found.phase))
    found.closes_on = closes_on
    audit.record(actor=by.id, verb="put_off_phase", context="propositions", object_id=found.id, day=closes_on)


@transaction.atomic
def follow_round(*, by: Person, found: Round, proposition: UUID | None) -> None:
    """Note which proposition came of a round, a draft too: it answers each idea that was revealed there.

    Raises Refused for one that is not there, and where one that everybody reads would let go of ideas that no other
    took up.
    """
    if proposition is not None and not Proposition.objects.filter(id=proposition).exists():
        raise refusals.no_such_proposition()
    before = Round.objects.select_for_update().get(id=found.id).proposition
    if proposition is None and before is not None and _answers_ideas(found, before):
        raise refusals.lets_go_of_ideas()
    Round.objects.filter(id=found.id).update(proposition=proposition)
    found.proposition = proposition
    audit.record(actor=by.id, verb="follow_round", context="propositions", object_id=found.id)


def _answers_ideas(found: Round, proposition: UUID) -> bool:
    is_read = Version.objects.filter(proposition=proposition).exists()
    return is_read and Idea.objects.filter(round=found).exists()


def _require_there(found: Round, seen: Phase, *, is_clock: bool) -> None:
    """Refuse to leave a phase whose work is not there. Who saw an older phase is told that by `_go_on`."""
    now = Round.objects.get(id=found.id)
    lacks = queries.missing_of(now) if now.phase == seen else None
    if lacks is not None and (is_clock or conditions.stops_the_desk(lacks)):
        raise refusals.not_there(lacks)


def _go_on(found: Round, seen: Phase, fresh: Phase, closes_on: date | None) -> None:
    """Compare, write, and begin the phase, within the transaction of an act."""
    today = clock.today()
    days = phases.planned(Template(found.template), fresh).days
    last = closes_on or (phases.last_day(today, days) if days else None)
    fault = phases.day_fault(closes_on, today) if closes_on else None
    if fault is not None:
        raise refusals.of_day(Fault(fault))
    held = Round.objects.filter(id=found.id, phase=seen)
    if not held.update(phase=fresh, phase_opened_on=today, closes_on=last):
        found.refresh_from_db()
        raise refusals.moved_already(Phase(found.phase))
    found.phase, found.phase_opened_on, found.closes_on = fresh, today, last
    if fresh in SEALED and last is not None:
        lay_out(found, fresh, last)


def lay_out(found: Round, phase: Phase, last: date) -> None:
    """Freeze the roster of a sealed phase, and lay out a sheet or a book for each on it.

    The key files are made first: a crash leaves files that the next try uses, and never a phase without them. What is
    laid out is as large as what will be written on it, and lies in the order of hashes: neither tells anything.
    """
    members = list(organisation.active_people().values_list("id", flat=True))
    today = clock.today()
    here, away = phases.here_and_away(members, organisation.days_away(members, today, last), today, last)
    if len(here) < found.k:
        raise refusals.too_few(len(here), found.k)
    pair, secret = sealing.outer_pair(found.number, phase), sealing.secret(found.number, phase)
    SealedPhase.objects.create(round=found, phase=phase, outer_public=pair.public, opened_on=today)
    RoundRosterEntry.objects.bulk_create(
        RoundRosterEntry(round=found, phase=phase, person=person, was_away=was_away)
        for was_away, some in ((False, here), (True, away))
        for person in sorted(some)
    )
    series = sealing.series_of(found.number, phase)
    hashes = sorted(series.hash_of(series.code(secret, person.bytes)) for person in here)
    if phase is not Phase.VOTES:
        IdeaSheet.objects.bulk_create(
            IdeaSheet(hash=each, round=found, sealed=sealing.close_sheet(Sheet(), pair.public)) for each in hashes
        )
    else:
        empty = sheets.empty_book()
        BallotBook.objects.bulk_create(
            BallotBook(hash=each, round=found, sealed=sealing.close_book(empty, pair.public)) for each in hashes
        )
