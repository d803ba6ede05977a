"""Who may read and who may write in the register: asked by pages, lists, search, counts, exports and tests alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.kit.once import once_a_page
from groundswell.people import policy as people_policy
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import READING, Audience, Grant, ancestors
from groundswell.register.models import Item, Perspective, Source
from groundswell.register.rules.audience import rests_on_what_was_kept
from groundswell.voices import queries as voices

OF_CELL = "cell:"


@dataclass(frozen=True)
class Reading:
    """What somebody may read; nobody in particular reads what is public."""

    person: Person | None
    keys: frozenset[str]
    is_advocate: bool = False
    is_reader: bool = False
    # An advocate of the whole organisation: everything but the drafts of others.
    reads_every_cell: bool = False

    @property
    def at_the_desk(self) -> bool:
        """Whether this is an advocate or an alternate, who write the structured fields."""
        return self.is_advocate or self.is_reader


OUTSIDE = Reading(None, frozenset({Audience.PUBLIC.value}))


@once_a_page
def reading_of(person: Person | None) -> Reading:
    """Return what somebody may read today. An advocate reads the cells that they serve, besides what members read."""
    if person is None:
        return OUTSIDE
    grants = people_policy.grants_of(person)
    keys = people_policy.audiences_of(person)
    is_advocate, is_wide = Grant.ADVOCATE in grants, False
    if is_advocate:
        cells, is_wide = _cells_served_by(person)
        keys |= {f"cell:{cell}" for cell in cells}
    return Reading(person, frozenset(keys), is_advocate, not READING.isdisjoint(grants), is_wide)


def visible[Row: Model](rows: QuerySet[Row], reading: Reading) -> QuerySet[Row]:
    """Return those of these items that somebody may read."""
    if reading.reads_every_cell and reading.person is not None:
        # Said without naming hundreds of cells: the same rows, found in a third of the time.
        return rows.exclude(Q(audience_key__startswith="person:") & ~Q(audience_key=f"person:{reading.person.id}"))
    return rows.filter(audience_key__in=sorted(reading.keys))


def may_read(reading: Reading, item: Item) -> bool:
    """Tell whether somebody may read an item."""
    return item.audience_key in reading.keys


def may_read_view(reading: Reading, view: Perspective) -> bool:
    """Tell whether somebody may read a view: its holder may as soon as it is no draft, to confirm or correct it."""
    is_mine = reading.person is not None and view.holder_id == reading.person.id
    return may_read(reading, view) or (is_mine and view.audience != Audience.ME)


def may_keep(reading: Reading, item: Item) -> bool:
    """Tell whether somebody may write an item's structured fields: an advocate, or an alternate who wrote it down.

    Not an advocate to whom a voice behind an item of the desk was not given: see `not_given`. Two queries at most.
    """
    return keeps_by_role(reading, item) and not not_given(reading, [item])


def keeps_by_role(reading: Reading, item: Item) -> bool:
    """Tell whether somebody's role lets them write an item's structured fields, whatever stands behind it."""
    if reading.person is None or not may_read(reading, item):
        return False
    return reading.is_advocate or (reading.is_reader and item.written_by_id == reading.person.id)


def not_given(reading: Reading, items: Iterable[Item]) -> set[UUID]:
    """Return those of these items whose words the desk keeps from this advocate. Two queries, however many items.

    Advocates come and go, and a voice is given to those whom its author was shown. What was written from it, and waits
    at the desk, is read by them and by its writer alone: nobody comes to it by becoming an advocate later. Nor does an
    advocate of other cells come to what was written from words that one cell read.
    """
    if reading.person is None or not reading.is_advocate:
        return set()
    me = reading.person.id
    asked = [each.id for each in items if each.audience == Audience.ADVOCATE and not _is_of(me, each)]
    rows = _said_to_some(asked) if asked else ()
    behind: dict[UUID, set[UUID]] = {}
    elsewhere = set()
    for item, source, is_sealed, reach in rows:
        if is_sealed:
            behind.setdefault(item, set()).add(UUID(source))
        elif not may_hear(reading, reach):
            elsewhere.add(item)
    readers = voices.people_reading(set().union(*behind.values())) if behind else {}
    return elsewhere | {
        item
        for item, said in behind.items()
        if rests_on_what_was_kept(me, [readers.get(each, frozenset()) for each in said])
    }


def may_hear(reading: Reading, reach: str) -> bool:
    """Tell whether somebody may read at the desk what was said elsewhere; `reach` is who could read it there.

    The advocates share what is told to nobody, or to everybody. What one cell could read, its own advocates read.
    """
    return reading.reads_every_cell or not reach.startswith(OF_CELL) or reach in reading.keys


def _said_to_some(items: Collection[UUID]) -> QuerySet[Source, tuple[UUID, str, bool, str]]:
    some = Q(is_sealed=True) | Q(reach__startswith=OF_CELL)
    return Source.objects.filter(some, item__in=items).values_list("item", "source_id", "is_sealed", "reach")


def may_take_part(reading: Reading, item: Item) -> bool:
    """Tell whether somebody may say "me too", or add an idea or a view of their own."""
    return reading.person is not None and may_read(reading, item)


def _is_of(person: UUID, item: Item) -> bool:
    return person in {item.written_by_id, getattr(item, "holder_id", None)}


def advocates() -> dict[UUID, str]:
    """Return who reads "the advocates" today, by name."""
    return {each.person.id: each.person.name for each in people.readers_today() if each.grant is Grant.ADVOCATE}


def readers_in_words(audience: Audience, *, cell: Cell | None = None, person: Person | None = None) -> str:
    """Return who can read something with this audience, in words. `person` is its writer, who alone reads "me"."""
    if audience is Audience.ME:
        return person.name if person else ""
    if audience is Audience.ADVOCATE:
        return _advocates()
    if audience is Audience.CELL and cell is not None:
        return _("everyone in %(cell)s, and %(advocates)s") % {"cell": cell.name, "advocates": _advocates()}
    if audience is Audience.PUBLIC:
        return _("everybody, also outside the organisation")
    return _("everyone in the organisation")


def _advocates() -> str:
    names = list(advocates().values())
    return _("the advocates (%(names)s)") % {"names": ", ".join(names)} if names else _("the advocates")


def _cells_served_by(person: Person) -> tuple[set[object], bool]:
    """Return the cells that an advocate serves, those inside them too, and whether that is the whole organisation."""
    parents: dict[object, object | None] = dict(people.parents_of_cells().items())
    held = [each for each in people.readers_today() if each.person == person and each.grant is Grant.ADVOCATE]
    if any(each.is_organisation_wide for each in held):
        return set(parents), True
    served: set[object] = {cell for each in held for cell in each.cells}
    return served | {cell for cell in parents if not served.isdisjoint(ancestors(cell, parents))}, False
