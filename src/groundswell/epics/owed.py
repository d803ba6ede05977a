"""What epics tell hours: work that waits for an advocate, and the open tickets of somebody who leaves their cell."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.epics.queries import offers as queries
from groundswell.epics.queries.offers import Held
from groundswell.hours.ports import OpenWork, Waiting
from groundswell.hours.rules.signals import Taken
from groundswell.people.models import Person
from groundswell.people.rules import Sprint

_HALF_HOUR = 30


class TicketsToDo:
    """Tickets that an advocate has taken, and those that are offered to them."""

    def waiting_for(self, advocate: Person) -> Sequence[Waiting]:
        """Return both, in minutes, where there are any. Two queries."""
        had = sum(each.halves for each in queries.held_by(advocate))
        asked = queries.halves_offered_to(advocate)
        found = (
            Waiting(_("tickets taken"), had * _HALF_HOUR, _("what was accepted and is not done")),
            Waiting(_("tickets offered"), asked * _HALF_HOUR, _("offers without an answer")),
        )
        return [each for each in found if each.minutes]


class OpenTickets:
    """Tickets that somebody has and that are not done: they need somebody else when their person leaves a cell."""

    def open_work_of(self, person: Person) -> Sequence[OpenWork]:
        """Return them. Three queries."""
        held = queries.held_by(person)
        offered = queries.names_offered([each.ticket.id for each in held])
        return [_work(each, offered.get(each.ticket.id, [])) for each in held]

    def taken_by(self, person: Person, sprints: Sequence[Sprint]) -> Sequence[Taken]:
        """Return of each sprint the tickets that were taken for it, and those not done at its end. One query."""
        taken = queries.taken_in(person, [each.number for each in sprints])
        return [_taken(taken.get(sprint.number, ()), sprint) for sprint in sprints]

    def reviews_of(self, person: Person, until: date) -> int:
        """Return the minutes of open reviews that were offered before a day, and taken. One query."""
        return queries.halves_to_review(person, until) * _HALF_HOUR


def _taken(tickets: Sequence[queries.Part], sprint: Sprint) -> Taken:
    done = [each.halves for each in tickets if each.done_on is not None and each.done_on <= sprint.last]
    return Taken(
        len(tickets),
        len(tickets) - len(done),
        sum(each.halves for each in tickets) * _HALF_HOUR,
        sum(done) * _HALF_HOUR,
    )


def _work(held: Held, offered: Sequence[str]) -> OpenWork:
    return OpenWork(
        words=held.ticket.title,
        url=reverse("epics:ticket", args=[held.ticket.id]),
        minutes=held.halves * _HALF_HOUR,
        takers=tuple(offered),
    )
