"""The page of a review link: no cookie, no session, no sign-in. Looking changes nothing; a press answers."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.tokens import BadToken
from groundswell.people.refusals import Refused
from groundswell.propositions.models import ReviewAsk
from groundswell.propositions.proposing.forms import ReviewForm
from groundswell.propositions.proposing.queries import pages, reviews
from groundswell.propositions.proposing.queries.asked import parts_since
from groundswell.propositions.proposing.views.reviewing import affects, review_form, take
from groundswell.voices import refusals as refusals_of_voices
from groundswell.voices.sealing import form_secret
from groundswell.web.access import Access, access


@access(Access.COOKIELESS, "GET", "POST")
def by_link(request: HttpRequest, link: str) -> HttpResponse:
    """Show what is proposed, and take the answer of whoever the link was mailed to."""
    ask = reviews.ask_by_link(link)
    if ask is None:
        answer = render(request, "propositions/no_link.html", {"is_over": False}, status=HTTPStatus.NOT_FOUND)
    elif clock.today() > ask.deadline:
        answer = render(request, "propositions/no_link.html", {"is_over": True}, status=HTTPStatus.GONE)
    else:
        answer = _take(request, ask) if request.method == "POST" else _look(request, ask)
    # The address answers in somebody's name: what is opened from here learns of this server, and not of it.
    answer.headers["Referrer-Policy"] = "origin"
    return answer


def _look(request: HttpRequest, ask: ReviewAsk) -> HttpResponse:
    return _page(request, ask, review_form(request, ask), HTTPStatus.OK)


def _take(request: HttpRequest, ask: ReviewAsk) -> HttpResponse:
    form = review_form(request, ask)
    try:
        tokens.read_token(request.POST.get("token"), form_secret(), clock.now())
    except BadToken as bad:
        form.add_error(None, refusals_of_voices.of_token(bad.reason).sentence)
        return _page(request, ask, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.is_valid():
        return _page(request, ask, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        taken = take(ask, form)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _page(request, ask, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return render(
        request, "propositions/answered.html", {"ask": taken, "content": pages.published(ask.review.proposition)}
    )


def _page(request: HttpRequest, ask: ReviewAsk, form: ReviewForm, status: HTTPStatus) -> HttpResponse:
    shown = {
        "ask": ask,
        "content": pages.published(ask.review.proposition),
        "form": form,
        "affects": affects(ask),
        "came_since": parts_since(ask.review),
        "token": tokens.new_token(form_secret()),
    }
    return render(request, "propositions/by_link.html", shown, status=status)
