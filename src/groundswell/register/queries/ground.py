"""Whether words that are out may still be shown: asked each time they are, for a whole page at once.

What let them out can go without anybody's act: a group shrinks, a letter was never sent, an author says something else.
Then nobody beyond the desk reads the words, from the next page on. Everything here fails closed.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import today_within
from groundswell.people.rules import Audience, ancestors
from groundswell.register import policy
from groundswell.register.models import Item, Source
from groundswell.register.policy import Reading
from groundswell.register.queries.items import is_by_its_holder, whole_items
from groundswell.register.rules import identification
from groundswell.register.rules.audience import leaves_the_desk
from groundswell.register.rules.items import Kind
from groundswell.register.wordings import FIELDS, put_words, said_in, words_of
from groundswell.voices.queries.consents import Claim, refusals
from groundswell.voices.rules import Refusal, covers

_OF_CELL = "cell:"


def as_shown[Shown: Item](items: Iterable[Shown], reading: Reading) -> list[Shown]:
    """Return these items without the words that may not be shown now; whoever keeps an item sees them, to mend it."""
    listed = list(items)
    lost = without_ground(each for each in listed if not policy.keeps_by_role(reading, each))
    kept = policy.not_given(reading, listed)
    for each in listed:
        if each.id in lost or each.id in kept:
            _withhold(each)
    return listed


def without_ground(items: Iterable[Item]) -> dict[UUID, Refusal]:
    """Return which of these items lack what let their words out, and what that is.

    One query where no voice is behind any of them; nine at most (and one for each kind whose words were not loaded),
    however many items.
    """
    out = {each.id: each for each in items if leaves_the_desk(Audience(each.audience))}
    rows = _sources(items=out) if out else []
    behind: dict[UUID, list[UUID]] = {}
    others: dict[UUID, list[str]] = {}
    for item, source, is_voice, reach in rows:
        if is_voice:
            behind.setdefault(item, []).append(UUID(source))
        else:
            others.setdefault(item, []).append(reach)
    whole = _with_all_words([out[item] for item in behind])
    groups = Groups()
    return refusals(
        [_claim(each, behind[each.id], others.get(each.id, [])) for each in whole],
        group_size=lambda claim: groups.smallest(
            claim.words, out[claim.about_id].cell_id, others.get(claim.about_id, [])
        ),
    )


class Groups:
    """Among how many people a reader would look for who said something. Three queries, at the first question."""

    def smallest(self, text: str, cell: UUID | None, reaches: Iterable[str] = ()) -> int:
        """Return the size of the smallest group: a cell that reads the text, stands in it, or said it; else everybody.

        `reaches` are the keys of those to whom what stands behind the text was said, where that was no voice.
        """
        said_in_cells = {UUID(reach.removeprefix(_OF_CELL)) for reach in reaches if reach.startswith(_OF_CELL)}
        standing = {named for named, _name in self._names.standing_in(text)}
        named = standing | said_in_cells | ({cell} if cell else set())
        return min((len(self._members.get(each, ())) for each in named), default=self._everybody)

    @cached_property
    def _names(self) -> identification.Names[tuple[UUID, str]]:
        return identification.Names({each: each[1] for each in people.names_of_cells()})

    @cached_property
    def _everybody(self) -> int:
        return people.active_people().count()

    @cached_property
    def _members(self) -> dict[object, set[UUID]]:
        """Return who belongs to each cell, or to a cell inside it."""
        parents: dict[object, object | None] = dict(people.parents_of_cells().items())
        found: dict[object, set[UUID]] = {}
        held = people.active_people().filter(today_within("memberships__"))
        for person, cell in held.values_list("id", "memberships__cell").order_by():
            for each in [cell, *ancestors(cell, parents)]:
                found.setdefault(each, set()).add(person)
        return found


def _with_all_words(items: Sequence[Item]) -> list[Item]:
    """Return these items with all their words: a list loads their titles alone."""
    lacking: dict[str, list[UUID]] = {}
    for each in items:
        if each.get_deferred_fields():
            lacking.setdefault(each.KIND, []).append(each.id)
    loaded = [each for each in items if not each.get_deferred_fields()]
    for kind, ids in lacking.items():
        loaded += whole_items(Kind(kind), ids)
    return loaded


@prepared
def _sources(given: Given) -> QuerySet[Source, tuple[UUID, str, bool, str]]:
    rows = Source.objects.filter(item__among=given.items, is_in_words=True)
    return rows.values_list("item", "source_id", "is_voice", "reach")


def _claim(item: Item, behind: Sequence[UUID], others: Sequence[str]) -> Claim:
    return Claim(
        about_kind=item.KIND,
        about_id=item.id,
        words=said_in(item.KIND, words_of(item)),
        audience=Audience(item.audience),
        readers=item.audience_key,
        voices=tuple(behind),
        other_sources=sum(covers(reach, item.audience_key) for reach in others),
        is_own=is_by_its_holder(item),
    )


def _withhold(item: Item) -> None:
    """Take the words out of an item, in memory: what stays says that there is something."""
    item.is_withheld = True
    put_words(item, {field.name: "" for field in FIELDS[item.KIND]})
    put_words(item, {FIELDS[item.KIND][0].name: _("These words are not shown now.")})
