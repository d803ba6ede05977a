"""How things stand, for pilots: ratings that were released, days on hold, and how long whoever asks outside waits."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from groundswell.epics.queries import during
from groundswell.evidence.queries import outward, ratings
from groundswell.evidence.rules.periods import Span
from groundswell.hours.ports import Measure

# A quarter: long enough to have some of each, short enough to be of now.
_BEFORE = timedelta(days=91)


class BeforeIt:
    """What a pilot is to be held against later, of the quarter before a day; what is not known is not there."""

    def measures(self, day: date) -> Sequence[Measure]:
        """Return them. A rating only as the check-ins released it: nothing else computes a mean of people."""
        quarter = Span(day - _BEFORE, day - timedelta(days=1))
        return [*_rating(), *_on_hold(quarter), *_first_reply(quarter)]


def _rating() -> list[Measure]:
    shown = [each for _sprint, each in sorted(ratings.released().items()) if each.shown is not None]
    if not shown or shown[-1].shown is None:
        return []
    scale, mean = shown[-1].shown.scale, float(shown[-1].shown.mean)
    unit = _("from %(low)d to %(high)d") % {"low": scale.low, "high": scale.high}
    source = _("the newest check-in with a figure of all, sprint %(number)d") % {"number": shown[-1].check_in.sprint}
    return [Measure(_("how the sprint was"), mean, unit, source)]


def _on_hold(quarter: Span) -> list[Measure]:
    if during.first_begun() is None:
        return []
    days = during.days_held_in(during.spells_of_all(), quarter.first, quarter.last)
    source = _("holds of the 91 days before, each day of an epic once")
    return [Measure(_("days that epics were on hold"), days, _("days"), source)]


def _first_reply(quarter: Span) -> list[Measure]:
    hours = outward.values([quarter])[0]
    source = _("questions asked in the 91 days before, no wait followed longer than a week")
    return [] if hours is None else [Measure(_("mean wait for a first reply"), round(hours, 1), _("hours"), source)]
