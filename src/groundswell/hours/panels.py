"""Hours on the start page, in one line since the header is full, and what is left of them at the desk."""

from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.hours import queries, sentences
from groundswell.hours.models import HandOver
from groundswell.hours.rules.amounts import in_hours
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.web.access import Visitor
from groundswell.web.ports import Figure, Line, Panel


class Hours:
    """Where members log an hour, and what somebody is asked to take over."""

    order = 22

    def panel_for(self, visitor: Visitor) -> Panel:
        """Return the panel. Three queries, and one for who plans and for advocates."""
        person = cast("Person", visitor)
        rows = HandOver.objects.filter(taker=person, taken_on=None).select_related("role")
        lines = tuple(
            Line(row.role.name, state=_("you are asked"), act_words=_("Look"), act_url=reverse("hours:transitions"))
            for row in rows
        )
        again = tuple(
            Line(
                _("The second date of %(name)s waits again") % {"name": each.person.name},
                state=_("not confirmed"),
                act_words=_("Look"),
                act_url=reverse("hours:transition", args=[each.id]),
            )
            for each in queries.reopened_for(person)
        )
        mine = Line(_("My hours"), url=reverse("hours:mine"))
        return Panel(_("Our work"), lines=(*lines, *again, *_to_review(person), mine))


class DeskHours:
    """What the reader has left of the month's hours and of each strict limit."""

    order = 6

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel; a locked desk shows nobody's hours. Two queries without hours and limits, at most nine."""
        if not is_open:
            return None
        figures = []
        for each in queries.hours_left(reader, clock.today()):
            name, note = sentences.left(each.subject, each.per, each.against)
            figures.append(Figure(name, in_hours(each.against.left), url=reverse("hours:agreed"), note=note))
        to_review = _to_review(reader)
        if not figures and not to_review:
            return None
        return Panel(
            _("Hours left"), tuple(figures), to_review, more_words=_("Log an hour"), more_url=reverse("hours:mine")
        )


def _to_review(person: Person) -> tuple[Line, ...]:
    return tuple(
        Line(
            _("“%(name)s” is on trial") % {"name": each.name},
            state=_("somebody looks"),
            day=each.review_on,
            act_words=_("Look"),
            act_url=reverse("hours:pilots"),
        )
        for each in queries.pilots_to_review(person)
    )


class Leavers:
    """Whoever leaves takes their wishes along."""

    def departed(self, person: Person) -> None:
        """Take them back, inside the act that ends their access; a role that they took has no taker any more."""
        from groundswell.hours import actions  # noqa: PLC0415 - actions of people and of hours call each other

        actions.forget_leaver(person=person)
        actions.let_takers_go(person=person)
