"""The role on trial: its baseline is stored when it begins, so that later evidence has a before."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import line, policy, queries
from groundswell.hours.actions import checking
from groundswell.hours.models import Pilot
from groundswell.hours.refusals import Refused
from groundswell.kit import clock
from groundswell.people.models import Person


@transaction.atomic
def start_pilot(*, by: Person, name: str, review_on: date | None, started_on: date | None = None) -> Pilot:
    """Begin a pilot: a day on which somebody looks is required, and every measure is stored as it stands today."""
    if not (policy.may_plan(by) or policy.is_advocate(by)):
        raise Refused(_("Planners and advocates begin a pilot."))
    first = started_on or clock.today()
    if review_on is None:
        raise Refused(
            _("Name the day on which you look whether it helped. A pilot without one never ends."), "review_on"
        )
    checking.day(review_on, field="review_on")
    if review_on <= first:
        raise Refused(_("The review comes after the first day."), "review_on")
    if first < clock.today():
        raise Refused(_("A baseline is how things stand today: it cannot begin in the past."), "started_on")
    baseline = [vars(measure) for measure in queries.measures_now()]
    made = Pilot.objects.create(
        name=checking.name(name), started_on=first, review_on=review_on, baseline=baseline, by=by
    )
    line.write(by, "start_pilot", made.id, review_on=review_on, measures=len(baseline))
    return made
