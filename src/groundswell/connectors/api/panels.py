"""What keys tell others: where they are made, and that they end with whoever leaves."""

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.api import actions
from groundswell.people.models import Person
from groundswell.web.ports import Line


def line() -> Line:
    """Return the way to one's keys."""
    return Line(
        _("Keys to read by machine"),
        url=reverse("keys"),
        about=_("For your own scripts and reports: they read what you read, and write nothing."),
    )


class Leavers:
    """Ends the keys of whoever leaves."""

    def departed(self, person: Person) -> None:
        """End them all."""
        actions.end_keys_of(person=person)
