"""What a proposition says: as its draft is now, and as it was published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from groundswell.propositions.models import Part, Proposition, Response, Version
from groundswell.propositions.proposing.closed import mark_of
from groundswell.propositions.proposing.rules import changes
from groundswell.propositions.proposing.rules.changes import Run


@dataclass(frozen=True)
class PartContent:
    """A part as it was published."""

    id: UUID
    place: int
    title: str
    text: str
    cost_hours: str
    time_reference: str
    creates_role: bool
    duties: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def asked_words(self) -> str:
        """Return what somebody is asked about: not where it stands, nor where time is logged."""
        duties = (f"duty {each}" for each in self.duties)
        roles = (f"role {each}" for each in self.roles)
        said = (self.title, self.text, f"cost {self.cost_hours}", f"creates {self.creates_role}", *duties, *roles)
        return "\n".join(said)


@dataclass(frozen=True)
class Content:
    """All that a version says."""

    title: str
    need: str
    decide_by: date | None
    decider: str
    parts: tuple[PartContent, ...]
    # Which answers went out with it: a mark of each, since not everybody may read their words.
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return its titles and texts, and the duties that it names."""
        said = (text for part in self.parts for text in (part.title, part.text, *part.duties))
        return (self.title, self.need, *said)

    @property
    def text(self) -> str:
        """Return all its words as one text."""
        said = (text for part in self.parts for text in (part.title, part.text))
        return "\n\n".join(text for text in (self.title, self.need, *said) if text)

    @property
    def minutes(self) -> int:
        """Return how long reading it takes."""
        return changes.minutes_to_read(changes.word_count(self.text))

    @property
    def word_count(self) -> int:
        """Return how many words it has."""
        return changes.word_count(self.text)

    @property
    def fields(self) -> dict[str, str]:
        """Return its words by what holds them, to be compared."""
        parts = {f"{part.place}. {part.title}": part.text for part in self.parts}
        return {"": f"{self.title}\n\n{self.need}".strip(), **parts}

    @property
    def stored(self) -> dict[str, Any]:
        """Return it as a version keeps it."""
        return {
            "title": self.title,
            "need": self.need,
            "decide_by": self.decide_by.isoformat() if self.decide_by else None,
            "decider": self.decider,
            "parts": [
                {
                    **vars(part),
                    "id": str(part.id),
                    "duties": list(part.duties),
                    "roles": list(part.roles),
                }
                for part in self.parts
            ],
            "answers": dict(self.answers),
        }

    def answered_anew(self, answers: Mapping[str, str]) -> frozenset[UUID]:
        """Return what has another answer than went out with this version, which may be one of before such marks."""
        known = self.answers
        return frozenset(UUID(item) for item, mark in answers.items() if item in known and known[item] != mark)


def content_now(proposition: Proposition) -> Content:
    """Return what the draft says. Four queries."""
    parts = proposition.parts.prefetch_related("roles")
    return Content(
        title=proposition.title,
        need=proposition.need,
        decide_by=proposition.decide_by,
        decider=proposition.decider.name if proposition.decider else "",
        parts=tuple(part_now(part) for part in parts),
        answers=marks_of_answers(Response.objects.filter(proposition=proposition).order_by("item")),
    )


def marks_of_answers(responses: Iterable[Response]) -> dict[str, str]:
    """Return a mark of each answer by the item that it answers: the same as long as nothing of it changes."""
    return {
        str(each.item): mark_of("\n".join(map(str, (each.fate, each.part_id, each.same_as, each.reason)))).hex()
        for each in responses
    }


def content_of(version: Version) -> Content:
    """Return what a version says. No query."""
    stored: dict[str, Any] = version.content
    parts = (
        PartContent(**{**part, "id": UUID(part["id"]), "duties": tuple(part["duties"]), "roles": tuple(part["roles"])})
        for part in stored["parts"]
    )
    day = date.fromisoformat(stored["decide_by"]) if stored["decide_by"] else None
    answers = stored.get("answers", {})
    return Content(stored["title"], stored["need"], day, stored["decider"], tuple(parts), answers)


def newest(proposition: Proposition) -> Version | None:
    """Return the version that everybody reads, or None."""
    return Version.objects.filter(proposition=proposition).select_related("by").order_by("-number").first()


def changes_between(older: Content, newer: Content) -> dict[str, tuple[Run, ...]]:
    """Return what changed from one content to another, word by word."""
    return changes.changed(older.fields, newer.fields)


def part_now(part: Part) -> PartContent:
    """Return what the draft says of a part."""
    return PartContent(
        id=part.id,
        place=part.place,
        title=part.title,
        text=part.text,
        cost_hours="" if part.cost_hours is None else f"{part.cost_hours.normalize():f}",
        time_reference=part.time_reference,
        creates_role=part.creates_role,
        duties=tuple(part.duties),
        roles=tuple(sorted(role.name for role in part.roles.all())),
    )
