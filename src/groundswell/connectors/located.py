"""Foreign JSON that knows where it is: whatever is wrong with it becomes one sentence with its place."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from django.utils.translation import gettext as _

from groundswell.connectors.plain import tidy

LARGEST = 50 * 1024 * 1024


class Unreadable(Exception):
    """A source cannot be read. The message is sentences for the person who chose it."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"{why} {_('Nothing was imported.')}")


@dataclass(frozen=True)
class Located:
    """A JSON object, and the path of keys that leads to it."""

    value: dict[str, Any]
    path: str = ""

    def mapping(self, key: str) -> Self:
        """Return an object inside this one."""
        return type(self)(
            self._needed(key, lambda found: isinstance(found, dict), _("is not an object")), self._path(key)
        )

    def rows(self, key: str) -> list[Self]:
        """Return a list of objects inside this one."""
        found = self._needed(key, lambda found: isinstance(found, list), _("is not a list"))
        places = [f"{self._path(key)}[{place}]" for place in range(len(found))]
        for place, row in zip(places, found, strict=True):
            if not isinstance(row, dict):
                raise _refusal(place, _("is not an object"))
        return [type(self)(row, place) for place, row in zip(places, found, strict=True)]

    def identity(self, key: str) -> str:
        """Return a number or a word that names this object at its source, as text."""
        return str(self._needed(key, _is_identity, _("is neither a number nor a name")))

    def whole(self, key: str) -> int:
        """Return a whole number from 1 to two thousand million."""
        found: int = self._needed(key, _is_whole, _("is not a whole number above 0"))
        return found

    def name(self, key: str, longest: int) -> str:
        """Return one line of words, cut to `longest` characters."""
        found = self._needed(key, lambda found: isinstance(found, str), _("is not text"))
        line = " ".join(tidy(found).split())
        if not line:
            raise _refusal(self._path(key), _("is empty"))
        return line[:longest]

    def text(self, key: str) -> str | None:
        """Return text as it is, or None when it is absent or null."""
        if self.value.get(key) is None:
            return None
        found: str = self._needed(key, lambda found: isinstance(found, str), _("is not text"))
        return found

    def moment(self, key: str) -> datetime:
        """Return a point in time, in UTC; one without a zone is taken as UTC."""
        found = self._needed(key, lambda found: isinstance(found, str), _("is not a time"))
        try:
            moment = datetime.fromisoformat(found)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise _refusal(self._path(key), _("is not a time: %(found)s") % {"found": repr(tidy(found)[:40])}) from None

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _needed(self, key: str, is_right: Callable[[object], bool], fault: str) -> Any:  # noqa: ANN401 - JSON is of any type
        if key not in self.value:
            raise _refusal(self._path(key), _("is missing"))
        if not is_right(self.value[key]):
            raise _refusal(self._path(key), fault)
        return self.value[key]


def _refusal(path: str, fault: str) -> Unreadable:
    return Unreadable(f"{path} {fault}.")


def _is_whole(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and 0 < found < 2**31


def _is_identity(found: object) -> bool:
    if isinstance(found, str):
        return re.fullmatch(r"[\w.:-]{1,64}", found) is not None
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**63


def load(content: bytes) -> object:
    """Return what a JSON file holds; raise `Unreadable` with line and column where it breaks off."""
    text = decoded(content)
    if not text.strip():
        raise Unreadable(_("This file is empty."))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(_broken(text, error)) from None
    except RecursionError:
        raise Unreadable(_("This file is nested too deeply to be read.")) from None
    except ValueError:
        raise Unreadable(_("This file holds a number too long to be read.")) from None


def decoded(content: bytes, *, most: int = LARGEST) -> str:
    """Return the text of a file of at most so many bytes; raise `Unreadable` with the place of what is no text."""
    if len(content) > most:
        raise Unreadable(_("This file is larger than %(most)s: is it the right one?") % {"most": _size(most)})
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(_("This file is written in UTF-16. Save it as UTF-8 and import it again."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_undecodable(content, error)) from None


def _size(count: int) -> str:
    return f"{count // 2**20} MB" if count >= 2**20 else f"{count // 2**10} KB"


def _undecodable(content: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data":
        return _("This file is cut off in the middle of a character. Download it once more.")
    before = content[: error.start].decode("utf-8-sig", "replace")
    where = _where(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return _("This file is not UTF-8: %(where)s holds a byte that is no text.") % {"where": where}


def _broken(text: str, error: json.JSONDecodeError) -> str:
    where = _where(error.lineno, error.colno)
    if text.lstrip().startswith("<"):
        return _("This is a web page, not JSON.")
    # An unfinished string is reported where it begins; every other cut, where the file ends.
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return _("This file is cut off: it ends inside the value at %(where)s. Download it once more.") % {
            "where": where
        }
    return _("This file is not valid JSON: %(fault)s at %(where)s.") % {"fault": error.msg.lower(), "where": where}


def _where(line: int, column: int) -> str:
    return _("line %(line)s, column %(column)s") % {"line": line, "column": column}
