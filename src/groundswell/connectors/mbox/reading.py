"""Cuts an mbox into its mails, with bounded memory. No mail is looked into here."""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive
from groundswell.connectors.located import Unreadable

_CHUNK = 4 * 2**20
# Of a longer mail only its beginning is read: what follows is an attachment.
LONGEST_MAIL = 8 * 2**20
# A line of a mail may begin with "From " too: here a date, or an address alone, and a head must follow.
_BEGINS = re.compile(
    rb"From (?:[^\n]{0,250}\d\d:\d\d[^\n]{0,60}|[^\s@]{1,200}@[^\s@]{1,200}[ \t]*|-[ \t]*)\n(?=[!-9;-~]+:|>From )"
)


class Raw(NamedTuple):
    """A mail as it lies in the file: the place after it, and its bytes with the line that begins it."""

    end: int
    content: bytes
    is_whole: bool = True


def mails(file: IO[bytes], archive: Archive, name: str = "") -> Iterator[Raw]:
    """Yield all mails of a file; the last one says whether it ends as a mail ends. Raises Unreadable."""
    held, place, is_first = b"", 0, True
    while True:
        chunk = file.read(_CHUNK)
        archive.read += len(chunk)
        held = (held + chunk).replace(b"\r\n", b"\n") if b"\r" in chunk else held + chunk
        if is_first:
            held = held.removeprefix(codecs.BOM_UTF8)
            _require_mbox(held)
            is_first = False
        starts = list(_beginnings(held))
        for start, end in pairwise(starts):
            yield Raw(place + end, held[start : min(end, start + LONGEST_MAIL)])
        if starts and not place and held[: starts[0]].strip():
            why = _("%(name)s: what stands above its first mail was left out: its line “From ” says no moment.")
            archive.faults.append(why % {"name": name})
        if not chunk:
            if not starts and held.strip():
                raise Unreadable(
                    _("No mail was found: each begins with a line “From ”, an address and a moment, then its head.")
                )
            if starts:
                yield Raw(place + len(held), held[starts[-1] :][:LONGEST_MAIL], is_whole=held.endswith(b"\n"))
            return
        if starts:
            place, held = place + starts[-1], held[starts[-1] :]


def _beginnings(held: bytes) -> Iterator[int]:
    """Yield where mails begin: a search for the few bytes costs a hundredth of trying the pattern at every line."""
    if _BEGINS.match(held):
        yield 0
    end = held.find(b"\nFrom ")
    while end >= 0:
        if _BEGINS.match(held, end + 1):
            yield end + 1
        end = held.find(b"\nFrom ", end + 1)


def _require_mbox(held: bytes) -> None:
    beginning = held.lstrip()[:200]
    if beginning.startswith(b"<"):
        raise Unreadable(_("This is a web page, not an mbox."))
    if not beginning.startswith(b"From "):
        raise Unreadable(_('This is no mbox: it does not begin with a line "From ".'))
