"""People's parts of the start page: what waits for me, and what an administrator does first."""

from collections.abc import Sequence
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people import queries
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Grant
from groundswell.people.waiting import asks_for, attention_now
from groundswell.web.access import Access, Visitor
from groundswell.web.ports import Figure, Line, Panel


class WaitingPanel:
    """How much waits for me, when anything does."""

    order = 5

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the number of asks and their minutes."""
        asks = asks_for(cast("Person", visitor))
        if not asks:
            return None
        minutes = attention_now(asks).asked
        takes = ngettext("%(minutes)d minute in all", "%(minutes)d minutes in all", minutes) % {"minutes": minutes}
        figure = Figure(_("to confirm"), len(asks), url=reverse("waiting"), note=takes)
        return Panel(_("What waits for me"), figures=(figure,))


class FirstStepsPanel:
    """What is missing before people can say something, for whoever can put it right."""

    order = 1

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the steps that are left, or None."""
        if not visitor.may_open(Access.ADMINISTRATOR):
            return None
        lines = tuple(first_steps())
        return Panel(_("What to do first"), lines=lines) if lines else None


class EmptyHouse:
    """What whoever opens an installation of nobody reads."""

    def notice(self) -> str:
        """Return what to do before anybody can sign in, or nothing."""
        if queries.somebody_administers():
            return ""
        sentence = (
            _(
                "Nobody looks after the organisation yet. On the machine that Groundswell runs on, type: %(command)s "
                "(with the same --data as serve, where you named one)"
            )
            if Person.objects.exists()
            else _(
                "Nobody can sign in yet. On the machine that Groundswell runs on, begin with: %(command)s (with the "
                "same --data as serve, where you named one). Then sign in here."
            )
        )
        return sentence % {"command": "groundswell people add YOU@EXAMPLE.ORG --name YOU --role administrator"}


def first_steps() -> Sequence[Line]:
    """Return what an installation still needs, in the order in which one would do it."""
    here = {reader.grant for reader in queries.readers_today()}
    steps = [
        (
            not queries.is_founded(),
            Line(
                _("Name the organisation"),
                about=_("Until it has a name, no weekly letter goes out."),
                act_words=_("Name it"),
                act_url=reverse("choices"),
            ),
        ),
        (
            queries.active_people().count() < 2,  # noqa: PLR2004 - somebody besides the one who reads this
            Line(_("Bring in your people"), act_words=_("Bring in a list"), act_url=reverse("import_people")),
        ),
        (
            Grant.ADVOCATE not in here,
            _give(_("Say who is the advocate"), _("Who reads what people say, and answers.")),
        ),
        (
            Grant.ALTERNATE not in here,
            _give(
                _("Say who is the alternate"),
                _("Who reads what concerns the advocate. Until there are both, nothing is accepted."),
            ),
        ),
        (
            not Cell.objects.exists(),
            Line(_("Open the cells"), act_words=_("Open a cell"), act_url=reverse("open_cell")),
        ),
    ]
    return [line for is_missing, line in steps if is_missing]


def _give(title: str, about: str) -> Line:
    return Line(title, about=about, act_words=_("Choose somebody"), act_url=reverse("organisation"))
