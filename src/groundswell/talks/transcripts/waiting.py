"""What meetings ask of members: whether their words may be read, quoted or played, and whether they do something."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.people.rules import Audience
from groundswell.talks.action_items import actions as action_items
from groundswell.talks.action_items import queries as items
from groundswell.talks.action_items.queries import ItemLine
from groundswell.talks.models import Quote
from groundswell.talks.quotes import actions as quoting
from groundswell.talks.quotes import queries as quotes
from groundswell.talks.quotes.actions import Answer
from groundswell.talks.quotes.forms import NAMED, UNNAMED
from groundswell.talks.quotes.queries import Draft
from groundswell.talks.quotes.rules import Act
from groundswell.talks.quotes.sentences import READERS
from groundswell.talks.transcripts import actions, queries, sentences
from groundswell.talks.transcripts.queries import Room
from groundswell.talks.transcripts.rules import Consent

YES, NO = "yes", "no"


class SpokenWords:
    """Asks whoever spoke in a meeting."""

    name = "meetings"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return what waits for this person."""
        asked = quotes.asked_of(person)
        drafts = quotes.drafts_of(asked)
        return [
            *(ask for room in queries.asked_of(person) for ask in _about_room(room)),
            *(_about_quote(each, drafts[each.id]) for each in asked if each.id in drafts),
            *(_about_item(item) for item in items.asked_of(person)),
        ]

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer. Raises LookupError when it waits no more."""
        if key not in {ask.key for ask in self.asks_for(person)}:
            raise LookupError
        kind, about, *seen = key.split(" ")
        answers = {"words": _answer_words, "recording": _answer_recording, "item": _answer_item}
        if kind == "quote":
            _answer_quote(person, UUID(about), seen[0], choice)
        else:
            answers[kind](person, UUID(about), choice)


def _about_room(room: Room) -> Iterator[Ask]:
    told = {"title": room.title, "day": date_format(room.meeting.held_on, "j F")}
    url = reverse("talks:own_words", args=[room.meeting.id])
    who = _("Who would read them: %(who)s, and nobody else.") % {"who": sentences.readers_of(room)}
    if any(speaker.words == Consent.ASKED for speaker in room.me):
        yield Ask(
            key=f"words {room.meeting.id}",
            question=_("May others read what you said in “%(title)s” on %(day)s?") % told,
            note=f"{who} {_('Without your yes they are not shown. You can take it back at any time.')}",
            choices=(
                (Consent.SHARED, _("Yes, they may be read")),
                (Consent.ALONE, _("Show them to me first")),
                (Consent.REFUSED, _("No")),
            ),
            url=url,
            url_words=_("More about it"),
        )
    if any(speaker.recording == Consent.ASKED for speaker in room.me):
        yield Ask(
            key=f"recording {room.meeting.id}",
            question=_("May the recording of “%(title)s” on %(day)s be shown?") % told,
            note=_("It is shown only while everybody who spoke says yes. You can take yours back at any time."),
            choices=((Consent.SHARED, _("Yes, it may be shown")), (Consent.REFUSED, _("No"))),
            url=url,
            url_words=_("More about it"),
        )


def _about_quote(quote: Quote, draft: Draft) -> Ask:
    told = {"readers": READERS[Audience(quote.readers)]}
    return Ask(
        key=f"quote {quote.id} {bytes(quote.asked or b'').hex()}",
        question=_("May these words of yours be quoted?"),
        text=draft.words,
        note=_("Who would read them: %(readers)s. Without your yes they are not shown.") % told,
        choices=(
            (UNNAMED, _("Yes, without my name")),
            (NAMED, _("Yes, with my name beside it")),
            (Act.ALLOW_A_PARAPHRASE, _("Only in other words")),
            (Act.REFUSE, _("No")),
        ),
        minutes=2,
        url=reverse("talks:quote", args=[quote.id]),
        url_words=_("Change the words first"),
    )


def _about_item(item: ItemLine) -> Ask:
    until = _("Until %(day)s.") % {"day": date_format(item.due_on, "j F")} if item.due_on else ""
    return Ask(
        key=f"item {item.id}",
        question=_("Will you do this?"),
        text=item.text,
        note=f"{until} {_('A no needs no reason; it then stays open, without a name.')}".strip(),
        choices=((YES, _("Yes, I will")), (NO, _("No"))),
    )


def _answer_words(person: Person, meeting: UUID, choice: str) -> None:
    actions.answer_for_words(person=person, meeting=meeting, answer=_consent(choice))


def _answer_recording(person: Person, meeting: UUID, choice: str) -> None:
    actions.answer_for_recording(person=person, meeting=meeting, answer=_consent(choice))


def _consent(choice: str) -> Consent:
    try:
        return Consent(choice)
    except ValueError:
        raise LookupError from None


def _answer_item(person: Person, item: UUID, choice: str) -> None:
    found = items.item_for(person, item)
    if found is None or choice not in {YES, NO}:
        raise LookupError
    (action_items.accept_item if choice == YES else action_items.decline_item)(item=found[0])


def _answer_quote(person: Person, quote: UUID, seen: str, choice: str) -> None:
    found = quotes.quote_for(person, quote)
    acts = {
        UNNAMED: Act.APPROVE,
        NAMED: Act.APPROVE,
        Act.ALLOW_A_PARAPHRASE: Act.ALLOW_A_PARAPHRASE,
        Act.REFUSE: Act.REFUSE,
    }
    if found is None or choice not in acts:
        raise LookupError
    quoting.answer_quote(quote=found[0], answer=Answer(acts[choice], seen, is_named=choice == NAMED))
