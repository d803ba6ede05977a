"""What all these pages do alike: who asks, and how a refused form comes back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import tzinfo
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.tokens import BadToken
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import calendars, closing, refusals
from groundswell.talks.models import Slot, Talk
from groundswell.talks.moments import hour, in_words
from groundswell.talks.queries.slots import stretch
from groundswell.talks.rules.points import Outcome
from groundswell.voices import refusals as voices
from groundswell.voices import sealing
from groundswell.web.forms import Choice


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration of access lets nobody else in
    return request.user


def tried(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Do what a form asks for; tell whether it was done. What refused it stands at its field, in a sentence."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        deed()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    return True


def page(request: HttpRequest, template: str, shown: Mapping[str, object], *asked: forms.Form) -> HttpResponse:
    """Show a page; with a form that was refused, its status says so."""
    refused = next((form for form in asked if form.is_bound and form.errors), None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, f"talks/{template}.html", {**shown, "refused": refused}, status=status)


def see(route: str, *args: object, at: str = "") -> HttpResponse:
    """Send the browser on to a page, after something was done."""
    address = reverse(f"talks:{route}", args=args) + (f"#{at}" if at else "")
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def new_token() -> str:
    """Return what makes a form that is sent twice count once."""
    return tokens.new_token(sealing.form_secret())


def nonce_of(posted: QueryDict) -> bytes:
    """Return the nonce of a form. Raises Refused."""
    try:
        return tokens.read_token(posted.get("token"), sealing.form_secret(), clock.now())
    except BadToken as bad:
        raise voices.of_token(bad.reason) from None


def nonce_if_any(posted: QueryDict) -> bytes | None:
    """Return the nonce of a form of somebody signed in; a form without one counts each time it is sent."""
    return nonce_of(posted) if "token" in posted else None


def outcome_of(posted: QueryDict) -> Outcome:
    """Return which end of a point a button named. Raises Refused."""
    try:
        return Outcome(posted.get("outcome", ""))
    except ValueError:
        raise refusals.of_outcome() from None


def times(slots: Iterable[Slot], zone: tzinfo) -> list[tuple[str, Choice]]:
    """Return slots as what somebody chooses from, in the zone of whoever reads it."""
    return [(str(slot.id), Choice(_when(slot, zone), hint=_how_long(slot))) for slot in slots]


def invitation_to(talk: Talk, whose: UUID) -> HttpResponse:
    """Return the file for somebody's calendar, which says "121": another one for each side of the talk."""
    mark = closing.tag_of(talk.id, whose)
    written = calendars.invitation(mark, talk.slot.starts_at, talk.slot.minutes)
    headers = {"Content-Disposition": f'attachment; filename="{calendars.NAME}.ics"'}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)


def _when(slot: Slot, zone: tzinfo) -> str:
    if slot.is_now:
        return _("Now, until %(hour)s") % {"hour": hour(stretch(slot).end, zone)}
    return in_words(slot.starts_at, zone)


def _how_long(slot: Slot) -> str:
    minutes = ngettext("%(count)d minute", "%(count)d minutes", slot.minutes) % {"count": slot.minutes}
    return _("%(reader)s, %(minutes)s") % {"reader": slot.reader.name, "minutes": minutes}
