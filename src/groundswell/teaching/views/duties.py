"""Duties: what is asked this sprint, what was answered before, and how often it was kept. Nobody is ranked."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.people import queries as people
from groundswell.people.answering import attempt, go_on, sent, tried, who
from groundswell.teaching import actions, pictures, policy
from groundswell.teaching.forms.duties import DutyForm, PointForm, RunForm, SkipForm
from groundswell.teaching.models import Duty, Fact, Point
from groundswell.teaching.queries import duties as queries
from groundswell.teaching.rules.duties import AnswerKind, RunState, adherence
from groundswell.teaching.views.answering import duty_of, page, see
from groundswell.web.access import Access, access


@access(Access.MEMBER)
def duties(request: HttpRequest) -> HttpResponse:
    """List the duties that come again, how each stands this sprint, and how often it was kept."""
    person = who(request)
    shown = {
        "lines": queries.lines(),
        "sprint": people.sprint_now(),
        "writes": policy.may_write(person),
        "hand_overs": queries.hand_overs_for(person),
    }
    return page(request, "duties", shown)


@access(Access.MEMBER)
def duty(request: HttpRequest, duty: UUID) -> HttpResponse:
    """Show a duty: what it asks, how the answers went, when it was skipped and why."""
    found, person = duty_of(duty), who(request)
    states = queries.states_of(found)
    now = people.sprint_now().number
    trends = queries.trends_of(found)
    shown = {
        "duty": found,
        "states": states,
        "adherence": adherence(states),
        "reasons": queries.reasons_of(found),
        "trends": [(each, pictures.trend(each)) for each in trends],
        "writes": policy.may_write(person),
        "runs": policy.may_run(person, found) and dict(states).get(now) is RunState.OPEN,
        "ends": found.until_sprint is None,
        "sprint": now,
    }
    return page(request, "duty", shown)


@access(Access.PLANNING, "GET", "POST")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a duty."""
    form = DutyForm(sent(request))
    made: list[Duty] = []
    if tried(form, lambda: made.append(actions.begin_duty(by=who(request), **form.cleaned_data))):
        return see("points", made[0].id)
    return page(request, "write_duty", {}, form)


@access(Access.PLANNING, "GET", "POST")
def points(request: HttpRequest, duty: UUID) -> HttpResponse:
    """Show what a duty asks, and let it ask something more."""
    found = duty_of(duty)
    form = PointForm(sent(request), facts=queries.facts_elsewhere(found))
    if tried(form, lambda: _add(request, found, form)):
        return see("points", found.id)
    return page(request, "points", {"duty": found, "asked": queries.asked_in(found)}, form)


@access(Access.PLANNING, "POST")
def remove_point(request: HttpRequest, duty: UUID, point: UUID) -> HttpResponse:
    """Let a duty ask something no more."""
    found = duty_of(duty)
    asked = Point.objects.filter(duty=found, id=point).first()
    if asked is None:
        raise Http404
    attempt(request, lambda: actions.remove_point(by=who(request), point=asked))
    return see("points", found.id)


@access(Access.PLANNING, "POST")
def end(request: HttpRequest, duty: UUID) -> HttpResponse:
    """End a duty."""
    found = duty_of(duty)
    attempt(request, lambda: actions.end_duty(by=who(request), duty=found))
    return see("duty", found.id)


@access(Access.MEMBER, "GET", "POST")
def run(request: HttpRequest, duty: UUID) -> HttpResponse:
    """Answer what a duty asks this sprint; "done" where all of it is answered."""
    found = _mine(request, duty)
    form = RunForm(sent(request), asked=queries.asked_in(found))
    if tried(form, lambda: _answer(request, found, form)):
        if "done" not in request.POST:
            return go_on(request, _("Your answers are kept. You can go on at any time."), "teaching:run", found.id)
        if attempt(request, lambda: actions.finish_run(by=who(request), duty=found)):
            return see("duty", found.id)
        return see("run", found.id)
    return page(request, "run", {"duty": found, "sprint": people.sprint_now()}, form)


@access(Access.MEMBER, "GET", "POST")
def skip(request: HttpRequest, duty: UUID) -> HttpResponse:
    """Skip a duty this sprint, with a reason."""
    found = _mine(request, duty)
    form = SkipForm(sent(request))
    if tried(form, lambda: actions.skip_run(by=who(request), duty=found, **form.cleaned_data)):
        return see("duty", found.id)
    return page(request, "skip", {"duty": found, "sprint": people.sprint_now()}, form)


def _mine(request: HttpRequest, duty: UUID) -> Duty:
    found = duty_of(duty)
    if not policy.may_run(who(request), found):
        raise Http404
    return found


def _add(request: HttpRequest, found: Duty, form: PointForm) -> None:
    said = form.cleaned_data
    fact = Fact.objects.get(id=said["fact"]) if said["fact"] else None
    kind = AnswerKind(said["kind"]) if said["kind"] else None
    actions.add_point(by=who(request), duty=found, fact=fact, words=said["words"], kind=kind, unit=said["unit"])


def _answer(request: HttpRequest, found: Duty, form: RunForm) -> None:
    answers = {UUID(name): value for name, value in form.cleaned_data.items()}
    actions.answer_duty(by=who(request), duty=found, answers=answers)
