"""What the register asks of members, what it offers for a voice, and what search may show of it."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.people.rules import Audience
from groundswell.register import actions, policy, sentences
from groundswell.register.actions.searching import CONTEXT
from groundswell.register.models import MeToo, Perspective
from groundswell.register.queries import concern as queries
from groundswell.register.queries import lists
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.items import items_among
from groundswell.register.rules.concerns import ENDED, State
from groundswell.register.rules.perspectives import Standing, mark_of
from groundswell.register.tags import tag_of
from groundswell.voices.desk.ports import Offer
from groundswell.voices.ports import OpenConcern
from groundswell.web.access import Visitor

_MOST_OFFERED = 100


class Counting:
    """The register's open concerns, to be counted into without words."""

    def open_concerns(self, person: Person) -> Sequence[OpenConcern]:
        """Return the open concerns that a person may read and does not say "me too" to, what moved last first."""
        reading = policy.reading_of(person)
        rows = lists.concerns_for(reading).exclude(state__in=ENDED).defer("text")
        found = as_shown(rows.exclude(audience=Audience.ME)[:_MOST_OFFERED], reading)
        tags = {tag_of(concern.id, person.id): concern.id for concern in found}
        said = set(MeToo.objects.filter(tag__in=tags, until=None).values_list("tag", flat=True))
        counted = {tags[tag] for tag in said}
        return [
            OpenConcern(concern.id, concern.title, str(sentences.STATE[State(concern.state)]))
            for concern in found
            if concern.id not in counted
        ]

    def count_me_in(self, person: Person, concern: UUID) -> None:
        """Count a person; raises LookupError for a concern that is not open to them."""
        found = queries.concern_for(policy.reading_of(person), concern)
        if found is None or State(found.state) in ENDED:
            raise LookupError
        actions.say_me_too(by=person, concern=found)


class Waiting:
    """What waits in the register for a member's word: views that are said to be theirs.

    Whether a fix helped, the voices ask, for whatever somebody said with their name.
    """

    name = "register"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return what waits for a person. One query."""
        return list(_views(person))

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer; raises LookupError for what does not wait for this person."""
        if key not in {ask.key for ask in self.asks_for(person)}:
            raise LookupError
        _answer_view(person, UUID(key.partition(".")[0]), choice)


class Findable:
    """The register's word on what search found of it: words whose ground is gone tell nobody that they are there."""

    context = CONTEXT

    def hidden(self, visitor: Visitor, found: Collection[str]) -> Collection[str]:
        """Return the items among these whose words may not be shown now."""
        assert isinstance(visitor, Person)  # noqa: S101 - whoever searches is signed in
        items = as_shown(items_among(found), policy.reading_of(visitor))
        return {str(each.id) for each in items if each.is_withheld}


class VoiceOffers:
    """What can be made of a voice at the desk."""

    def offers_for(self, voice: UUID) -> Sequence[Offer]:
        """Return the ways from a voice into the register. No query."""
        return [
            Offer(_("Make it a concern"), f"{reverse('register:new_concern')}?voice={voice}", key="c"),
            Offer(_("Link it to a concern"), f"{reverse('register:link_voice')}?voice={voice}", key="l"),
        ]


@prepared
def _unconfirmed(given: Given) -> QuerySet[Perspective]:
    views = Perspective.objects.filter(holder=given.holder, standing=Standing.UNCONFIRMED)
    return views.exclude(audience=Audience.ME).order_by("written_on", "id")


def _views(person: Person) -> Iterator[Ask]:
    for view in _unconfirmed(holder=person):
        yield Ask(
            # With other words it is another question, and an answer to the old one is none.
            key=f"{view.id}.{mark_of(view.said)}",
            question=_("Is this your view?"),
            text=view.said,
            choices=(
                ("yes", _("Yes, that is my view")),
                ("named", _("Yes, with my name beside it")),
                ("no", _("No, that is not my view")),
            ),
            url=reverse("register:perspective", args=[view.id]),
        )


def _answer_view(person: Person, view: UUID, choice: str) -> None:
    found = Perspective.objects.get(id=view)
    if choice in {"yes", "named"}:
        actions.confirm_perspective(by=person, view=found, under_my_name=choice == "named")
    elif choice == "no":
        actions.disown_perspective(by=person, view=found)
    else:
        raise LookupError
