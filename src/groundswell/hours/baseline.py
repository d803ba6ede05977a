"""How things stand, for pilots and for whoever looks later: hours, and what became of what was said."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from groundswell.hours import queries
from groundswell.hours.ports import Measure
from groundswell.hours.rules.sharing import month_of
from groundswell.register.queries import lists
from groundswell.register.rules.concerns import headline


class WhatBecame:
    """How many problems are open, being fixed, fixed, and confirmed, of those that everybody may read."""

    def measures(self, day: date) -> Sequence[Measure]:
        """Return a number for each heading of the first page."""
        del day
        counted = headline(lists.counted_for_everybody())
        return [
            Measure(
                _("problems: %(heading)s") % {"heading": heading}, count, _("problems"), _("what everybody may read")
            )
            for heading, count in counted.items()
        ]


class HoursNow:
    """The hours of this month that were granted, and what was used of them: sums over all who have some."""

    def measures(self, day: date) -> Sequence[Measure]:
        """Return granted and used hours of the month of a day."""
        month = month_of(day)
        found = [queries.month_of_holder(holder, month) for holder in queries.holders_of_month(month)]
        granted, used = sum(each.sums.total for each in found), sum(each.used.total for each in found)
        development = sum(each.used.balance.development for each in found)
        return [
            Measure(_("hours granted this month"), granted, _("minutes"), _("grants of all lines")),
            Measure(_("hours used this month"), used, _("minutes"), _("logged internal and external hours, and talks")),
            Measure(_("development among them"), development, _("minutes"), _("logged hours")),
        ]
