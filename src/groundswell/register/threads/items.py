"""What passages become: the register's items, seen from a thread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.actions.checking import SourceRef, require_keeping, require_standing
from groundswell.register.actions.concerns import raise_concern
from groundswell.register.actions.ideas import note_idea
from groundswell.register.actions.measures import note_measure
from groundswell.register.actions.perspectives import note_perspective
from groundswell.register.actions.searching import address_of, forget
from groundswell.register.actions.sources import attach
from groundswell.register.models import Change, Concern, Idea, Item, Measure, Perspective, Source
from groundswell.register.models.thread import Passage, Post
from groundswell.register.rules.audience import leaves_the_desk
from groundswell.register.rules.items import LONGEST_TITLE, Kind, SourceKind
from groundswell.register.threads.rules import title_from

MODELS: dict[Kind, type[Concern | Idea | Perspective | Measure]] = {
    Kind.CONCERN: Concern,
    Kind.IDEA: Idea,
    Kind.PERSPECTIVE: Perspective,
    Kind.MEASURE: Measure,
}
# Marks of one advocate are the work of all of them: what a thread says is no secret between desks.
AT_THE_DESK = Audience.ADVOCATE
_MOST_FOUND = 12


@dataclass(frozen=True)
class ItemLine:
    """An item in one line: what it is called, where it is read, and whether another stands for it."""

    id: UUID
    kind: Kind
    heading: str
    address: str


def make(kind: Kind, *, by: Person, words: str, post: Post, about: Concern | None) -> Item:
    """Make an item of these words; a perspective or a measure is about the concern `about`. Raises Refused."""
    source = [reference(post)]
    title = title_from(words, LONGEST_TITLE)
    text = "" if title == words else words
    if kind is Kind.CONCERN:
        return raise_concern(by=by, title=title, text=text, audience=AT_THE_DESK, sources=source)
    if kind is Kind.IDEA:
        return note_idea(by=by, title=title, text=text, audience=AT_THE_DESK, sources=source)
    concern = about or raise_concern(
        by=by, title=title_from(post.thread.title, LONGEST_TITLE), audience=AT_THE_DESK, sources=source
    )
    if kind is Kind.PERSPECTIVE:
        return note_perspective(by=by, concern=concern, position=words, audience=AT_THE_DESK, sources=source)
    return note_measure(by=by, concern=concern, text=words, audience=AT_THE_DESK, sources=source)


def kept_by(person: Person, kind: Kind, item: UUID) -> Item:
    """Return an item that this person may write on; raises LookupError for any other, and for one that is not there."""
    found = MODELS[kind].objects.filter(id=item).first()
    if found is None or not policy.may_keep(policy.reading_of(person), found):
        raise LookupError
    return found


def concern_kept_by(person: Person, concern: UUID) -> Concern:
    """Return a concern that this person may write on, or the one that stands for it; raises LookupError."""
    kept_by(person, Kind.CONCERN, concern)
    found = Concern.objects.select_related("root").get(id=concern)
    return found.root or found


def support(by: Person, item: Item, post: Post) -> None:
    """Say that an item also came from this post."""
    require_keeping(by, item)
    if isinstance(item, Concern):
        require_standing(item)
    attach(item, [reference(post)], is_in_words=not leaves_the_desk(Audience(item.audience)))


def reference(post: Post) -> SourceRef:
    """Return how the register names a post among the sources of an item."""
    return SourceRef(SourceKind(post.thread.source), str(post.id))


def release(passage: Passage) -> None:
    """Undo what marking a passage did to its item: the source, and the item itself where nothing touched it since."""
    item = MODELS[Kind(passage.kind)].objects.filter(id=passage.item_id).first()
    others = Passage.objects.filter(item_id=passage.item_id).exclude(id=passage.id)
    if item is None:
        return
    if not others.filter(post=passage.post_id).exists():
        Source.objects.filter(item=item.id, source_id=str(passage.post_id)).delete()
    if passage.became and not others.exists() and _is_untouched(item):
        forget(item)
        Change.objects.filter(item=item.id).delete()
        item.delete()


def lines_of(items: Iterable[tuple[Kind, UUID]]) -> dict[UUID, ItemLine]:
    """Return a line for each item; one query a kind."""
    wanted: dict[Kind, set[UUID]] = {}
    for kind, item in items:
        wanted.setdefault(kind, set()).add(item)
    return {row.id: _line(row) for kind, ids in wanted.items() for row in MODELS[kind].objects.filter(id__in=ids)}


def found(person: Person, kind: Kind, words: str) -> list[ItemLine]:
    """Return the newest items of a kind that this person keeps and that hold all these words."""
    standing = Concern.objects.filter(root=None) if kind is Kind.CONCERN else MODELS[kind].objects.all()
    rows = policy.visible(standing, policy.reading_of(person))
    for word in words.split()[:8]:
        rows = rows.filter(_holds(kind, word))
    return [_line(row) for row in rows.order_by(*_ORDER.get(kind, ("-written_on", "id")))[:_MOST_FOUND]]


_ORDER = {Kind.CONCERN: ("-moved_on", "id")}
_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CONCERN: ("title", "text"),
    Kind.IDEA: ("title", "text"),
    Kind.PERSPECTIVE: ("position", "conditions"),
    Kind.MEASURE: ("text", "carried_by"),
}


def _holds(kind: Kind, word: str) -> Q:
    one, other = _FIELDS[kind]
    return Q(**{f"{one}__icontains": word}) | Q(**{f"{other}__icontains": word})


def _line(item: Item) -> ItemLine:
    return ItemLine(item.id, item.KIND, item.heading, address_of(item))


def _is_untouched(item: Item) -> bool:
    """Tell whether an item is still what marking made of it: at the desk, with no history and nothing hanging on it."""
    if item.audience != AT_THE_DESK or Source.objects.filter(item=item.id).exists():
        return False
    if Change.objects.filter(item=item.id).count() > 1:
        return False
    return not any(
        relation.related_model._default_manager.filter(**{relation.field.name: item}).exists()  # noqa: SLF001 - documented
        for relation in item._meta.related_objects  # noqa: SLF001 - Django's documented access
    )
