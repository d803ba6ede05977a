"""What is due by the clock: a check-in opens, follows the roster, closes, and is destroyed where nobody opened it."""

from groundswell.checkins import actions, queries
from groundswell.checkins.actions import check_ups, referring, showing
from groundswell.checkins.rules import periods
from groundswell.checkins.rules.periods import Obstacle, Opening
from groundswell.kit import clock
from groundswell.people.models import Person


def check_ins() -> None:
    """Do what is due. Each piece is claimed by the period's own state, so that two workers do it once."""
    today = clock.today()
    _end_what_is_over()
    due = queries.opening_due(today)
    opened = actions.open_check_in(due) if isinstance(due, Opening) else due
    actions.note_hindrance(opened if isinstance(opened, Obstacle) else None)
    actions.follow_the_roster()
    actions.destroy_left_keys()


def tidy() -> None:
    """Destroy lines about somebody that were not answered in time, and imported answers that nobody can open.

    And decide what of a fresh release may be read outside.
    """
    showing.show_outside()
    referring.destroy_old_referrals()
    check_ups.destroy_unreadable_check_ups()


def _end_what_is_over() -> None:
    today = clock.today()
    period = queries.period_open()
    if period is not None and periods.is_over(period.closes_on, today):
        actions.close_check_in(period)
    elif period is not None:
        actions.close_if_all_came_back(period)
    for closed in queries.periods_closed():
        if periods.is_forfeit(closed.closed_on or closed.closes_on, today):
            actions.destroy_check_in(closed)


class Leavers:
    """The ballot of somebody who leaves ends at once; of those whose leave was planned, the sweep ends it."""

    def departed(self, person: Person) -> None:
        """End it."""
        actions.end_ballot_of(person)
