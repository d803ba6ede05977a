"""A check-in opens, and its roster follows who comes and goes."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.checkins import queries, sealing
from groundswell.checkins.models import Ballot, Hindrance, Period, ReaderShare, ReportingGroup, RosterEntry
from groundswell.checkins.queries.rosters import groups_kept, roster_today, tree_today
from groundswell.checkins.rules import answers, periods
from groundswell.checkins.rules.periods import Obstacle, Opening, PeriodState
from groundswell.engines.disclosure import Group
from groundswell.kit import audit
from groundswell.kit.seal import boxes
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.voices import queries as voices
from groundswell.voices.rules import may_be_spoken_to, reading_all

# What answering takes, in the sum of everything that a sprint asks of a member.
MINUTES = 1


def open_check_in(opening: Opening) -> Period | Obstacle | None:
    """Open a check-in for everybody of today; None where it was opened at the same moment by another worker.

    The key files are made first: a crash leaves files that the next try uses, and never a period without them.
    """
    readers = voices.readers_today()
    if not may_be_spoken_to(readers):
        return Obstacle.NO_READERS
    roster, tree, plan = roster_today(), tree_today(), queries.plan()
    groups = periods.groups_of(roster, tree, plan.k)
    if isinstance(groups, Obstacle):
        return groups
    inner, outer = boxes.new_key_pair(), sealing.outer_pair(opening.sprint)
    item = queries.next_item(opening.sprint)
    period = Period(
        sprint=opening.sprint,
        opened_on=opening.opened_on,
        closes_on=opening.closes_on,
        closes_early=plan.closes_early,
        is_public=plan.is_public,
        scale_low=answers.LOW,
        scale_high=answers.HIGH,
        k=plan.k,
        item=item.key if item else "",
        item_version=item.version if item else 0,
        tree=tree,
        inner_public=inner.public,
        outer_public=outer.public,
    )
    shares = {reader.key: boxes.seal_to(reader.public, inner.private) for reader in reading_all(readers)}
    try:
        _store(period, shares, groups)
    except IntegrityError:
        return None
    return period


@transaction.atomic
def _store(period: Period, shares: Mapping[UUID, bytes], groups: Iterable[Group]) -> None:
    period.save(force_insert=True)
    ReaderShare.objects.bulk_create(
        ReaderShare(period=period, key=key, sealed=sealed) for key, sealed in shares.items()
    )
    ReportingGroup.objects.bulk_create(
        ReportingGroup(period=period, name=group.name, cells=list(group.cells)) for group in groups
    )
    secret = sealing.ballot_secret(period.sprint)
    _give_ballots(period, secret, {person: group.name for group in groups for person in group.people})
    people.ask_everybody(
        by=None,
        what=_("The check-in of sprint %(sprint)d") % {"sprint": period.sprint},
        minutes=MINUTES,
        reason=_("The organisation's plan has one at the end of a sprint."),
    )
    audit.record(actor=None, verb="open_check_in", context="checkins", object_id=period.sprint)


@transaction.atomic
def note_hindrance(obstacle: Obstacle | None) -> None:
    """Keep why the check-in that is due does not open; nothing is written where it is known already."""
    known = Hindrance.objects.values_list("obstacle", flat=True).first()
    if obstacle is None and known is not None:
        Hindrance.objects.all().delete()
    elif obstacle is not None and known != obstacle:
        Hindrance.objects.update_or_create(id=1, defaults={"obstacle": obstacle})


@transaction.atomic
def follow_the_roster() -> None:
    """Give who joined an open check-in a ballot of a rolled-up group, and end the ballots of those who left.

    Twice is once: whoever is on the roster gets nothing more, and who has left has no ballot to lose.
    """
    period = Period.objects.select_for_update().filter(state=PeriodState.OPEN).first()
    secret = sealing.ballot_secret_kept(period.sprint) if period else None
    if period is None or secret is None:
        return
    today = roster_today()
    known = {str(person) for person in period.roster.values_list("person", flat=True)}
    _give_ballots(period, secret, periods.joining(today, known, groups_kept(period), period.tree))
    gone = _hashes(period.sprint, secret, known - today.keys())
    if gone:
        Ballot.objects.filter(period=period, hash__in=gone).delete()


def end_ballot_of(person: Person) -> None:
    """End the ballot of somebody who leaves, used or not: within the transaction that ends their access."""
    period = queries.period_open()
    secret = sealing.ballot_secret_kept(period.sprint) if period else None
    if period is not None and secret is not None:
        Ballot.objects.filter(hash__in=_hashes(period.sprint, secret, [str(person.id)])).delete()


def _give_ballots(period: Period, secret: bytes, group_of: Mapping[str, str]) -> None:
    people = sorted(group_of)
    RosterEntry.objects.bulk_create(
        RosterEntry(period=period, person=UUID(person), group=group_of[person]) for person in people
    )
    hashes = zip(people, _hashes(period.sprint, secret, people), strict=True)
    ballots = [Ballot(hash=kept, period=period, group=group_of[person]) for person, kept in hashes]
    # In the order of their hashes, so that where a row lies tells nothing of whose it is.
    Ballot.objects.bulk_create(sorted(ballots, key=lambda ballot: ballot.hash))


def _hashes(sprint: int, secret: bytes, people: Iterable[str]) -> list[str]:
    series = sealing.series_of(sprint)
    return [series.hash_of(series.code(secret, UUID(person).bytes)) for person in people]
