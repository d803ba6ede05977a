"""What passages become: the register's items, seen from a thread."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import Q

from groundswell.kit.search import casing
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
from groundswell.register.models import Change, Concern, Idea, Item, Measure, Perspective, Source, Wording
from groundswell.register.models.thread import Passage, Post, Thread
from groundswell.register.policy import Reading
from groundswell.register.queries.ground import as_shown
from groundswell.register.rules import audience as leaving
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
_MOST_LOOKED_THROUGH = 500


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
    return SourceRef(SourceKind(post.thread.source), str(post.id), post.thread.reach)


def release(passage: Passage) -> bool:
    """Undo what marking a passage did: the source, and what the mark made where nothing touched it since.

    Return whether something that a mark made stays, because there is more to it by now.
    """
    item = MODELS[Kind(passage.kind)].objects.filter(id=passage.item_id).first()
    others = Passage.objects.filter(item_id=passage.item_id).exclude(id=passage.id)
    if item is None:
        return False
    if not others.filter(post=passage.post_id).exists():
        Source.objects.filter(item=item.id, source_id=str(passage.post_id)).delete()
    if not passage.became:
        return False
    heir = others.order_by("marked_on", "id").first()
    if heir is not None:
        # Whichever mark goes last takes along what the first one made.
        Passage.objects.filter(id=heir.id).update(became=True)
        return True
    if not _is_untouched(item):
        return True
    about = item.concern if isinstance(item, Perspective | Measure) else None
    _remove(item)
    return about is not None and _let_go(about, passage.post.thread)


def _let_go(concern: Concern, thread: Thread) -> bool:
    """Remove the concern that a thread itself became, with its last mark; return whether it stays with work on it."""
    posts = {str(post) for post in thread.posts.values_list("id", flat=True)}
    sources = set(Source.objects.filter(item=concern.id).values_list("source_id", flat=True))
    is_the_thread = bool(sources) and sources <= posts and not Passage.objects.filter(item_id=concern.id).exists()
    if not is_the_thread or _is_held(concern):
        return False
    if (concern.title, concern.text) != (title_from(thread.title, LONGEST_TITLE), ""):
        return True
    if not _is_untouched(concern, but_for=sources):
        return True
    Source.objects.filter(item=concern.id).delete()
    _remove(concern)
    return False


def _is_held(concern: Concern) -> bool:
    """Tell whether another mark of a view or a measure still needs the concern: then nothing has to be said."""
    views = Perspective.objects.filter(concern=concern).values_list("id", flat=True)
    measures = Measure.objects.filter(concern=concern).values_list("id", flat=True)
    return Passage.objects.filter(item_id__in=[*views, *measures]).exists()


def _remove(item: Item) -> None:
    forget(item)
    Change.objects.filter(item=item.id).delete()
    item.delete()


def lines_of(items: Iterable[tuple[Kind, UUID]], reading: Reading) -> dict[UUID, ItemLine]:
    """Return a line for each of these items that somebody may read; one query a kind."""
    wanted: dict[Kind, set[UUID]] = {}
    for kind, item in items:
        wanted.setdefault(kind, set()).add(item)
    rows = {kind: MODELS[kind].objects.filter(id__in=ids) for kind, ids in wanted.items()}
    return {row.id: _line(row) for found in rows.values() for row in as_shown(policy.visible(found, reading), reading)}


def found(person: Person, kind: Kind, words: str) -> list[ItemLine]:
    """Return the newest items of a kind that this person keeps and that hold all these words."""
    standing = Concern.objects.filter(root=None) if kind is Kind.CONCERN else MODELS[kind].objects.all()
    reading = policy.reading_of(person)
    rows = policy.visible(standing, reading)
    wanted = words.split()[:8]
    for word in wanted:
        # Those of the desk lie closed, and are looked at below.
        rows = rows.filter(_holds(kind, word) | Q(audience__in=leaving.AT_THE_DESK))
    newest = as_shown(rows.order_by(*_ORDER.get(kind, ("-written_on", "id")))[:_MOST_LOOKED_THROUGH], reading)
    holding = (
        row for row in newest if not row.is_withheld and all(word.casefold() in row.said.casefold() for word in wanted)
    )
    return [_line(row) for row in islice(holding, _MOST_FOUND)]


_ORDER = {Kind.CONCERN: ("-moved_on", "id")}
_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CONCERN: ("title", "text"),
    Kind.IDEA: ("title", "text"),
    Kind.PERSPECTIVE: ("position", "conditions"),
    Kind.MEASURE: ("text", "carried_by"),
}


def _holds(kind: Kind, word: str) -> Q:
    one, other = _FIELDS[kind]
    return casing.holds(one, word) | casing.holds(other, word)


def _line(item: Item) -> ItemLine:
    return ItemLine(item.id, item.KIND, item.heading, address_of(item))


def _is_untouched(item: Item, *, but_for: Collection[str] = ()) -> bool:
    """Tell whether an item is still what marking made of it: at the desk, with no history and nothing hanging on it."""
    if item.audience != AT_THE_DESK or Source.objects.filter(item=item.id).exclude(source_id__in=but_for).exists():
        return False
    if Change.objects.filter(item=item.id).count() > 1 or Wording.objects.filter(item=item.id).exists():
        return False
    return not any(
        relation.related_model._default_manager.filter(**{relation.field.name: item}).exists()  # noqa: SLF001 - documented
        for relation in item._meta.related_objects  # noqa: SLF001 - Django's documented access
    )
