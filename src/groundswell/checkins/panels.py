"""What the start page and the desk say about check-ins."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.checkins import policy, queries
from groundswell.checkins.models import Period
from groundswell.checkins.queries import figures
from groundswell.checkins.rules import periods
from groundswell.checkins.rules.periods import Obstacle
from groundswell.people.models import Person
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel


class OpenBallot:
    """The ballot of the check-in that is open: it looks the same before and after its use."""

    order = 3

    def panel_for(self, visitor: Visitor | Person) -> Panel | None:
        """Return the panel of somebody who has a ballot. Two queries."""
        period = queries.period_open()
        if period is None or not isinstance(visitor, Person):
            return None
        link = queries.link_of(visitor, period)
        return Panel(_("Check-in"), lines=(_ballot_line(period, link),)) if link else None


def _ballot_line(period: Period, link: str) -> Line:
    return Line(
        _("How was sprint %(sprint)d for you?") % {"sprint": period.sprint},
        about=_("One question, two taps. This line stays as it is, used or not; open until"),
        day=period.closes_on,
        act_words=_("Answer"),
        act_url=reverse("checkins:ballot", args=[link]),
    )


class NoCheckIn:
    """Why a check-in that is due does not open: said to those who can change it."""

    order = 4

    def panel_for(self, visitor: Visitor | Person) -> Panel | None:
        """Return the panel of administrators and readers. One query where nothing hinders it, two otherwise."""
        found = queries.hindrance() if policy.is_told_why_none_opens(visitor) else None
        if found is None:
            return None
        title, about = _words_of(found)
        return Panel(_("No check-in opens"), lines=(Line(title, about=about),))


def _words_of(obstacle: Obstacle) -> tuple[str, str]:
    plan = queries.plan()
    if obstacle == Obstacle.NO_MILESTONE:
        return _("There is no milestone “%(name)s” any more") % {"name": plan.milestone}, _(
            "Choose at which milestone the check-in opens."
        )
    if obstacle == Obstacle.NO_READERS:
        return _("Two desks must be open to their readers first"), _(
            "An advocate and an alternate, each with a desk key: otherwise answers could be lost."
        )
    return _("There are fewer than %(k)d people") % {"k": plan.k}, _(
        "A figure about so few would say something about each of them, so there is none."
    )


class AnswersToOpen:
    """Closed check-ins whose answers wait for a reader, on the readers' start page and at their open desk."""

    order = 3

    def panel_for(self, visitor: Visitor | Person, *, is_open: bool = True) -> Panel | None:
        """Return a line for each, the oldest first. One query."""
        if not is_open or not policy.may_open_answers(visitor):
            return None
        waiting = queries.periods_closed()
        lines = tuple(_answers_line(period, period.closed_on or period.closes_on) for period in waiting)
        return Panel(_("Answers to open"), lines=lines) if lines else None


def _answers_line(period: Period, closed_on: date) -> Line:
    return Line(
        _("The check-in of sprint %(sprint)d has closed") % {"sprint": period.sprint},
        about=_("Its answers wait for one of the readers, and are destroyed unopened after"),
        day=periods.destroyed_after(closed_on),
        act_words=_("Open and publish"),
        act_url=reverse("checkins:open_answers", args=[period.sprint]),
    )


class Figures:
    """What came last of the check-ins: figures, or that nobody opened the answers."""

    order = 25

    def panel_for(self, visitor: Visitor | Person) -> Panel | None:
        """Return the panel of a member, once there is something. One query."""
        newest = next(iter(figures.check_ins(1)), None)
        if newest is None or not policy.may_read_figures(visitor):
            return None
        words = _destroyed() if newest.was_destroyed else _("The figures of sprint %(sprint)d are published")
        line = Line(words % {"sprint": newest.sprint}, url=reverse("checkins:figures"), day=newest.day)
        return Panel(_("Check-ins"), lines=(line,))


def _destroyed() -> str:
    return _("Nobody opened the answers of sprint %(sprint)d in time: they were destroyed unopened")
