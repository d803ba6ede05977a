"""The questions as the page of the plan shows them: by pack, those that are asked first."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.checkins.models import Instrument, Period
from groundswell.checkins.queries.items import asked_before, items_asked
from groundswell.checkins.rules import instruments as rules
from groundswell.checkins.rules.items import Item


@dataclass(frozen=True)
class Questions:
    """One question, or the questions of a pack: switched on and off together."""

    name: str
    items: Sequence[Item]
    note: str
    is_asked: bool
    is_first: bool = False

    @property
    def is_pack(self) -> bool:
        """Tell whether it holds several."""
        return len(self.items) > 1


def packs_of_questions() -> list[Questions]:
    """Return every question in its newest wording, those that are asked first and in their order. One query."""
    newest: dict[str, Instrument] = {}
    for row in Instrument.objects.order_by("key", "version"):
        newest[row.key] = row
    packs: dict[str, list[Instrument]] = {}
    for row in newest.values():
        packs.setdefault(row.pack or row.key, []).append(row)
    ordered = sorted(packs.items(), key=lambda each: (_place(each[1]) == 0, _place(each[1]), each[0]))
    first = ordered[0][0] if ordered else ""
    return [
        Questions(name, [row.item for row in rows], rows[0].note, bool(_place(rows)), is_first=name == first)
        for name, rows in ordered
    ]


def coming(turns: int = 4) -> list[Item]:
    """Return which questions come in the next check-ins if nothing changes. Three queries."""
    items = {each.key: each for each in items_asked()}
    last = Period.objects.order_by("-sprint").values_list("sprint", flat=True).first()
    asked = asked_before(last + 1) if last is not None else []
    return [items[key] for key in rules.coming_items(list(items), asked, turns if items else 0)]


def _place(rows: Sequence[Instrument]) -> int:
    return min((row.place for row in rows if row.place), default=0)
