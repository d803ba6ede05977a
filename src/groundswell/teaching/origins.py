"""What a piece can come from: only what everybody may read, and decisions made inside, which are opened first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from groundswell.propositions.proposing.queries.decided import Decided, decided_in, decided_lately
from groundswell.register.queries import openly
from groundswell.talks.quotes import queries as quotes
from groundswell.teaching.ports import Gap, Solved, doc_gaps, solved_threads
from groundswell.teaching.rules.pieces import Origin

_MOST = 50
_SHOWN = 90


@dataclass(frozen=True)
class Source:
    """Something that a piece can come from. One that is not public is of the inside, and its story is widened first."""

    origin: Origin
    id: UUID
    title: str
    url: str
    is_public: bool = True

    @property
    def key(self) -> str:
        """Its name in a form and in an address."""
        return f"{self.origin}:{self.id}"


def offered() -> list[Source]:
    """Return what a piece can come from, of each context. Nothing private is among it, for nobody."""
    found: list[Source] = []
    for port in solved_threads:
        found += [_solved(each) for each in port.solved(_MOST)]
    for gaps in doc_gaps:
        found += [_gap(each) for each in gaps.gaps(_MOST)]
    found += [_concern(each) for each in openly.public_concerns(_MOST)]
    found += [_decision(each) for each in decided_lately()]
    return [*found, *_quotes()]


def sources_among(named: Iterable[tuple[Origin, UUID]]) -> dict[tuple[Origin, UUID], Source]:
    """Return those of these things that a piece may come from now: what was closed meanwhile is missing."""
    wanted: dict[Origin, set[UUID]] = {}
    for origin, thing in named:
        wanted.setdefault(origin, set()).add(thing)
    found = [source for origin, things in wanted.items() for source in _among(origin, things)]
    return {(each.origin, each.id): each for each in found}


def source_of(origin: Origin, thing: UUID | None) -> Source | None:
    """Return one of them."""
    return None if thing is None else sources_among([(origin, thing)]).get((origin, thing))


def named_in(key: str) -> tuple[Origin, UUID] | None:
    """Return what a form or an address names; None where it names nothing."""
    origin, _mark, thing = key.partition(":")
    try:
        return (Origin(origin), UUID(thing)) if origin else None
    except ValueError:
        return None


def _among(origin: Origin, things: Collection[UUID]) -> list[Source]:
    if origin is Origin.CONCERN:
        return [_concern(each) for each in openly.public_among(things).values()]
    if origin is Origin.DECISION:
        return [_decision(each) for each in decided_in(things).values()]
    if origin is Origin.TALK:
        return _quotes(things)
    if origin is Origin.QUESTION:
        return [_solved(each) for port in solved_threads for each in _values(port.solved_among(things))]
    return [_gap(each) for port in doc_gaps for each in _values(port.gaps_among(things))]


def _values[Found](found: Mapping[UUID, Found]) -> Iterable[Found]:
    return found.values()


def _concern(concern: openly.Openly) -> Source:
    return Source(Origin.CONCERN, concern.id, concern.heading, concern.url)


def _decision(decided: Decided) -> Source:
    return Source(Origin.DECISION, decided.id, decided.title, decided.url, is_public=False)


def _solved(solved: Solved) -> Source:
    return Source(Origin.QUESTION, solved.id, solved.thread.title, solved.url)


def _gap(gap: Gap) -> Source:
    return Source(Origin.GAP, gap.id, gap.title, gap.url)


def _quotes(wanted: Collection[UUID] | None = None) -> list[Source]:
    rows = quotes.public_quotes()
    rows = rows[:_MOST] if wanted is None else rows.filter(id__in=wanted)
    shown = (each for each in rows if quotes.may_be_shown(each))
    return [
        Source(Origin.TALK, each.id, _cut(each.words), reverse("talks:public_quote", args=[each.id])) for each in shown
    ]


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0]} …"
