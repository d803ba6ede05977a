"""Handing over: to whom, who was asked, who said yes, and the end of it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.refusals import Refused
from groundswell.voices.desk import queries
from groundswell.voices.desk.actions import deputies, handing_over
from groundswell.voices.desk.forms import HandOverForm
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.desk.views.opening import behind_the_door, see_other
from groundswell.voices.models import HandOver
from groundswell.web.access import Access, access


@access(Access.READER, "GET", "POST")
@behind_the_door
def hand_over(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Show how far a hand-over is, or begin one."""
    running = handing_over.running(unlocked.reader)
    if running is not None:
        return _show_running(request, unlocked, running)
    form = HandOverForm(request.POST or None, successors=queries.possible_successors(unlocked.reader))
    if request.method == "POST" and form.is_valid():
        try:
            successor = form.people[form.cleaned_data["successor"]]
            kind = HandOver.Kind(form.cleaned_data["kind"])
            from_on = form.cleaned_data["from_on"]
            handing_over.begin(unlocked=unlocked, successor=successor, kind=kind, from_on=from_on)
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            return see_other("desk_hand_over")
    page = {
        "form": form,
        "last": queries.last_hand_over(unlocked.reader),
        "deputyships": queries.deputyships_of(unlocked.reader),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "voices/desk/hand_over.html", page, status=status)


@access(Access.READER, "POST")
@behind_the_door
def ask(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Do one step of asking."""
    return _step(request, unlocked, handing_over.ask_some, form="ask")


@access(Access.READER, "POST")
@behind_the_door
def move(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Do one step of moving what may move."""
    return _step(request, unlocked, handing_over.move_some, form="move")


@access(Access.READER, "POST")
@behind_the_door
def finish(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """End it."""
    running = handing_over.running(unlocked.reader)
    if running is None:
        return see_other("desk_hand_over")
    if running.kind == HandOver.Kind.FOR_GOOD and request.POST.get("sure") != "yes":
        return _show_running(request, unlocked, running, refusal=_("Tick that you know what is destroyed."))
    try:
        handing_over.finish(unlocked=unlocked, hand_over=running)
    except Refused as refused:
        return _show_running(request, unlocked, running, refusal=refused.sentence)
    messages.success(request, _("It is done, and every author concerned finds a notice in the dialogue."))
    return see_other("desk")


@access(Access.READER, "POST")
@behind_the_door
def end_deputising(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Let a deputy stop, or stop having one. What is not this reader's is answered as what is not there."""
    try:
        number = deputies.end_deputising(by=unlocked.reader, hand_over_id=UUID(request.POST.get("hand_over", "")))
    except (ValueError, HandOver.DoesNotExist):
        return see_other("desk_hand_over")
    said = ngettext(
        "It has ended. %(number)d dialogue is closed to the deputy, and its author finds a notice in it.",
        "It has ended. %(number)d dialogues are closed to the deputy, and their authors find a notice in them.",
        number,
    )
    messages.success(request, said % {"number": number})
    return see_other("desk_hand_over")


@access(Access.READER, "POST")
@behind_the_door
def stop(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """Call it off."""
    return _step(request, unlocked, handing_over.stop)


def _step(request: HttpRequest, unlocked: Unlocked, act: Callable[..., object], *, form: str = "") -> HttpResponse:
    running = handing_over.running(unlocked.reader)
    if running is None:
        return see_other("desk_hand_over")
    try:
        act(unlocked=unlocked, hand_over=running)
    except Refused as refused:
        return _show_running(request, unlocked, running, refusal=refused.sentence)
    if form and request.POST.get("on"):
        # No address says "go on": a link that somebody sends must not do anything.
        return _show_running(request, unlocked, running, goes_on=form)
    return see_other("desk_hand_over")


def _show_running(
    request: HttpRequest, unlocked: Unlocked, running: HandOver, *, refusal: str = "", goes_on: str = ""
) -> HttpResponse:
    page = {
        "hand_over": running,
        "asking": handing_over.asking(unlocked, running),
        "moving": handing_over.moving(unlocked, running),
        "answers": queries.answers_to(running),
        "day": handing_over.day_of(running),
        "is_for_good": running.kind == HandOver.Kind.FOR_GOOD,
        "goes_on": goes_on,
        "deputyships": queries.deputyships_of(unlocked.reader),
        "refusal": refusal,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "voices/desk/handing_over.html", page, status=status)
