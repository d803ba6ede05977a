"""Which concern a question is a case of, for those who may read that concern."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.questions.models import Item
from groundswell.questions.queries.readers import readable_by
from groundswell.register.queries import bearing, lists
from groundswell.register.queries.bearing import Told


def concern_of(person: Person, item: Item) -> Told | None:
    """Return the concern of a question; None where there is none, or where this person may not read it."""
    if item.concern is None:
        return None
    told = bearing.told_to(person, bearing.standing_for([item.concern]).values())
    return next(iter(told.values()), None)


class CasesOutside:
    """Questions that somebody said are cases of a concern, for the page of that concern."""

    def cases_of(self, concern: UUID, person: Person) -> Sequence[tuple[str, str]]:
        """Return what each is called now, and its page, of those that this person may read. One query."""
        rows = Item.objects.filter(readable_by(person), concern=concern, gone_at=None, opened_at__isnull=False)
        told = rows.order_by("opened_at", "id").values_list("id", "title")
        return [
            (title or _("A question without its words"), reverse("questions:item", args=[key])) for key, title in told
        ]


def concerns_to_link(person: Person) -> Sequence[tuple[UUID, str]]:
    """Return the concerns that an advocate may link a question to."""
    readable = bearing.told_to(person, lists.concerns_read_by(person)).values()
    return [(each.id, each.heading) for each in readable]


def chosen(keys: Collection[str]) -> list[Item]:
    """Return the questions with these ids, in the order in which they were asked; what is no id names nothing."""
    ids = [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 12]  # noqa: PLR2004 - digits
    rows = Item.objects.filter(id__in=ids, gone_at=None, opened_at__isnull=False)
    return list(rows.order_by("opened_at", "id").select_related("source"))
