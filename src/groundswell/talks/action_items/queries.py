"""Reads of action items."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.talks import closing
from groundswell.talks.action_items import rules
from groundswell.talks.action_items.copying import HIDDEN
from groundswell.talks.action_items.rules import Ending, Held, Raised, Standing
from groundswell.talks.models import ActionItem, Meeting
from groundswell.talks.transcripts import queries as transcripts
from groundswell.talks.transcripts.keeping import is_kept_by_nobody, keeps


@dataclass(frozen=True)
class ItemLine:
    """An action item as people read it. Printing it shows no words."""

    id: UUID
    text: str = field(repr=False)
    owner: str = field(repr=False)
    is_mine: bool
    is_accepted: bool
    has_owner_here: bool
    due_on: date | None
    ending: Ending
    ended_on: date | None
    reason: str = field(repr=False)
    standing: Standing = Standing.NEW
    # It repeats words that were taken back: only who keeps the meetings reads it, to write it anew.
    is_hidden: bool = False
    # Nobody keeps these meetings any more, and nobody here has taken it on: whoever reads it may say how it ended.
    is_left: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether somebody here has not answered yet: who, nobody but the keeper reads."""
        return self.is_open and self.has_owner_here and not self.is_accepted

    @property
    def may_be_asked(self) -> bool:
        """Whether its keeper may ask somebody: it is open, and nobody here is asked or has taken it on."""
        return self.is_open and not self.has_owner_here and not self.is_hidden

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.ending == Ending.NONE


def items_at(meeting: Meeting, person: Person) -> list[ItemLine]:
    """Return the items that stand at a meeting, as they are today: carried ones first. Three queries."""
    held = [Held(*row) for row in _in_order(meeting).values_list("id", "held_on")]
    rows = {row.id: row for row in ActionItem.objects.filter(series=meeting.series_id)}
    raised = [Raised(row.id, row.raised_at_id, row.ended_on) for row in rows.values()]
    stands = rules.standings(raised, held, meeting.id)
    is_keeper = keeps(person, meeting.series)
    is_left = not is_keeper and is_kept_by_nobody(meeting.series)
    lines = _lines([rows[item] for item in stands], person, stands, is_keeper=is_keeper, is_left=is_left)
    return sorted(lines, key=lambda line: (_ORDER.index(line.standing), line.due_on or date.max, str(line.id)))


def let_go_of(person: Person) -> list[UUID]:
    """Return what somebody who goes was asked to do, or had taken on, and has not ended. One query."""
    tags = closing.tags_of(person.id, _open())
    return list(ActionItem.objects.filter(tag__in=list(tags)).values_list("id", flat=True))


def own_items(person: Person) -> list[ItemLine]:
    """Return what somebody has to do, what is due first. Three queries."""
    return [line for line in _own(person) if line.is_accepted]


def asked_of(person: Person) -> list[ItemLine]:
    """Return what somebody is asked to do and has not answered; what is hidden, once it is anew. Three queries."""
    return [line for line in _own(person) if not line.is_accepted and not line.is_hidden]


def item_for(person: Person, item: UUID) -> tuple[ActionItem, ItemLine] | None:
    """Return an item for the one who keeps its meetings, or who does it; None for everybody else.

    Where nobody keeps them any more, and nobody here has taken it on, whoever reads its meeting.
    """
    found = ActionItem.objects.select_related("series__kept_by", "raised_at").filter(id=item).first()
    if found is None:
        return None
    is_keeper = keeps(person, found.series)
    is_left = not is_keeper and is_kept_by_nobody(found.series) and _reads(person, found.raised_at_id)
    [line] = _lines([found], person, {}, is_keeper=is_keeper, is_left=is_left)
    may = rules.may_end(is_keeper=is_keeper, is_owner=line.is_mine, is_left=line.is_left)
    return (found, line) if may else None


def _reads(person: Person, meeting: UUID) -> bool:
    return transcripts.room_for(person, meeting) is not None


_ORDER = (Standing.CARRIED, Standing.NEW, Standing.ENDED_SINCE)


def _in_order(meeting: Meeting) -> QuerySet[Meeting]:
    return Meeting.objects.filter(series=meeting.series_id).order_by("held_on", "id")


def _own(person: Person) -> list[ItemLine]:
    tags = closing.tags_of(person.id, _open())
    lines = _lines(_tagged(tags=tags), person, {}) if tags else []
    return sorted(lines, key=lambda line: (line.due_on or date.max, str(line.id)))


@prepared
def _open(given: Given) -> QuerySet[ActionItem, UUID]:
    del given
    return ActionItem.objects.filter(ending=Ending.NONE, tag__isnull=False).values_list("id", flat=True)


@prepared
def _tagged(given: Given) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(ending=Ending.NONE, tag__among=given.tags)


def _lines(
    rows: Iterable[ActionItem],
    person: Person,
    stands: dict[UUID, Standing],
    *,
    is_keeper: bool = False,
    is_left: bool = False,
) -> list[ItemLine]:
    found = list(rows)
    keys = closing.keys_of(row.id for row in found)
    opened = ((row, closing.opened(keys, row.id, row.body) or {}) for row in found)
    lines = [_line(row, content if is_keeper else _shown(content), person, stands) for row, content in opened]
    return [replace(line, is_left=line.is_open and not line.has_owner_here) for line in lines] if is_left else lines


def _shown(content: dict[str, str]) -> dict[str, str]:
    """Return what others than the keeper read of an item: of one that repeats words that were taken back, none."""
    if HIDDEN not in content:
        return content
    return {HIDDEN: content[HIDDEN], "text": _("Its words were taken back. Who keeps the meeting writes it anew.")}


def _line(row: ActionItem, content: dict[str, str], person: Person, stands: dict[UUID, Standing]) -> ItemLine:
    return ItemLine(
        id=row.id,
        text=content.get("text", "…"),
        owner=content.get("owner", ""),
        is_mine=row.tag == closing.tag_of(row.id, person.id),
        is_accepted=row.is_accepted,
        has_owner_here=row.tag is not None,
        due_on=row.due_on,
        ending=Ending(row.ending),
        ended_on=row.ended_on,
        reason=content.get("reason", ""),
        standing=stands.get(row.id, Standing.NEW),
        is_hidden=HIDDEN in content,
    )
