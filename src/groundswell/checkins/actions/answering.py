"""Somebody answers. No line in the log, no session, no time."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from groundswell.checkins import queries, refusals, sealing
from groundswell.checkins.models import Answer, Ballot, Period
from groundswell.checkins.rules import answers
from groundswell.checkins.rules.answers import Link, Said
from groundswell.checkins.rules.periods import PeriodState, is_over
from groundswell.kit import clock
from groundswell.kit.seal.ballots import BadBallot


@dataclass(frozen=True)
class Known:
    """A link that is one of ours: its open check-in, and what is kept of its code."""

    period: Period
    hash: str


def require_link(text: str) -> tuple[Link, Known]:
    """Return what a link opens, used or not. Raises NotCounted with a sentence: mistyped, or of a closed check-in."""
    link = answers.read_link(text)
    if link is None:
        raise refusals.mistyped()
    try:
        kept = sealing.series_of(link.sprint).hash_of(link.code)
    except BadBallot:
        raise refusals.mistyped() from None
    period = Period.objects.filter(sprint=link.sprint).first()
    if period is None:
        raise refusals.unknown_sprint(link.sprint)
    # The sweep that closes it may come later: a ballot ends with the last day all the same.
    if period.state != PeriodState.OPEN or is_over(period.closes_on, clock.today()):
        other = queries.period_open()
        another = other.sprint if other and other.sprint != link.sprint else None
        raise refusals.over(link.sprint, period.closed_on or period.closes_on, another)
    return link, Known(period, kept)


def require_unused(known: Known) -> None:
    """Raise NotCounted where the ballot was used."""
    if not Ballot.objects.filter(hash=known.hash).exists():
        raise refusals.used(known.period.sprint)


def answer(*, known: Known, said: Said, identity: UUID) -> bool:
    """Count an answer: the ballot goes and the sealed answer comes in one transaction.

    `identity` is of the form and its ballot: False where the same form was sent before, which is no fault; whatever it
    says now, the first answer counts. Raises NotCounted where the ballot was used otherwise.
    """
    period = known.period
    sealed = sealing.close_answer(said, inner=bytes(period.inner_public), outer=bytes(period.outer_public))
    try:
        _exchange(known, Answer(id=identity, period=period, sealed=sealed))
    except BallotGone:
        if not Answer.objects.filter(id=identity).exists():
            raise refusals.used(period.sprint) from None
        return False
    return True


class BallotGone(Exception):
    """The ballot was not there any more. Nothing was stored."""


@transaction.atomic
def _exchange(known: Known, fresh: Answer) -> None:
    group = Ballot.objects.filter(hash=known.hash).values_list("group", flat=True).first()
    if group is None or not Ballot.objects.filter(hash=known.hash).delete()[0]:
        raise BallotGone
    fresh.group = group
    fresh.save(force_insert=True)
