"""Sources that need somebody, at the start page of advocates and administrators; the header is full."""

from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.connectors.sources.kinds import KEYS
from groundswell.people import policy
from groundswell.questions.queries import connected
from groundswell.web.access import Access, Visitor
from groundswell.web.ports import Line, Panel

if TYPE_CHECKING:
    from groundswell.people.models import Person


class Sources:
    """How many sources there are outside, and which of them cannot be read."""

    order = 29

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return one line, and one for each source that cannot be read. One query."""
        if not policy.may_open(cast("Person", visitor), Access.ORGANISER):
            return None
        number, broken = connected.broken(KEYS)
        count = ngettext("%(n)d source outside", "%(n)d sources outside", number) % {"n": number}
        lines = [Line(count, url=reverse("sources:sources"))]
        lines += [
            Line(each.name, url=reverse("sources:source", args=[each.id]), state=_("cannot be read"), about=each.fault)
            for each in broken
        ]
        return Panel(_("Questions from outside"), lines=tuple(lines))
