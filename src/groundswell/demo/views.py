"""Who would you like to be? One click signs a visitor of the demo in as anybody."""

from collections.abc import Collection
from http import HTTPStatus

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.demo import keepsake
from groundswell.demo.story.people import PERSONAS, Persona
from groundswell.people import queries
from groundswell.web.access import Access, access

BACKEND = "groundswell.people.backend.Backend"
# Where each of these begins: the desk for those who read there, and for everybody else the start page.
BEGINS = {"maren": "desk", "oskar": "desk"}


@access(Access.PUBLIC)
def chooser(request: HttpRequest) -> HttpResponse:
    """Show everybody, and what there is to try."""
    kept = keepsake.read()
    context = {
        "readers": [(_persona(key), words) for key, words in kept.passphrases.items()],
        "groups": _groups(kept.passphrases),
        "receipts": [(kept.receipts[key], about) for key, about in keepsake.RECEIPTS.items() if key in kept.receipts],
    }
    return render(request, "demo/chooser.html", context)


@access(Access.PUBLIC, "POST")
def become(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as somebody."""
    persona = _persona(key)
    person = queries.active_people().filter(name=persona.name).first() if persona else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return HttpResponseRedirect(reverse(BEGINS.get(key, "start")), status=HTTPStatus.SEE_OTHER)


def _persona(key: str) -> Persona | None:
    return next((each for each in PERSONAS if each.key == key), None)


def _groups(readers: Collection[str]) -> list[tuple[str, list[Persona]]]:
    """Return everybody but those who read, by cell as the story names them; those without a cell come last."""
    others = [each for each in PERSONAS if each.key not in readers]
    return [
        (cell, [each for each in others if each.cell == cell]) for cell in dict.fromkeys(each.cell for each in others)
    ]
