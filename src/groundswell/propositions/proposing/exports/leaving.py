"""What of a proposition may leave: its published words, answers to what those readers read already, bands, decisions.

Nothing of a draft, of the desk, of somebody's words in a review, and no name but the decider's.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.propositions.models import Decision, Proposition, Version
from groundswell.propositions.proposing import sentences
from groundswell.propositions.proposing.queries.pages import PropositionPage, page_for
from groundswell.propositions.proposing.required import Row
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.register.rules.items import Kind

_EVERYBODY = frozenset({Audience.ORGANISATION.value, Audience.PUBLIC.value})
_OUTSIDE = frozenset({Audience.PUBLIC.value})


@dataclass(frozen=True)
class Leaving:
    """A published version with what may go with it. `rows` are answers to what these readers read already."""

    page: PropositionPage
    version: Version
    rows: tuple[Row, ...]

    @property
    def sides(self) -> list[Row]:
        """Return the perspectives among the rows."""
        return [row for row in self.rows if row.told.kind is Kind.PERSPECTIVE]


def leaving(person: Person, proposition: Proposition, *, outside: bool = False) -> Leaving | None:
    """Return what may leave for everybody here, or for everybody outside; None where nothing was published."""
    page = page_for(person, proposition)
    if page.version is None:
        return None
    readers = _OUTSIDE if outside else _EVERYBODY
    rows = [row for row in page.rows if row.response and row.told.audience in readers and not row.told.is_kept]
    return Leaving(page, page.version, tuple(rows))


def text_outside(found: Leaving) -> str:
    """Return all words that people outside would read: the version, decisions, and answers to what is public."""
    decisions = (line.decision for line in found.page.parts if line.decision)
    answers = (f"{row.told.heading}: {row.response.reason}" for row in found.rows if row.response)
    return "\n\n".join((found.page.content.text, *(each.reason for each in decisions), *answers))


def as_data(found: Leaving) -> dict[str, Any]:
    """Return all of it as plain data, with a method card, and the hash of everything before it."""
    content = found.page.content
    data = {
        "title": content.title,
        "need": content.need,
        "version": found.version.number,
        "published_on": found.version.day.isoformat(),
        "parts": [_part(found, part.content.id) for part in found.page.parts],
        "answers": [_answer(row) for row in found.rows],
        "review": _review(found.page),
        "earlier_reviews": [
            {"version": each.last_version, "closed_on": each.closed_on.isoformat(), **each.result}
            for each in found.page.earlier
        ],
        "method": method_card(),
    }
    return {**data, "sha256": hash_of(data)}


def hash_of(content: Mapping[str, Any]) -> str:
    """Return the hash of what leaves, without the hash itself: keys sorted, no blanks."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def method_card() -> list[str]:
    """Return how this came about, in sentences."""
    return [
        str(_("Every concern, idea, perspective and measure on it has an answer; else it is not published.")),
        str(_("So has every idea that members wrote alone in a round that it came of.")),
        str(_("Here stand answers to what the readers of this file may read anyway. There may be others.")),
        str(_("Each member is asked once. A count is written once, at the close, as a number that is surely reached.")),
        str(_("Support is no vote. An objection blocks its part until it is resolved or withdrawn.")),
        str(_("The hash is SHA-256 of everything else in the JSON file, keys sorted, no blanks.")),
    ]


def _part(found: Leaving, part: object) -> dict[str, Any]:
    line = next(each for each in found.page.parts if each.content.id == part)
    content = line.content
    return {
        "number": content.place,
        "title": content.title,
        "text": content.text,
        "cost_hours": content.cost_hours,
        "time_reference": content.time_reference,
        "roles": list(content.roles),
        "decision": _decision(line.decision) if line.decision else None,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": str(sentences.OUTCOME[Outcome(decision.outcome)]),
        "reason": decision.reason,
        "decider": decision.decider.name,
        "decided_on": decision.decided_on.isoformat(),
        "review_on": decision.review_on.isoformat(),
        "transition": decision.transition_at,
    }


def _answer(row: Row) -> dict[str, Any]:
    response = row.response
    assert response is not None  # noqa: S101 - `leaving` takes answered rows alone
    return {
        "kind": row.told.kind.value,
        "what": row.told.heading,
        "answer": str(sentences.FATE[Fate(response.fate)]),
        "same_as": row.same_as.heading if row.same_as and row.same_as.is_for_everybody else "",
        "reason": response.reason,
        "part": response.part.place,
        "best_case": row.told.best_case,
        "condition": row.told.conditions,
        "confirmed": row.told.is_confirmed,
    }


def _review(page: PropositionPage) -> dict[str, Any] | None:
    if page.review is None or page.review.closed_on is None:
        return None
    return {"closed_on": page.review.closed_on.isoformat(), **page.review.result}
