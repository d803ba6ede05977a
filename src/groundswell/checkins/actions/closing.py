"""A check-in closes; one that nobody opened in time is destroyed."""

from django.db import transaction

from groundswell.checkins import sealing
from groundswell.checkins.models import Answer, Ballot, Period, ReaderShare, Release
from groundswell.checkins.rules import periods
from groundswell.checkins.rules.periods import PeriodState
from groundswell.kit import audit, clock
from groundswell.kit.sqlite import gone


@transaction.atomic
def close_check_in(period: Period) -> bool:
    """Close a check-in: K is destroyed and the ballots that were left go. False where another worker closed it."""
    today = clock.today()
    open_still = Period.objects.filter(sprint=period.sprint, state=PeriodState.OPEN)
    if not open_still.update(state=PeriodState.CLOSED, closed_on=today):
        return False
    Ballot.objects.filter(period=period).delete()
    audit.record(actor=None, verb="close_check_in", context="checkins", object_id=period.sprint)
    gone.erase(was_indexed=False)
    transaction.on_commit(lambda: sealing.destroy_ballot_secret(period.sprint))
    return True


@transaction.atomic
def close_if_all_came_back(period: Period) -> bool:
    """Close a check-in whose ballots are all gone, at the day's first look; nobody is told how many are not.

    The day is claimed first: a second worker, or a later minute of the same day, does not look again.
    """
    today = clock.today()
    if not period.closes_early or not periods.is_to_be_looked_at(period.opened_on, period.looked_on, today):
        return False
    mine = Period.objects.filter(sprint=period.sprint, state=PeriodState.OPEN, looked_on=period.looked_on)
    if not mine.update(looked_on=today) or Ballot.objects.filter(period=period).exists():
        return False
    return close_check_in(period)


@transaction.atomic
def destroy_check_in(period: Period) -> bool:
    """Destroy answers that nobody opened in time, and say so for good. False where somebody was faster."""
    today = clock.today()
    waiting = Period.objects.filter(sprint=period.sprint, state=PeriodState.CLOSED)
    if not waiting.update(state=PeriodState.DESTROYED, ended_on=today):
        return False
    Release.objects.create(period=period, day=today, was_destroyed=True)
    forget_answers(period)
    audit.record(actor=None, verb="destroy_check_in", context="checkins", object_id=period.sprint)
    return True


def forget_answers(period: Period) -> None:
    """Destroy answers and keys of a period, within the transaction that ends it; the key file after the commit."""
    Answer.objects.filter(period=period).delete()
    ReaderShare.objects.filter(period=period).delete()
    gone.erase(was_indexed=False)
    transaction.on_commit(lambda: sealing.destroy_outer_pair(period.sprint))


def destroy_left_keys() -> None:
    """Destroy key files of periods that have ended: a crash between a commit and its file leaves one."""
    for sprint, state in Period.objects.exclude(state=PeriodState.OPEN).values_list("sprint", "state"):
        sealing.destroy_ballot_secret(sprint)
        if periods.is_at_an_end(PeriodState(state)):
            sealing.destroy_outer_pair(sprint)
