"""The register's numbers, where people begin: problems open, being fixed, fixed, and confirmed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.register import policy, sentences
from groundswell.register.models import Wording
from groundswell.register.policy import Reading
from groundswell.register.queries import lists
from groundswell.register.queries.proposals import wordings_on_their_way
from groundswell.register.rules.concerns import headline
from groundswell.voices.desk.ports import DeskPanel
from groundswell.web.access import Visitor
from groundswell.web.ports import Figure, Line, Panel, StartPanel

_MOST_LINES = 5


class Headline(StartPanel):
    """The first numbers on the first page, of what the visitor may read: nothing is counted that they cannot see."""

    order = 0

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the panel of a person."""
        if not isinstance(visitor, Person):
            return None
        return Panel(
            heading=_("What became of what was said"),
            figures=_figures(policy.reading_of(visitor)),
            more_words=_("All concerns"),
            more_url=reverse("register:concerns"),
        )


class DeskNumbers(DeskPanel):
    """The same numbers at the desk, and the words that are on their way out. Locked, it shows the numbers alone."""

    order = 20
    stays_when_locked = True

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel of a reader."""
        reading = policy.reading_of(reader)
        return Panel(
            heading=_("Concerns"),
            figures=_figures(reading),
            lines=_on_their_way(reading) if is_open else (),
            more_words=_("All concerns"),
            more_url=reverse("register:concerns"),
        )


def _figures(reading: Reading) -> tuple[Figure, ...]:
    """Return each number with the way to exactly what it counts, as this reader sees it."""
    counted, address = headline(lists.states_counted(reading)), reverse("register:concerns")
    return tuple(
        Figure(
            sentences.HEADING[heading],
            count,
            url=f"{address}?state={heading}",
            note=sentences.HEADING_NOTE.get(heading, ""),
        )
        for heading, count in counted.items()
    )


def _on_their_way(reading: Reading) -> tuple[Line, ...]:
    """Return the oldest proposals that this reader keeps, each with its next action, and the way to the others."""
    found = wordings_on_their_way(reading)
    lines = [_line(wording, item.heading) for wording, item in found[:_MOST_LINES]]
    if len(found) > _MOST_LINES:
        lines.append(
            Line(
                ngettext("%(count)d more on its way", "%(count)d more on their way", len(found) - _MOST_LINES)
                % {"count": len(found) - _MOST_LINES},
                url=reverse("register:on_their_way"),
            )
        )
    return tuple(lines)


def _line(wording: Wording, title: str) -> Line:
    address = reverse("register:publication", args=[wording.kind, wording.item])
    about = _("its authors are asked") if wording.asked_on else _("details wait for a look")
    return Line(title, url=address, about=about, day=wording.proposed_on, act_words=_("Go on"), act_url=address)
