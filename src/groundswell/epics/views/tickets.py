"""Tickets are written and offered; members answer offers, and say what they can spare."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from groundswell.epics import actions, policy
from groundswell.epics.actions import TicketWords
from groundswell.epics.forms import OfferForm, SpareForm, TicketForm
from groundswell.epics.forms import ticket_of as initial_of
from groundswell.epics.models import Aside, Epic, Offer, Ticket
from groundswell.epics.ports import ways_out
from groundswell.epics.queries import forecasts, plans
from groundswell.epics.queries import offers as queries
from groundswell.epics.queries.choices import choices
from groundswell.epics.rules.hours import in_hours
from groundswell.epics.rules.offers import Answer, To, first_to
from groundswell.epics.views.answering import epic_of, page, see, ticket_of
from groundswell.people import queries as people
from groundswell.people.answering import attempt, go_on, sent, tried, who
from groundswell.web.access import Access, access

SAID = {
    Answer.ACCEPT: _("It is yours. You can give it back at any time, without a reason."),
    Answer.DECLINE: _("You need no reason. Nobody asks again for this sprint."),
    Answer.WITHDRAW: _("You gave it back, and need no reason."),
}


@access(Access.PLANNING, "GET", "POST")
def new_ticket(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Write a ticket of an epic."""
    return _new(request, epic_of(epic))


@access(Access.PLANNING, "GET", "POST")
def new_tool(request: HttpRequest) -> HttpResponse:
    """Write a small tool: development, internal, of no epic."""
    return _new(request, None)


@access(Access.MEMBER)
def ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Show a ticket: its size, who has it, and (to whoever plans) its offers."""
    found, person = ticket_of(ticket), who(request)
    plans_it = policy.may_plan(person)
    shown = {
        "ticket": found,
        "free": queries.free_of(found),
        "hours_at": forecasts.hours_of(found),
        "offers": queries.offers_of(found) if plans_it else (),
        "plans": plans_it,
        "finishes": found.done_on is None and policy.may_finish(person, found),
        "not_me": Aside.objects.filter(person=person, about=found.id).exists(),
        "ways_out": [way.way_out(found.id) for way in ways_out] if plans_it and not found.reference else (),
    }
    return page(request, "ticket", shown)


@access(Access.PLANNING, "GET", "POST")
def edit_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Write a ticket anew."""
    found = ticket_of(ticket)
    form = TicketForm(sent(request), initial=initial_of(found))
    if tried(form, lambda: _change(request, found, form)):
        return see("ticket", found.id)
    return page(request, "write_ticket", {"ticket": found, "epic": found.epic}, form)


