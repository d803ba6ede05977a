"""What was published of the check-ins: the organisation, each cell, each question. Nothing of one that is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.checkins import exports, pictures, queries, sentences
from groundswell.checkins.queries import figures
from groundswell.checkins.rules.figures import Change, CheckIn, Told, change, last_two
from groundswell.checkins.rules.items import Item
from groundswell.checkins.rules.periods import ORGANISATION, RATING, UNOPENED_DAYS
from groundswell.checkins.sentences import Names
from groundswell.kit import clock
from groundswell.kit.charts import Chart
from groundswell.people.models import Cell
from groundswell.web.access import Access, access

A_PAGE = 25


@dataclass(frozen=True)
class Line:
    """What is said of the organisation or of a cell: the newest figure in words, and what changed."""

    name: str
    url: str = ""
    sprint: int | None = None
    how_sure: str = ""
    how_many: str = ""
    about: str = ""
    why_not: str = ""
    changed: str = ""
    scale: str = ""
    chart: Chart | None = None


@dataclass(frozen=True)
class _Picture:
    """What a picture is called, and the item that it is about: none for the rating."""

    key: str
    title: str
    item: Item | None


@access(Access.MEMBER)
def index(request: HttpRequest) -> HttpResponse:
    """Show how everybody rated their sprints, and each cell."""
    made = figures.check_ins()
    page = _page_of(request, RATING, made, None)
    newest = next((each for each in reversed(made) if not each.was_destroyed), None)
    return render(
        request,
        "checkins/figures.html",
        page
        | {
            "newest": newest,
            **_causes(newest, made),
            "destroyed": [each for each in made if each.was_destroyed],
            "open": queries.period_open(),
            "waiting": [
                (each.sprint, (each.closed_on or each.closes_on) + timedelta(days=UNOPENED_DAYS))
                for each in queries.periods_closed()
            ],
            "questions": [_described(*each) for each in figures.items_of(made).items()],
        },
    )


@access(Access.MEMBER)
def question(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Show what was published of a question that comes beside the rating."""
    made = figures.check_ins()
    asked, items = f"{key} {version}", figures.items_of(made)
    if asked not in items:
        raise Http404
    page = _page_of(request, asked, made, items[asked])
    return render(request, "checkins/question.html", page | _described(asked, items[asked]))


@access(Access.MEMBER)
def cell(request: HttpRequest, cell: UUID) -> HttpResponse:
    """Show what was published of a cell: the rating, and every other question."""
    found = figures.cell(cell)
    if found is None:
        raise Http404
    made, names, unit = figures.check_ins(), figures.names_of_cells(), str(cell)
    items = figures.items_of(made)
    told = figures.told(made, [RATING, *items], [unit])
    asked: dict[str, dict[str, Any]] = {RATING: {"name": _("Rating of the sprint")}}
    asked |= {name: _described(name, each) for name, each in items.items()}
    sections = [
        described
        | {
            "line": _line(
                found.name, told[name, unit], names, _Picture(f"figure-{number}", described["name"], items.get(name))
            )
        }
        for number, (name, described) in enumerate(asked.items())
    ]
    return render(request, "checkins/cell.html", {"cell": found, "sections": sections, "made": made})


@access(Access.PUBLIC)
def outside(request: HttpRequest) -> HttpResponse:
    """Show everybody how the whole organisation rated its sprints, where it chose to; the same to all."""
    is_on = queries.plan().is_public
    told = figures.outside(figures.check_ins()) if is_on else []
    line = _line(_("Everyone"), told, sentences.OUTSIDE, _Picture("organisation", _("Everyone"), None))
    some = any(each.shown for each in told)
    return render(request, "checkins/public.html", {"is_on": is_on, "line": line if some else None})


@access(Access.MEMBER)
def as_csv(request: HttpRequest) -> HttpResponse:
    """Give everything published as a table."""
    del request
    return HttpResponse(
        exports.as_csv(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="check-ins.csv"'},
    )


@access(Access.MEMBER)
def as_json(request: HttpRequest) -> HttpResponse:
    """Give everything published, and how it was made, to machines."""
    del request
    return JsonResponse(exports.as_json())


def _page_of(request: HttpRequest, question: str, made: Sequence[CheckIn], item: Item | None) -> dict[str, object]:
    """Return the organisation and a page of today's cells, in the order of the alphabet and in no other."""
    today = Cell.objects.filter(Q(ended_on=None) | Q(ended_on__gt=clock.today())).order_by("name")
    page = Paginator(today, A_PAGE).get_page(request.GET.get("page", 1))
    cells, names = list(page.object_list), figures.names_of_cells()
    told = figures.told(made, [question], [ORGANISATION, *(str(each.id) for each in cells)])
    return {
        "made": made,
        "organisation": _line(
            _("Everyone"), told[question, ORGANISATION], names, _Picture("organisation", _("Everyone"), item)
        ),
        "cells": [_line(each.name, told[question, str(each.id)], names, url=_address(each)) for each in cells],
        "page": page,
    }


def _address(cell: Cell) -> str:
    return reverse("checkins:cell_figures", args=[cell.id])


def _line(name: str, told: list[Told], names: Names, picture: _Picture | None = None, *, url: str = "") -> Line:
    before, now = last_two(told)
    if now is None:
        return Line(name, url)
    chart = pictures.over_sprints(picture.key, picture.title, told, names, picture.item) if picture else None
    newest = now.shown or (before.shown if before else None)
    scale = sentences.on_scale(newest.scale, picture.item) if picture and newest else ""
    if now.shown is None:
        return Line(name, url, now.check_in.sprint, why_not=sentences.why_not(now), scale=scale, chart=chart)
    told_before = change(before.shown, now.shown) if before else Change.FIRST
    return Line(
        name,
        url,
        now.check_in.sprint,
        how_sure=sentences.how_sure(now.shown),
        how_many=sentences.band(now.shown.answers),
        about=sentences.about(now.shown, names, most=sentences.MOST_NAMED),
        why_not=sentences.why_not(now),
        changed=sentences.changed(told_before, before, names),
        scale=scale,
        chart=chart,
    )


def _causes(newest: CheckIn | None, made: Sequence[CheckIn]) -> dict[str, Any]:
    """Return what is said of the causes: of the newest check-in in full, and of each earlier one a line."""
    opened = [each for each in reversed(made) if not each.was_destroyed]
    found = figures.causes(opened)
    causes = found.get(newest.sprint, {}) if newest else {}
    return {
        "causes": [sentences.cause_in_words(word, said, newest.k) for word, said in causes.items()] if newest else [],
        "causes_before": [(each.sprint, sentences.causes_in_a_line(found.get(each.sprint))) for each in opened[1:]],
    }


def _described(asked: str, item: Item | None) -> dict[str, Any]:
    """Return a question in words, with its source; its key where nobody knows its words any more."""
    key, _space, version = asked.rpartition(" ")
    url = reverse("checkins:question_figures", args=[key, version])
    return {"name": item.question if item else key, "item": item, "question_url": url}
