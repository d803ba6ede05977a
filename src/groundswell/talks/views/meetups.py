"""Meetups: what they are for, what they cost, who comes."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import attempt, sent
from groundswell.talks import actions, queries, sentences
from groundswell.talks.forms import DayForm, MeetupForm
from groundswell.talks.queries import Cost, MeetupLine
from groundswell.talks.rules.meetups import Answer, Cadence, Mode
from groundswell.talks.transcripts import queries as meetings
from groundswell.talks.views.answering import new_token, nonce_if_any, page, person_of, see, tried
from groundswell.web.access import Access, access


@access(Access.MEMBER)
def meetups(request: HttpRequest) -> HttpResponse:
    """List the meetups, and the one number of what they come to."""
    lines = queries.meetups_for(person_of(request))
    return page(
        request, "meetups", {"lines": lines, "hours": queries.hours_a_member(), "is_advocate": _advocates(request)}
    )


@access(Access.ADVOCATE, "GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Plan a meetup: what it costs is shown first, and people are invited after that."""
    form = MeetupForm(sent(request), by=person_of(request))
    cost = _cost(form) if tried(form, lambda: _require_sound(form)) else None
    was_shown = cost is not None and request.POST.get("shown") == cost.mark
    if was_shown and tried(form, lambda: _invite(request, form)):
        return see("meetups")
    places = sentences.places(queries.served())
    return page(request, "new_meetup", {"form": form, "cost": cost, "places": places, "token": new_token()}, form)


@access(Access.MEMBER)
def one(request: HttpRequest, meetup: UUID) -> HttpResponse:
    """Show a meetup."""
    return _page(request, _found(request, meetup), DayForm())


@access(Access.MEMBER, "POST")
def answer(request: HttpRequest, meetup: UUID) -> HttpResponse:
    """Say whether one comes. A no needs no reason."""
    line = _found(request, meetup)
    try:
        said = Answer(request.POST.get("answer", ""))
    except ValueError:
        raise Http404 from None
    if line.mine is None:
        raise Http404
    invitation = line.mine
    attempt(request, lambda: actions.answer_invitation(invitation=invitation, answer=said))
    return see("meetup", meetup)


@access(Access.ADVOCATE, "POST")
def name_day(request: HttpRequest, meetup: UUID) -> HttpResponse:
    """Name another day."""
    line = _found(request, meetup)
    form = DayForm(request.POST)
    if tried(form, lambda: actions.name_day(by=person_of(request), meetup=line.meetup, day=form.cleaned_data["day"])):
        return see("meetup", meetup)
    return _page(request, line, form)


@access(Access.ADVOCATE, "POST")
def end(request: HttpRequest, meetup: UUID) -> HttpResponse:
    """Hold it no more."""
    line = _found(request, meetup)
    attempt(request, lambda: actions.end_meetup(by=person_of(request), meetup=line.meetup))
    return see("meetup", meetup)


def _advocates(request: HttpRequest) -> bool:
    return person_of(request).may_open(Access.ADVOCATE)


def _found(request: HttpRequest, meetup: UUID) -> MeetupLine:
    found = queries.meetup_for(person_of(request), meetup)
    if found is None:
        raise Http404
    return found


def _require_sound(form: MeetupForm) -> None:
    said = form.cleaned_data
    actions.require_sound(
        purpose=said["purpose"], minutes=said["minutes"], people=len(said["people"]), first_on=said["first_on"]
    )


def _cost(form: MeetupForm) -> Cost:
    """Return what the meetup of a form would cost; whoever organises it comes too."""
    said = form.cleaned_data
    return queries.cost_of(
        people_count=len(said["people"]) + 1,
        minutes=said["minutes"],
        first_on=said["first_on"],
        cadence=Cadence(said["cadence"]),
    )


def _invite(request: HttpRequest, form: MeetupForm) -> None:
    said = form.cleaned_data
    actions.invite(
        by=person_of(request),
        purpose=said["purpose"],
        mode=Mode(said["mode"]),
        cadence=Cadence(said["cadence"]),
        minutes=said["minutes"],
        first_on=said["first_on"],
        invited=list(said["people"]),
        place=said["place"],
        served=said["served"],
        nonce=nonce_if_any(request.POST),
    )


def _page(request: HttpRequest, line: MeetupLine, form: DayForm) -> HttpResponse:
    answers = [(each, sentences.ANSWER[each]) for each in (Answer.ACCEPTED, Answer.DECLINED)]
    served = line.meetup.served
    shown = {
        "line": line,
        "form": form,
        "answers": answers if queries.is_answerable(line.meetup) else (),
        "is_advocate": _advocates(request),
        "meetings": meetings.meetings_of(line.meetup.id, person_of(request), queries.held_days(line)),
        "audience": sentences.audience_of(served) if served else "",
    }
    return page(request, "meetup", shown, form)