@access(Access.PLANNING, "GET", "POST")
def offer(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Offer a ticket: a large one to cells first; those who said that they have room are shown."""
    found = ticket_of(ticket)
    free, sprints = queries.free_of(found), _sprints()
    form = OfferForm(sent(request), sprints=sprints, initial={"hours": in_hours(free), "sprint": sprints[-1]})
    if tried(form, lambda: _offer(request, found, form)):
        return see("ticket", found.id)
    lines = queries.board(sprints[-1])
    cells, persons = queries.rooms(lines, free)
    shown = {
        "ticket": found,
        "free": free,
        "to_cells": first_to(found.remaining, choices().limit) is To.CELLS,
        "limit": choices().limit,
        "cells": list(dict.fromkeys(line.cell for line in lines if line.cell and line.cell.id in cells)),
        "people": [line.person for line in lines if line.person.id in persons],
        "sprint": sprints[-1],
    }
    return page(request, "offer", shown, form)


@access(Access.MEMBER, "POST")
def finish(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Say that a ticket is done."""
    found = ticket_of(ticket)
    if not policy.may_finish(who(request), found):
        raise Http404
    attempt(request, lambda: actions.finish_ticket(by=who(request), ticket=found))
    return see("ticket", found.id)


@access(Access.PLANNING, "POST")
def take_back(request: HttpRequest, offer: UUID) -> HttpResponse:
    """Take back an offer that nobody has accepted."""
    found = Offer.objects.select_related("ticket").filter(id=offer).first()
    if found is None:
        raise Http404
    attempt(request, lambda: actions.take_back_offer(by=who(request), offer=found))
    return see("ticket", found.ticket_id)


@access(Access.MEMBER)
def offers(request: HttpRequest) -> HttpResponse:
    """Show what is offered to me and my cell, and what I have; to an advocate, what of it is fixed."""
    person = who(request)
    sprint = plans.sprint_to_plan()
    answered = queries.answered_by(person, people.sprint_now().number)
    shown = {"open": queries.offers_to(person), "answered": answered, "sprint": sprint}
    if policy.may_end(person):
        shown["sprints"] = [plans.own_sprint(person, each) for each in (people.sprint_now(), sprint)]
    return page(request, "offers", shown)


@access(Access.MEMBER, "POST")
def answer(request: HttpRequest, offer: UUID) -> HttpResponse:
    """Accept an offer, decline it, or give back what was accepted. There is no place for a reason."""
    found = queries.offer_for(who(request), offer)
    if found is None:
        raise Http404
    said = request.POST.get("answer", "")
    if said not in set(Answer):
        return see("offers")
    if attempt(request, lambda: actions.answer_offer(by=who(request), offer=found, answer=Answer(said))):
        return go_on(request, str(SAID[Answer(said)]), "epics:offers")
    return see("offers")


@access(Access.MEMBER, "GET", "POST")
def spare(request: HttpRequest) -> HttpResponse:
    """Show who said that they have hours, and let me say what I have; what is computed, the board does not show."""
    person, sprint = who(request), plans.sprint_to_plan()
    own = queries.own_hours(person, sprint)
    first = {"hours": in_hours(own.said) if own.said is not None else None, "skills": ", ".join(own.skills)}
    form = SpareForm(sent(request), initial=first)
    if tried(form, lambda: _say(request, sprint.number, form)):
        return see("spare")
    shown = {"lines": queries.board(sprint.number), "own": own, "sprint": sprint}
    return page(request, "spare", shown, form)


@access(Access.MEMBER, "POST")
def not_me_for_epic(request: HttpRequest, epic: UUID) -> HttpResponse:
    """Say that an epic is not for me, or take that back."""
    found = epic_of(epic)
    _not_me(request, found.id)
    return see("epic", found.id)


@access(Access.MEMBER, "POST")
def not_me_for_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Say that a ticket is not for me, or take that back."""
    found = ticket_of(ticket)
    _not_me(request, found.id)
    return see("ticket", found.id)


def _new(request: HttpRequest, epic: Epic | None) -> HttpResponse:
    first = {"priority": 3, "is_development": True, "review_hours": 1}
    form = TicketForm(sent(request), initial=first)
    made: list[Ticket] = []
    if tried(form, lambda: made.append(actions.write_ticket(by=who(request), epic=epic, words=_words(form)))):
        return see("ticket", made[0].id)
    return page(request, "write_ticket", {"epic": epic}, form)


def _words(form: TicketForm) -> TicketWords:
    return TicketWords(**{name: value for name, value in form.cleaned_data.items() if name != "revision"})


def _change(request: HttpRequest, ticket: Ticket, form: TicketForm) -> None:
    revision = form.cleaned_data["revision"]
    actions.change_ticket(by=who(request), ticket=ticket, words=_words(form), revision=revision)


def _offer(request: HttpRequest, ticket: Ticket, form: OfferForm) -> None:
    said = form.cleaned_data
    actions.offer(
        by=who(request),
        ticket=ticket,
        sprint=int(said["sprint"]),
        hours=said["hours"],
        person=said["person"],
        cell=said["cell"],
    )


def _say(request: HttpRequest, sprint: int, form: SpareForm) -> None:
    said = form.cleaned_data
    actions.say_spare(by=who(request), sprint=sprint, hours=said["hours"], skills=said["skills"])


def _not_me(request: HttpRequest, about: UUID) -> None:
    undo = bool(request.POST.get("undo"))
    attempt(request, lambda: actions.not_me(by=who(request), about=about, undo=undo))


def _sprints() -> list[int]:
    return [people.sprint_now().number, people.next_sprint().number]
