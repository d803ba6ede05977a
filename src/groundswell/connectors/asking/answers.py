"""An answer of a service, and what stands in it."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.plain import tidy

_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_LOOKED_AT = 4000
_NOT_MODIFIED = 304
_LINK = re.compile(r'<([^>]+)>\s*;[^,]*?\brel="?([a-z]+)"?')


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `headers` have small names; `origin` is who answered."""

    status: int
    headers: dict[str, str]
    body: bytes
    origin: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing changed since the mark (ETag) that was asked with."""
        return self.status == _NOT_MODIFIED

    @property
    def mark(self) -> str:
        """The ETag, to ask with the next time."""
        return self.headers.get("etag", "")

    def json(self) -> Any:  # noqa: ANN401 - JSON is anything, and is looked at where it is read
        """Return the JSON. Raises Unanswered: an error page with a good status is still an error."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Unanswered(Why.STRANGE, self._strange(), status=self.status) from None

    def link(self, relation: str) -> str:
        """Return the address that the header Link names for a relation ("next"), or "" (RFC 8288)."""
        found: dict[str, str] = {name: address for address, name in _LINK.findall(self.headers.get("link", ""))}
        return found.get(relation, "")

    def _strange(self) -> str:
        told = {"origin": self.origin, "kind": self.headers.get("content-type", "").partition(";")[0] or "?"}
        if not self.body.strip():
            return _("%(origin)s answered with nothing at all. Nothing was changed here.") % told
        page = _TITLE.search(self.body[:_LOOKED_AT].decode("utf-8", "replace"))
        if page or b"<html" in self.body[:_LOOKED_AT].lower():
            words = _(
                "%(origin)s answered with a page (“%(title)s”) where data was expected: it may be in maintenance, or "
                "something before it asks to sign in. Nothing was changed here."
            )
            return words % (told | {"title": tidy(page[1])[:100] if page else "?"})
        words = _("%(origin)s answered with %(kind)s that is no JSON, or only a part of it. Nothing was changed here.")
        return words % told
