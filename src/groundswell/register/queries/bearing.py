"""What bears on concerns, for whoever has to answer all of it: asked each time, and never kept elsewhere."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.actions.searching import address_of
from groundswell.register.models import Bearing, Concern, Evidence, Fit, Idea, Item, Measure, Perspective, Source
from groundswell.register.models.thread import Passage
from groundswell.register.policy import OUTSIDE
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.items import items_among
from groundswell.register.rules.items import Kind
from groundswell.register.rules.perspectives import STANDS, Standing

type Answerable = Item
_EVERYBODY = frozenset({Audience.ORGANISATION.value, Audience.PUBLIC.value})


@dataclass(frozen=True)
class Told:
    """An item as somebody may read it. `is_kept` says that this person may not read its words now."""

    kind: Kind
    id: UUID
    heading: str
    text: str
    url: str
    audience: str
    standing: Standing | None
    conditions: str
    best_case: str
    holder: UUID | None
    is_kept: bool

    @property
    def is_for_everybody(self) -> bool:
        """Whether everybody in the organisation reads it."""
        return self.audience in _EVERYBODY and not self.is_kept

    @property
    def is_confirmed(self) -> bool:
        """Whether the holder of a perspective said that it is theirs."""
        return self.standing in STANDS


@dataclass(frozen=True)
class Known:
    """An entry of the evidence shelf, as it is cited elsewhere."""

    id: UUID
    source: str
    is_unread: bool


def bearing_on(concerns: Collection[UUID]) -> dict[UUID, list[Item]]:
    """Return for each of these concerns itself and all ideas, perspectives and measures on it.

    A merged concern is the one that stands for it, with what hangs on either; a concern that is gone has nothing. The
    private notes of somebody are not among them. Six queries, however many concerns. The words are as they are: show
    them through `told_to`.
    """
    standing = _standing(concerns)
    group = _group({each.id for each in standing.values()})
    hanging: dict[UUID, list[Item]] = {}
    for concern, item in sorted(_hanging(group), key=lambda pair: (pair[1].KIND, pair[1].written_on, str(pair[1].id))):
        hanging.setdefault(group[concern], []).append(item)
    return {linked: [root, *hanging.get(root.id, ())] for linked, root in standing.items()}


def standing_for(concerns: Collection[UUID]) -> dict[UUID, Concern]:
    """Return for each of these concerns the one that stands for it: itself, or what it was merged into."""
    return _standing(concerns)


def told_to(person: Person | None, items: Iterable[Item]) -> dict[UUID, Told]:
    """Return those of these items that somebody may read, as they may read them; nobody reads what is public."""
    listed = list(items)
    reading = OUTSIDE if person is None else policy.reading_of(person)
    as_shown(listed, reading)
    return {
        each.id: _told(each)
        for each in listed
        if policy.may_read(reading, each) or (isinstance(each, Perspective) and policy.may_read_view(reading, each))
    }


def readable_concerns(person: Person, concerns: Collection[UUID]) -> list[UUID]:
    """Return those of these concerns that somebody may read and that are no private notes."""
    rows = policy.visible(Concern.objects.filter(id__in=concerns), policy.reading_of(person))
    return list(rows.exclude(audience=Audience.ME).values_list("id", flat=True))


def evidence_for(person: Person, concerns: Collection[UUID]) -> list[Known]:
    """Return the entries of the shelf that bear on these concerns and that somebody may read. Three queries."""
    group = _group({concern.id for concern in _standing(concerns).values()})
    reading = policy.reading_of(person)
    on_them = Bearing.objects.filter(concern__in=group).values("evidence")
    found = list(policy.visible(Evidence.objects.filter(id__in=on_them), reading))
    as_shown(found, reading)
    return [Known(entry.id, entry.source, entry.is_unread) for entry in sorted(found, key=lambda entry: entry.source)]


def confirmed(items: Iterable[Item]) -> set[UUID]:
    """Return which of these perspectives their holder confirmed, or put into their own words."""
    return {each.id for each in items if isinstance(each, Perspective) and each.standing in STANDS}


def still_there(items: Collection[UUID]) -> set[UUID]:
    """Return which of these items exist."""
    return {each.id for each in items_among(str(item) for item in items)}


def sealed_behind(items: Collection[UUID]) -> list[UUID]:
    """Return the sealed voices behind items."""
    rows = Source.objects.filter(item__in=items, is_sealed=True).values_list("source_id", flat=True).distinct()
    return [UUID(each) for each in rows]


def items_of_voices(voices: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return, for each of these voices, the items behind which it is: of a merged concern the one that stands."""
    pairs = [(UUID(voice), item) for voice, item in _linked(voices=[str(voice) for voice in voices])]
    roots = dict(_merged(items={item for _, item in pairs})) if pairs else {}
    found: dict[UUID, list[UUID]] = {voice: [] for voice in voices}
    for voice, item in pairs:
        found[voice].append(roots.get(item) or item)
    return found


