"""Evidence on the start page: one line, since the header is full."""

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.evidence import sentences
from groundswell.evidence.rules.periods import month_with
from groundswell.kit import clock
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel


class Evidence:
    """Where everybody finds what changed, and how sure that is."""

    order = 22

    def panel_for(self, visitor: Visitor) -> Panel:
        """Return the panel. No query."""
        del visitor
        month = month_with(clock.today())
        url = reverse("evidence:period", args=[month.key])
        line = Line(_("What changed, and how sure"), url=url, about=sentences.name_of(month))
        return Panel(_("Our work"), lines=(line,))
