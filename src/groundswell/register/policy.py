"""Who may read and who may write in the register: asked by pages, lists, search, counts, exports and tests alike."""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.people import policy as people_policy
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import READING, Audience, Grant, ancestors
from groundswell.register.models import Item, Perspective


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
    """Tell whether somebody may write an item's structured fields: an advocate, or an alternate who wrote it down."""
    if reading.person is None or not may_read(reading, item):
        return False
    return reading.is_advocate or (reading.is_reader and item.written_by_id == reading.person.id)


def may_take_part(reading: Reading, item: Item) -> bool:
    """Tell whether somebody may say "me too", or add an idea or a view of their own."""
    return reading.person is not None and may_read(reading, item)


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
    names = [each.person.name for each in people.readers_today() if each.grant is Grant.ADVOCATE]
    return _("the advocates (%(names)s)") % {"names": ", ".join(names)} if names else _("the advocates")


def _cells_served_by(person: Person) -> tuple[set[object], bool]:
    """Return the cells that an advocate serves, those inside them too, and whether that is the whole organisation."""
    parents: dict[object, object | None] = dict(people.parents_of_cells().items())
    held = [each for each in people.readers_today() if each.person == person and each.grant is Grant.ADVOCATE]
    if any(each.is_organisation_wide for each in held):
        return set(parents), True
    served: set[object] = {cell for each in held for cell in each.cells}
    return served | {cell for cell in parents if not served.isdisjoint(ancestors(cell, parents))}, False
