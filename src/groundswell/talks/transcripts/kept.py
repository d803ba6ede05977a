"""What of meetings is kept: whose keys are needed, and what is lost with the one who keeps them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.talks.action_items import actions as action_items
from groundswell.talks.action_items import queries as items
from groundswell.talks.models import ActionItem, Meeting, Quote, Series, Speaker
from groundswell.talks.quotes.rules import State


class KeysOfMeetings:
    """Says of keys that what they close is still here, so that no sweep destroys them."""

    tables = tuple(each._meta.db_table for each in (Series, Meeting, Speaker, ActionItem, Quote))  # noqa: SLF001 - Django's documented access

    def needed(self, items: Collection[UUID]) -> Collection[UUID]:
        """Return which of these are things of meetings."""
        standing = Quote.objects.exclude(state=State.WITHDRAWN)
        rows = (Series.objects, Meeting.objects, Speaker.objects, ActionItem.objects, standing)
        return {found for each in rows for found in each.filter(id__in=items).values_list("id", flat=True)}


class Leavers:
    """Lets go of what somebody who leaves was asked to do, or had taken on."""

    def departed(self, person: Person) -> None:
        """Leave it to others, without an owner; for the one who keeps it to ask somebody else."""
        for item in items.let_go_of(person):
            action_items.decline_item(item=ActionItem(id=item))


class KeepersFarewell:
    """Says what nobody can do any more for meetings whose keeper goes."""

    def lost_with(self, person: Person) -> Sequence[str]:
        """Return a sentence where somebody keeps meetings. One query."""
        if not Series.objects.filter(kept_by=person).exists():
            return []
        return [
            _(
                "The meetings that %(name)s keeps: nobody else reads what their speakers do not share, names who "
                "spoke, or publishes a quote. What is shared stays, and speakers can still take it back. Another "
                "advocate or alternate can take a name out of them, or destroy what was said, without reading it."
            )
            % {"name": person.name}
        ]