@prepared
def _linked(given: Given) -> QuerySet[Source, tuple[str, UUID]]:
    return Source.objects.filter(source_id__among=given.voices, is_voice=True).values_list("source_id", "item")


@prepared
def _merged(given: Given) -> QuerySet[Concern, tuple[UUID, UUID | None]]:
    return Concern.objects.filter(id__among=given.items).exclude(root=None).values_list("id", "root_id")


def first_mentioned(concerns: Collection[UUID]) -> dict[UUID, date]:
    """Return on which day each concern, or one that it stands for, was first said or written. Three queries."""
    rows = list(Concern.objects.filter(Q(id__in=concerns) | Q(root__in=concerns)).only("id", "root", "written_on"))
    passages = Passage.objects.filter(kind=Kind.CONCERN, item_id__in=[each.id for each in rows])
    said = dict(passages.values_list("item_id").annotate(Min("post__at")))
    found: dict[UUID, date] = {}
    for each in rows:
        day = min(each.written_on, said[each.id].date()) if each.id in said else each.written_on
        for concern in {each.id, each.root_id or each.id} & set(concerns):
            found[concern] = min(found.get(concern, day), day)
    return found


def _standing(concerns: Collection[UUID]) -> dict[UUID, Concern]:
    rows = Concern.objects.filter(id__in=concerns).select_related("root").order_by("written_on", "id")
    return {row.id: _root(row) for row in rows}


def _root(concern: Concern) -> Concern:
    """Return what stands for a concern. A private note stands for nothing that others have to answer."""
    return concern if concern.root is None or concern.root.audience == Audience.ME else concern.root


def _group(roots: Collection[UUID]) -> dict[UUID, UUID]:
    """Return, for these concerns and all that they stand for, which stands for each."""
    rows = Concern.objects.filter(root__in=roots).only("id", "root")
    return {**{each.id: each.root_id or each.id for each in rows}, **{root: root for root in roots}}


def _hanging(concerns: Collection[UUID]) -> Iterator[tuple[UUID, Item]]:
    """Yield what hangs on concerns, each with its concern."""
    fits = Fit.objects.filter(concern__in=concerns).exclude(idea__audience=Audience.ME).select_related("idea")
    # What is written of the fit itself is not asked for here, and opening it takes longer than reading it.
    yield from ((fit.concern_id, fit.idea) for fit in fits.defer("condition", "note", "day", "by"))
    views = Perspective.objects.filter(concern__in=concerns).exclude(audience=Audience.ME)
    yield from ((view.concern_id, view) for view in views)
    measures = Measure.objects.filter(concern__in=concerns).exclude(audience=Audience.ME)
    yield from ((measure.concern_id, measure) for measure in measures)


def _told(item: Item) -> Told:
    view = item if isinstance(item, Perspective) else None
    return Told(
        kind=item.KIND,
        id=item.id,
        heading=item.heading,
        text=_body(item),
        url=address_of(item),
        audience=item.audience_key,
        standing=Standing(view.standing) if view else None,
        conditions=view.conditions if view else "",
        best_case=view.best_case if view else "",
        holder=view.holder_id if view else None,
        is_kept=item.is_withheld,
    )


def _body(item: Item) -> str:
    if isinstance(item, (Concern, Idea)):
        return item.text
    return item.position if isinstance(item, Perspective) else ""
