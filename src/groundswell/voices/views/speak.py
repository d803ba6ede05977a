"""The box. Whoever uses it anonymously meets no cookie, no session and no script."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.throttle import Throttle, network_of
from groundswell.kit.seal.tokens import BadToken
from groundswell.people.refusals import Refused
from groundswell.voices import actions, queries, refusals, rules, sealing
from groundswell.voices.actions import Spoken
from groundswell.voices.forms import COUNT, SpeakForm
from groundswell.voices.models import Voice
from groundswell.voices.rules import Level, Reader
from groundswell.web.access import Access, access

SIGNED_IN = frozenset({Level.OPEN.value, Level.SIGNED.value, COUNT})
# One network address may send this many fresh voices at once, and as many again each minute.
flood = Throttle(settings.VOICES_PER_MINUTE / 60, settings.VOICES_PER_MINUTE)


class KeepsMethod(HttpResponseRedirect):
    """A redirect that takes the form along."""

    status_code = HTTPStatus.TEMPORARY_REDIRECT


@access(Access.COOKIELESS, "GET", "POST")
def speak(request: HttpRequest) -> HttpResponse:
    """Show the box; take what was written in it."""
    offered = queries.readers_today()
    if not rules.may_be_spoken_to(offered):
        return _not_yet(request)
    if request.method != "POST":
        return _box(request, _form(offered), HTTPStatus.OK)
    if request.POST.get("level") in SIGNED_IN:
        return KeepsMethod(reverse("said_carried"))
    form = _form(offered, request)
    return _take(request, form)


def _take(request: HttpRequest, form: SpeakForm) -> HttpResponse:
    try:
        nonce = tokens.read_token(request.POST.get("token"), sealing.form_secret(), clock.now())
    except BadToken as bad:
        form.add_error(None, refusals.of_token(bad.reason).sentence)
        return _box(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.is_valid():
        return _box(request, form, HTTPStatus.UNPROCESSABLE_ENTITY, token=request.POST["token"])
    if not _may_speak(request, nonce):
        form.add_error(None, refusals.flooded().sentence)
        return _box(request, form, HTTPStatus.TOO_MANY_REQUESTS, token=request.POST["token"])
    try:
        spoken = actions.speak_anonymously(
            text=form.cleaned_data["text"],
            readers=queries.keys_of(form.chosen),
            nonce=nonce,
            now=form.is_ticked("now"),
            source=rules.came_by(request.POST.get("source", "")),
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _box(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if spoken.differs:
        return _box(request, form, HTTPStatus.UNPROCESSABLE_ENTITY, first=spoken)
    return _receipt(request, spoken, form)


def _may_speak(request: HttpRequest, nonce: bytes) -> bool:
    """Tell whether a fresh voice may come; a form sent again makes none, and always may."""
    if settings.VOICES_PER_MINUTE == 0 or flood.allows(network_of(request.META.get("REMOTE_ADDR", ""))):
        return True
    return Voice.objects.filter(id=sealing.voice_id_of(nonce)).exists()


def _form(offered: list[Reader], request: HttpRequest | None = None) -> SpeakForm:
    return SpeakForm(request.POST if request else None, offered=offered, ticked=rules.ticked_at_first(offered))


def _box(
    request: HttpRequest, form: SpeakForm, status: HTTPStatus, *, token: str = "", first: Spoken | None = None
) -> HttpResponse:
    shown = {"form": form, "token": token or tokens.new_token(sealing.form_secret()), "first": first}
    shown["source"] = rules.came_by(request.POST.get("source", ""))
    if first is not None:
        shown["first_readers"] = queries.names_of_readers(first.voice)
    return render(request, "voices/speak.html", shown, status=status)


def _receipt(request: HttpRequest, spoken: Spoken, form: SpeakForm) -> HttpResponse:
    names = [reader.name for reader in form.chosen]
    if spoken.repeated:
        names = queries.names_of_readers(spoken.voice)
    shown = {"spoken": spoken, "now": form.is_ticked("now"), "readers": names}
    return render(request, "voices/receipt.html", shown)


def _not_yet(request: HttpRequest) -> HttpResponse:
    """Say why nothing can be said yet. Words that were on their way come back."""
    text = request.POST.get("text", "") if request.method == "POST" else ""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "voices/not_yet.html", {"text": text}, status=status)
