"""What was agreed about hours: a month of everybody who has some, and the forms of planners."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.hours import actions, policy, queries, sentences
from groundswell.hours.forms import (
    AnnouncementForm,
    EndForm,
    ExpectationForm,
    FundingForm,
    GrantForm,
    LimitForm,
    OverrideForm,
)
from groundswell.hours.models import Expectation, FundingLine
from groundswell.hours.queries import MonthOf
from groundswell.hours.rules.amounts import in_hours
from groundswell.hours.rules.axes import Kind, Pays, Stream
from groundswell.hours.rules.grants import Certainty, Per, Range
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.hours.rules.sharing import month_of, next_month
from groundswell.hours.views.answering import asking, month_asked, page
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.answering import go_on, sent, tried, who
from groundswell.web.access import Access, access
from groundswell.web.forms import Chosen


@access(Access.PLANNING)
def agreed(request: HttpRequest) -> HttpResponse:
    """Show a month of everybody who has hours, as far as the visitor may see it."""
    month, person = month_asked(request), who(request)
    seen = [holder for holder in queries.holders_of_month(month) if policy.may_see_grants(person, holder)]
    shown = {
        "month": month,
        "before": _month_before(month),
        "after": next_month(month),
        "months": [_shown(queries.month_of_holder(holder, month)) for holder in seen],
        "lines": [(line, sentences.pays_for(line.pays)) for line in queries.lines_now(month)],
        "ended": queries.lines_that_ended(month),
        "endable": {line.id for line in queries.lines_now()},
        "plans": policy.may_plan(person),
        "own_id": person.id,
        "next_sprint": people.next_sprint(),
    }
    return page(request, "agreed", shown)


@access(Access.PLANNER, "GET", "POST")
def open_line(request: HttpRequest) -> HttpResponse:
    """Name a funding line."""
    form = FundingForm(sent(request))

    def act() -> None:
        said = form.cleaned_data
        pays = Pays(frozenset(map(Stream, said["streams"])), frozenset(map(Kind, said["kinds"])))
        actions.open_line(
            by=who(request),
            name=said["name"],
            payer=said["payer"],
            pays=pays,
            is_paid_outside=said["is_paid_outside"],
        )

    return _ask(request, form, act, _("Name who pays"), _("Name it"))


@access(Access.PLANNER, "GET", "POST")
def end_line(request: HttpRequest, line: UUID) -> HttpResponse:
    """Ask for the day and the reason, say what stays, and end a funding line."""
    funding = queries.line_to_end(line)
    if funding is None:
        raise Http404
    form = EndForm(sent(request), initial={"day": funding.ended_on})

    def act() -> None:
        said = form.cleaned_data
        actions.end_line(by=who(request), funding=funding, day=said["day"], reason=said["reason"])

    lead = _("Nothing more is granted of it from that day on. What was granted before and what was logged stays.")
    return _ask(request, form, act, _("End “%(line)s”") % {"line": funding.name}, _("End it"), lead=lead)


@access(Access.PLANNER, "GET", "POST")
def grant(request: HttpRequest) -> HttpResponse:
    """Grant hours of a line for a month."""
    form = GrantForm(sent(request), initial=_asked(request, "holder", "line", "certainty", "minutes", "seen"))

    def act() -> None:
        said = form.cleaned_data
        actions.grant_hours(
            by=who(request),
            funding=FundingLine.objects.get(id=said["line"]),
            holder=said["holder"],
            month=said["month"],
            certainty=Certainty(said["certainty"]),
            minutes=said["minutes"],
            seen=said["seen"],
        )

    return _ask(request, form, act, _("Grant hours"), _("Grant them"))


@access(Access.PLANNER, "GET", "POST")
def announce(request: HttpRequest) -> HttpResponse:
    """Note the sum of a month as it was announced."""
    form = AnnouncementForm(sent(request), initial=_asked(request, "holder"))

    def act() -> None:
        said = form.cleaned_data
        actions.announce_sum(
            by=who(request), holder=said["holder"], month=month_of(said["month"]), minutes=said["minutes"]
        )

    return _ask(request, form, act, _("The sum that was announced"), _("Note it"))


@access(Access.PLANNING, "GET", "POST")
def expect(request: HttpRequest) -> HttpResponse:
    """Note what was asked for, or warned of."""
    person = who(request)
    form = ExpectationForm(sent(request), initial=_asked(request, "holder"))

    def act() -> None:
        said = form.cleaned_data
        amount = Range(said["low"], said["high"], Per(said["per"]))
        actions.note_expectation(
            by=person,
            holder=said["holder"],
            what=Expectation.What(said["what"]),
            amount=amount,
            said_by=said["said_by"],
        )

    return _ask(request, form, act, _("What was asked for, or warned of"), _("Note it"))


@access(Access.PLANNING, "POST")
def remove_expectation(request: HttpRequest, said: UUID) -> HttpResponse:
    """Take back what was noted as asked for or warned of."""
    person = who(request)
    found = Expectation.objects.select_related("holder").filter(id=said).first()
    if found is None or not policy.may_see_grants(person, found.holder):
        raise Http404
    actions.remove_expectation(by=person, said=found)
    return go_on(request, _("Taken back."), "hours:agreed")


@access(Access.PLANNER, "GET", "POST")
def limit(request: HttpRequest) -> HttpResponse:
    """Set a strict limit."""
    form = LimitForm(sent(request), initial=_asked(request, "holder") | {"sense": Sense.MOST})

    def act() -> None:
        said = form.cleaned_data
        actions.set_limit(
            by=who(request),
            holder=said["holder"],
            subject=Subject(said["subject"]),
            sense=Sense(said["sense"]),
            per=Per(said["per"]),
            minutes=said["minutes"],
            from_on=said["from_on"],
        )

    lead = _("A limit stops plans, and never the logging of what happened.")
    return _ask(request, form, act, _("Set a limit"), _("Set it"), lead=lead)


@access(Access.PLANNER, "GET", "POST")
def override(request: HttpRequest) -> HttpResponse:
    """Let plans go past a limit, once."""
    form = OverrideForm(sent(request), initial=_asked(request, "holder") | {"day": clock.today()})

    def act() -> None:
        said = form.cleaned_data
        actions.override_limit(
            by=who(request),
            holder=said["holder"],
            subject=Subject(said["subject"]),
            per=Per(said["per"]),
            day=said["day"],
            minutes=said["minutes"],
            reason=said["reason"],
        )

    lead = _("Your name and the reason stay visible.")
    return _ask(request, form, act, _("Allow more than a limit"), _("Allow it"), lead=lead)


def _ask(
    request: HttpRequest, form: Chosen, act: Callable[[], None], heading: str, button: str, *, lead: str = ""
) -> HttpResponse:
    if tried(form, act):
        return go_on(request, _("Saved."), "hours:agreed")
    return asking(request, form, heading, button, lead=lead, back="agreed")


def _asked(request: HttpRequest, *names: str) -> dict[str, object]:
    """Return what a link has filled in already."""
    known: dict[str, object] = {name: request.GET[name] for name in names if name in request.GET}
    minutes = str(known.get("minutes", ""))
    if minutes.isascii() and minutes.isdecimal() and len(minutes) < 8:  # noqa: PLR2004 - digits: more than a lifetime
        known["minutes"] = int(minutes)
    return known | {"month": month_asked(request)}


def _month_before(month: date) -> date:
    return month_of(month - timedelta(days=1))


def _shown(found: MonthOf) -> dict[str, object]:
    """Return a month with its sentences."""
    balance = found.used.balance
    return {
        "found": found,
        "outlook": sentences.outlook(found.outlook, balance, found.sums.total),
        "rolling": sentences.rolling(found.rolling),
        "mismatch": _mismatch(found),
        "expected": [(each, sentences.amount(each.said.range), sentences.share(each.share)) for each in found.expected],
        "limits": [(each, *sentences.limit(each.subject, each.per, each.against)) for each in found.limits],
        "overrides": [(each, sentences.SUBJECT[Subject(each.subject)]) for each in found.overrides],
        "rounding": sentences.shared(found.shared),
        "external": sentences.external(found.external),
    }


def _mismatch(found: MonthOf) -> str:
    told = {
        "announced": in_hours(found.announced or 0),
        "total": in_hours(found.sums.total),
        "differs": in_hours(abs(found.mismatch)),
    }
    if not found.mismatch:
        return ""
    return _("%(announced)s were announced, and the lines come to %(total)s: a mismatch of %(differs)s.") % told
