"""Hours planned for a sprint: strict limits stop them, and what no longer fits shrinks from the outside in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import line, policy, queries, sentences
from groundswell.hours.actions import checking
from groundswell.hours.models import PlannedHours
from groundswell.hours.refusals import PastLimit
from groundswell.hours.rules.amounts import in_hours
from groundswell.hours.rules.axes import Cells, Stream, both_streams, shrunk
from groundswell.hours.rules.limits import Subject
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Sprint

_SUBJECT = {Stream.INTERNAL: Subject.INTERNAL, Stream.EXTERNAL: Subject.EXTERNAL}


@transaction.atomic
def plan_hours(*, by: Person, holder: Person, day: date, planned: Cells) -> None:
    """Plan the sprint of a day anew, by stream and kind. Raises PastLimit, and changes nothing then.

    So do hours that no line pays, where lines are granted: more of them than there were needs a planner who allows it.
    """
    if by.id != holder.id or not policy.is_advocate(by):
        checking.require_planner(by)
    sprint = people.sprint_of(day)
    for (stream, kind), minutes in planned.items():
        checking.amount(minutes, field=f"{stream}_{kind}", least=0)
    queries.lock(holder)
    for stream, subject in _SUBJECT.items():
        wanted = sum(minutes for (each, _kind), minutes in planned.items() if each is stream)
        _require_room(holder, subject, sprint.first, wanted)
    _require_payer(holder, sprint, planned)
    _keep(holder, sprint.first, planned)
    line.write(by, "plan_hours", holder.id, sprint=sprint.number, minutes=sum(planned.values()))


@transaction.atomic
def fit_plan(*, by: Person, holder: Person, day: date) -> str:
    """Let a sprint's plan shrink to the hours there are: external first, half developed. Say it in words."""
    if by.id != holder.id or not policy.is_advocate(by):
        checking.require_planner(by)
    queries.lock(holder)
    view = queries.plan_of(holder, day)
    cells = shrunk(view.cells, view.budget, view.protected)
    after = both_streams(cells)
    _keep(holder, view.sprint.first, cells)
    if after != view.planned:
        line.write(by, "fit_plan", holder.id, sprint=view.sprint.number, minutes=after.total)
    return sentences.internal_first(view.planned, after, view.protected)


def _keep(holder: Person, sprint: date, cells: Cells) -> None:
    PlannedHours.objects.filter(person=holder, sprint=sprint).delete()
    PlannedHours.objects.bulk_create(
        PlannedHours(person=holder, sprint=sprint, stream=stream, kind=kind, minutes=minutes)
        for (stream, kind), minutes in cells.items()
        if minutes
    )


def _require_room(holder: Person, subject: Subject, sprint: date, minutes: int) -> None:
    for period in queries.periods_against(holder, subject, sprint, minutes):
        if period.too_much:
            raise PastLimit(
                _(
                    "%(over)s too much: the limit of %(subject)s is %(limit)s %(per)s, and %(used)s of it are used or "
                    "planned. A planner can allow more, with a reason that stays visible."
                )
                % {
                    "over": in_hours(period.too_much),
                    "subject": sentences.SUBJECT[subject],
                    "limit": in_hours(period.against.limit + period.against.allowed),
                    "per": sentences.PER[period.per],
                    "used": in_hours(max(period.against.used, period.against.planned)),
                },
                period.too_much,
            )


def _require_payer(holder: Person, sprint: Sprint, planned: Cells) -> None:
    funding = queries.funding_of(holder, sprint, planned)
    if funding.unpaid is None or not funding.has_lines:
        return
    before = queries.funding_of(holder, sprint, queries.plan_of(holder, sprint.first).cells).unpaid
    allowed = queries.allowed_in(holder, {_SUBJECT[stream] for stream, _kind in funding.unpaid.of}, sprint)
    too_much = funding.unpaid.minutes - max(allowed, before.minutes if before else 0)
    if too_much > 0:
        words = _("A planner can allow more for this sprint, with a reason that stays visible.")
        raise PastLimit(f"{sentences.unpaid(funding.unpaid)} {words}", too_much)
