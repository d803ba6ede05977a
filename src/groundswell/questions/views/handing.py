"""Questions are handed on: created, accepted, with an outcome; and taken back."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.people.answering import attempt, sent, tried, who
from groundswell.questions import actions, policy
from groundswell.questions.forms import EscalateForm, HandOffForm, NoteForm, OutcomeForm
from groundswell.questions.models import HandOff
from groundswell.questions.queries import handing_on
from groundswell.questions.views.answering import back_to, hand_off_of, item_of, item_to_decide, page, see
from groundswell.web.access import Access, access


@access(Access.MEMBER, "GET", "POST")
def hand_off(request: HttpRequest, item: int) -> HttpResponse:
    """Hand a question to a person or a team."""
    found, person = item_to_decide(request, item), who(request)
    form = HandOffForm(sent(request), by=person, initial={"note": handing_on.note_of(person, found)})
    if tried(form, lambda: actions.hand_off(by=person, item=found, **form.cleaned_data)):
        return back_to(request, found, _("Handed off. You see here what becomes of it."), "handed")
    return page(request, "act", {"item": found, "heading": _("Hand it off"), "button": _("Hand it off")}, form)


@access(Access.MEMBER, "GET", "POST")
def escalate(request: HttpRequest, item: int) -> HttpResponse:
    """Give a question to the advocates."""
    found, person = item_of(request, item), who(request)
    if policy.may_sort(person):
        raise Http404
    form = EscalateForm(sent(request), initial={"note": handing_on.note_of(person, found)})
    if tried(form, lambda: actions.escalate(by=person, item=found, **form.cleaned_data)):
        return back_to(request, found, _("The advocates have it. You see here what becomes of it."), "handed")
    shown = {"item": found, "heading": _("Give it to the advocates"), "button": _("Give it to them")}
    return page(request, "act", shown, form)


@access(Access.MEMBER, "GET", "POST")
def note(request: HttpRequest, hand_off: UUID) -> HttpResponse:
    """Say what is known of what one handed on."""
    found, person = hand_off_of(hand_off), who(request)
    if found.by_id != person.id:
        raise Http404
    said = "\n".join(filter(None, (found.note, handing_on.note_of(person, found.item))))
    form = NoteForm(sent(request), initial={"note": said})
    if tried(form, lambda: actions.note_hand_off(by=person, hand_off=found, **form.cleaned_data)):
        return back_to(request, found.item, _("Kept. Whoever takes it reads this."), "handed")
    shown = {"item": found.item, "heading": _("What did you find out so far?"), "button": _("Keep it")}
    return page(request, "act", shown, form)


@access(Access.MEMBER, "POST")
def accept(request: HttpRequest, hand_off: UUID) -> HttpResponse:
    """Accept what was handed over."""
    found = _acceptable(request, hand_off)
    return _after(request, found, lambda: actions.accept_hand_off(by=who(request), hand_off=found), _("Accepted."))


@access(Access.MEMBER, "POST")
def decline(request: HttpRequest, hand_off: UUID) -> HttpResponse:
    """Say no, without a reason."""
    found = _acceptable(request, hand_off)
    words = _("You need no reason. It is in the queue again.")
    return _after(request, found, lambda: actions.decline_hand_off(by=who(request), hand_off=found), words)


@access(Access.MEMBER, "GET", "POST")
def outcome(request: HttpRequest, hand_off: UUID) -> HttpResponse:
    """Say what became of it."""
    found = _acceptable(request, hand_off)
    form = OutcomeForm(sent(request))
    if tried(form, lambda: actions.say_outcome(by=who(request), hand_off=found, **form.cleaned_data)):
        words = _("Kept. The question is in the queue again, so that whoever asked is told.")
        return back_to(request, found.item, words, "handed")
    shown = {"item": found.item, "heading": _("What became of it?"), "button": _("Keep it")}
    return page(request, "act", shown, form)


@access(Access.MEMBER, "POST")
def undo(request: HttpRequest, hand_off: UUID) -> HttpResponse:
    """Take a hand-off back."""
    found = hand_off_of(hand_off)
    if not policy.may_undo(who(request), found):
        raise Http404

    words = _("Taken back. It is in the queue again.")
    return _after(request, found, lambda: actions.undo_hand_off(by=who(request), hand_off=found), words)


def _acceptable(request: HttpRequest, hand_off: UUID) -> HandOff:
    found = hand_off_of(hand_off)
    if not policy.may_accept(who(request), found):
        raise Http404
    return found


def _after(request: HttpRequest, found: HandOff, act: Callable[[], object], words: str) -> HttpResponse:
    return back_to(request, found.item, words, "handed") if attempt(request, act) else see(found.item)
