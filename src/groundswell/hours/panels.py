"""Hours on the start page: one line, since the header is full."""

from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.hours.models import HandOver
from groundswell.people.models import Person
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel


class Hours:
    """Where members log an hour, and what somebody is asked to take over."""

    order = 22

    def panel_for(self, visitor: Visitor) -> Panel:
        """Return the panel. One query."""
        person = cast("Person", visitor)
        rows = HandOver.objects.filter(taker=person, taken_on=None).select_related("role")
        lines = tuple(
            Line(row.role.name, state=_("you are asked"), act_words=_("Look"), act_url=reverse("hours:transitions"))
            for row in rows
        )
        mine = Line(_("My hours"), url=reverse("hours:mine"))
        return Panel(_("Our work"), lines=(*lines, mine))


class Leavers:
    """Whoever leaves takes their wishes along."""

    def departed(self, person: Person) -> None:
        """Take them back, inside the act that ends their access."""
        from groundswell.hours import actions  # noqa: PLC0415 - actions of people and of hours call each other

        actions.forget_leaver(person=person)
