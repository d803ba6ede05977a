"""Who would you like to be? One click signs a visitor of the demo in as anybody."""

from http import HTTPStatus

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.demo import keepsake
from groundswell.demo.story.people import PERSONAS
from groundswell.people import queries
from groundswell.web.access import Access, access

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Where each of these begins: the desk for those who read there, and for everybody else the start page.
BEGINS = {"maren": "desk", "oskar": "desk"}


@access(Access.PUBLIC)
def chooser(request: HttpRequest) -> HttpResponse:
    """Show everybody, and what there is to try."""
    kept = keepsake.read()
    context = {
        "readers": [each for each in PERSONAS if each.key in kept.passphrases],
        "groups": _groups(),
        "passphrases": kept.passphrases,
        "receipts": [(kept.receipts[key], about) for key, about in keepsake.RECEIPTS.items() if key in kept.receipts],
    }
    return render(request, "demo/chooser.html", context)


@access(Access.PUBLIC, "POST")
def become(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as somebody."""
    persona = next((each for each in PERSONAS if each.key == key), None)
    person = queries.active_people().filter(name=persona.name).first() if persona else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return HttpResponseRedirect(reverse(BEGINS.get(key, "start")), status=HTTPStatus.SEE_OTHER)


def _groups() -> list[tuple[str, list[object]]]:
    named = {each.cell for each in PERSONAS if each.key != "maren"}
    return [
        (cell, [each for each in PERSONAS if each.key != "maren" and each.cell == cell])
        for cell in sorted(named, reverse=True)
    ]
