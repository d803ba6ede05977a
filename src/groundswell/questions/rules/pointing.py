"""Who answered by pointing somewhere: links in what was said, and where they lead."""

import re
from collections.abc import Iterator, Mapping

_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_PARTS_CUT = 2
# https://host has two slashes: it names no thread.
_PARTS_OF_A_HOST = 2


def addresses(text: str) -> Iterator[str]:
    """Yield the addresses in a text, without what closes the sentence after them."""
    for found in _ADDRESS.findall(text):
        yield plain(found.rstrip(".,;:!?"))


def plain(address: str) -> str:
    """Return an address without what leads to a part of the page, or is of the way there."""
    return address.partition("#")[0].partition("?")[0].rstrip("/")


def ways_to(address: str) -> list[str]:
    """Return an address and what it may name a post of (its last one or two parts cut), the longest first."""
    found = [plain(address)]
    for _part in range(_PARTS_CUT):
        found.append(found[-1].rpartition("/")[0])
    return [each for each in found if each.count("/") > _PARTS_OF_A_HOST]


def led_to[Key](address: str, places: Mapping[str, Key]) -> Key | None:
    """Return what an address leads to: itself, or the thread of which it names a post (its last one or two parts)."""
    for _part in range(_PARTS_CUT + 1):
        if address in places:
            return places[address]
        address = address.rpartition("/")[0]
    return None
