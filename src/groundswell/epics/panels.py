"""Epics at the desk and on the start page: one line each, as the header is full."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.epics import policy
from groundswell.epics.models import Epic, Hold
from groundswell.epics.queries import epics as queries
from groundswell.people.models import Person
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel

_MOST = 5


class Epics:
    """Where members find the epics: how many there are, and in how many something stands still."""

    order = 21

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return one line. Two queries."""
        del visitor
        epics = Epic.objects.filter(ended_on=None).count()
        held = Hold.objects.filter(until_on=None).values("epic").distinct().count() if epics else 0
        about = ngettext("%(n)d of them is on hold somewhere", "%(n)d of them are on hold somewhere", held) % {
            "n": held
        }
        words = ngettext("%(n)d epic", "%(n)d epics", epics) % {"n": epics}
        line = Line(words, url=reverse("epics:epics"), about=about if held else "")
        return Panel(_("Our work"), lines=(line,))


class DeskEpics:
    """Epics that nobody touched this sprint, and ended ones whose concerns nobody was asked about."""

    order = 26

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel. What a locked desk shows, everybody may read."""
        del is_open
        if not policy.may_plan(reader):
            return None
        silent = [line for line in queries.lines_of(queries.open_epics()) if line.is_silent]
        lines = [
            Line(
                line.epic.name,
                url=reverse("epics:epic", args=[line.epic.id]),
                state=_("no update this sprint"),
                act_words=_("Say how it stands"),
                act_url=reverse("epics:tell", args=[line.epic.id]),
            )
            for line in silent[:_MOST]
        ]
        lines += [
            Line(
                each.name,
                url=reverse("epics:epic", args=[each.id]),
                state=_("ended"),
                about=_("Not everybody behind its concerns was asked whether it helped: mark those as fixed."),
            )
            for each in queries.still_to_ask()[:_MOST]
        ]
        more = reverse("epics:epics")
        return Panel(_("Epics"), lines=tuple(lines), more_words=_("All epics"), more_url=more) if lines else None
