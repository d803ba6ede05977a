"""The page of a ballot: one question, no cookie, no session, no script."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from groundswell.checkins import actions, queries, sealing, sentences
from groundswell.checkins.actions import Known, showing
from groundswell.checkins.forms import BallotForm
from groundswell.checkins.refusals import NotCounted
from groundswell.checkins.rules import answers
from groundswell.checkins.rules.answers import Link
from groundswell.checkins.rules.periods import Word
from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.tokens import BadToken
from groundswell.voices import actions as voices
from groundswell.voices import queries as voices_queries
from groundswell.voices import refusals as refusals_of_voices
from groundswell.voices import rules as voices_rules
from groundswell.voices.actions import Spoken
from groundswell.voices.rules import CameBy, Level, Reader
from groundswell.voices.sealing import form_secret
from groundswell.web.access import Access, access


@access(Access.COOKIELESS, "GET", "POST")
def ballot(request: HttpRequest, link: str) -> HttpResponse:
    """Show the question; take the answer. Looking changes nothing: mail scanners follow links."""
    try:
        opened, known = actions.require_link(link)
        answer = _take(request, opened, known) if request.method == "POST" else _look(request, known)
    except NotCounted as refused:
        answer = _not_counted(request, refused)
    # The address holds the code: what is opened from here learns of this server, and not of the ballot.
    answer.headers["Referrer-Policy"] = "origin"
    return answer


def _look(request: HttpRequest, known: Known) -> HttpResponse:
    actions.require_unused(known)
    return _question(request, _form(known), HTTPStatus.OK)


def _take(request: HttpRequest, link: Link, known: Known) -> HttpResponse:
    form = _form(known, request)
    try:
        nonce = tokens.read_token(request.POST.get("token"), form_secret(), clock.now())
    except BadToken as bad:
        actions.require_unused(known)
        form.add_error(None, refusals_of_voices.of_token(bad.reason).sentence)
        return _question(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.is_valid():
        actions.require_unused(known)
        return _question(request, form, HTTPStatus.UNPROCESSABLE_ENTITY, token=request.POST["token"])
    is_first = actions.answer(known=known, said=form.said, identity=sealing.answer_id(nonce, link.code))
    return _counted(request, form, sealing.words_nonce(nonce, link.code), is_first=is_first)


def _form(known: Known, request: HttpRequest | None = None) -> BallotForm:
    period = known.period
    item = queries.item(period.item, period.item_version)
    return BallotForm(request.POST if request else None, period=period, item=item)


def _question(request: HttpRequest, form: BallotForm, status: HTTPStatus, *, token: str = "") -> HttpResponse:
    shown = {
        "form": form,
        "period": form.period,
        "token": token or tokens.new_token(form_secret()),
        "readers": [reader.name for reader in _readers()],
        "outside_from": showing.least_outside(form.period) if form.period.is_public else None,
    }
    return render(request, "checkins/ballot.html", shown, status=status)


def _counted(request: HttpRequest, form: BallotForm, nonce: bytes, *, is_first: bool) -> HttpResponse:
    """Say that it is counted, and open the doors. Words go with it only where they may.

    Of a page that was sent before nobody knows what it said first: so its doors are open whatever it says now.
    """
    said, readers = form.said, _readers()
    text, level = form.cleaned_data["text"], form.cleaned_data["level"]
    spoken = None
    if text and level == Level.ANONYMOUS and answers.keeps_words(said.cause) and readers:
        spoken = _speak(text, readers, nonce)
    shown = {
        "period": form.period,
        "is_first": is_first,
        "has_doors": answers.asks_cause(said.rating) or not is_first,
        "in_own_name": sentences.in_own_name(form.period.sprint, said),
        "is_personal": said.cause == Word.PERSONAL,
        "text": "" if spoken and not spoken.differs else text,
        "level": level,
        "spoken": spoken,
        "readers": [reader.name for reader in readers],
        "keys": [str(reader.key) for reader in readers],
        "token": tokens.new_token(form_secret()),
        "token_of_talk": tokens.new_token(form_secret()),
        "help": queries.help_offered(),
        "booking": _booking(),
    }
    return render(request, "checkins/counted.html", shown)


def _speak(text: str, readers: list[Reader], nonce: bytes) -> Spoken:
    return voices.speak_anonymously(
        text=text, readers=voices_queries.keys_of(readers), nonce=nonce, source=CameBy.CHECK_IN
    )


def _readers() -> list[Reader]:
    """Return whom words that come with an answer go to: those who are ticked at first in the box."""
    offered = voices_queries.readers_today()
    ticked = voices_rules.ticked_at_first(offered) if voices_rules.may_be_spoken_to(offered) else frozenset()
    return [reader for reader in offered if reader.key in ticked]


def _booking() -> str:
    """Return where a 121 is booked; without such a page, where one says that one would like to talk."""
    try:
        return reverse("talks:book")
    except NoReverseMatch:
        return reverse("mine")


def _not_counted(request: HttpRequest, refused: NotCounted) -> HttpResponse:
    status = HTTPStatus.GONE if refused.is_gone else HTTPStatus.NOT_FOUND
    text = request.POST.get("text", "").strip() if request.method == "POST" else ""
    return render(request, "checkins/not_counted.html", {"sentence": refused.sentence, "text": text}, status=status)
