"""What a machine is told: the same as its person reads on the pages, as plain data."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from groundswell.checkins.queries import machine as checkins
from groundswell.people.models import Person
from groundswell.propositions.proposing.queries import readable as propositions
from groundswell.questions.queries import queue
from groundswell.questions.rules.lists import ANY, Lists
from groundswell.register.queries import readable as register
from groundswell.register.queries.lists import ConcernLine

A_PAGE = 25


def concerns(person: Person, page: int) -> dict[str, Any]:
    """Return a page of concerns; one past the last is empty."""
    found = register.concerns_off_the_desk(person, page)
    return {"items": [_concern(line) for line in found.lines], "total": found.total, "pages": found.pages, "page": page}


def concern(person: Person, concern_id: UUID) -> dict[str, Any] | None:
    """Return one concern with its text, or None."""
    line = register.concern_off_the_desk(person, concern_id)
    return {**_concern(line), "text": line.concern.text} if line is not None else None


def all_propositions(person: Person, page: int) -> dict[str, Any]:
    """Return a page of published propositions."""
    lines = propositions.published_lines(person)
    return _paged([_proposition(line) for line in lines], page)


def proposition(person: Person, proposition_id: UUID) -> dict[str, Any] | None:
    """Return one published proposition with what can be taken along of it, or None."""
    told = propositions.published_data(person, proposition_id)
    if told is None:
        return None
    return {"id": proposition_id, "url": _address("propositions:proposition", proposition_id), "content": told}


def decisions(page: int) -> dict[str, Any]:
    """Return a page of decisions on published parts."""
    return _paged([_decision(each) for each in propositions.published_decisions()], page)


def questions(person: Person, which: Lists, page: int) -> dict[str, Any]:
    """Return a page of a list of the queue; one past the last is empty. Two queries, and those of who reads."""
    items, has_more = queue.page_of(which, ANY, page, person)
    return {"items": [_question(each) for each in items], "page": page, "more": has_more}


def check_ins() -> dict[str, Any]:
    """Return every published figure, and how it was made."""
    return checkins.published_figures()


def _paged(items: list[dict[str, Any]], page: int) -> dict[str, Any]:
    begin = (page - 1) * A_PAGE
    pages = max(1, -(-len(items) // A_PAGE))
    return {"items": items[begin : begin + A_PAGE], "total": len(items), "pages": pages, "page": page}


def _concern(line: ConcernLine) -> dict[str, Any]:
    found = line.concern
    return {
        "id": found.id,
        "title": found.title,
        "state": found.state,
        "stuck": found.stuck,
        "themes": list(line.themes),
        "audience": found.audience,
        "me_too": line.me_too.value,
        "moved_on": found.moved_on,
        "url": _address("register:concern", found.id),
    }


def _proposition(line: Any) -> dict[str, Any]:  # noqa: ANN401 - a line of another context's list
    return {
        "id": line.proposition.id,
        "title": line.title,
        "step": line.step,
        "is_overdue": line.is_overdue,
        "url": _address("propositions:proposition", line.proposition.id),
    }


def _decision(each: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of another context
    return {
        "id": each.id,
        "proposition": each.part.proposition_id,
        "part": each.part.title,
        "outcome": each.outcome,
        "reason": each.reason,
        "decider": each.decider.name,
        "decided_on": each.decided_on,
        "review_on": each.review_on,
        "url": _address("propositions:proposition", each.part.proposition_id),
    }


def _question(each: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of another context
    return {
        "id": each.id,
        "title": each.title,
        "source": each.source.name,
        "state": each.state,
        "work": each.work,
        "labels": each.labels,
        "asked_at": each.opened_at,
        "first_reply_at": each.first_reply_at,
        "resolved_at": each.resolved_at,
        "address": each.address,
        "url": _address("questions:item", each.id),
    }


def _address(route: str, about: UUID | int) -> str:
    return f"{settings.BASE_URL}{reverse(route, args=[about]).removeprefix(settings.FORCE_SCRIPT_NAME or '')}"
