"""Lays down the questions that are shipped. A row that is there keeps its words and its place."""

import json
from collections.abc import Iterator
from pathlib import Path

from groundswell.checkins.models import Instrument
from groundswell.checkins.rules.instruments import Shipped, checked

FILES = Path(__file__).parent


def shipped() -> list[Shipped]:
    """Return every question of every file."""
    return [checked(each) for file in sorted(FILES.glob("*.json")) for each in _read(file)]


def lay_down() -> list[str]:
    """Add what is not there yet; return what was added. Another version of a question takes the earlier one's place."""
    known = set(Instrument.objects.values_list("key", "version"))
    fresh = sorted((each for each in shipped() if (each.key, each.version) not in known), key=lambda each: each.version)
    return [_add(each) for each in fresh]


def _add(each: Shipped) -> str:
    earlier = Instrument.objects.filter(key=each.key)
    place = earlier.order_by("place").values_list("place", flat=True).first() if earlier else each.asked or None
    earlier.update(place=None)
    words = {name: value for name, value in vars(each).items() if name != "asked"}
    return str(Instrument.objects.create(**words, place=place))


def _read(file: Path) -> Iterator[Shipped]:
    written = json.loads(file.read_text(encoding="utf-8"))
    about = {name: written[name] for name in ("pack", "asked", "citation", "licence", "note")}
    for item in written["items"]:
        options = tuple((int(value), str(words)) for value, words in item["options"])
        yield Shipped(**about | item | {"options": options})
