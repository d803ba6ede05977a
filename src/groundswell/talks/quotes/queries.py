"""Reads of quotes. What is published is held against the speaker's yes each time it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.talks import closing
from groundswell.talks.models import Meeting, Quote
from groundswell.talks.quotes import rules
from groundswell.talks.quotes.rules import State
from groundswell.talks.transcripts.keeping import is_kept_by_nobody, keeps
from groundswell.voices import sealing
from groundswell.web.access import Access


@dataclass(frozen=True)
class Draft:
    """What was said, where, and the words that would be shown. Printing it shows neither."""

    said: str = field(repr=False)
    words: str = field(repr=False)
    page: int
    place: int
    is_named: bool = False


@dataclass(frozen=True)
class Part:
    """What somebody has to do with a quote: its keeper, its speaker, a reader where nobody keeps it, or none."""

    is_keeper: bool
    is_speaker: bool
    stands_in: bool = False

    @property
    def may_take_down(self) -> bool:
        """Whether they may take it down."""
        return self.is_keeper or self.is_speaker or self.stands_in


def mark_of(quote: Quote, words: str, *, is_named: bool) -> bytes:
    """Return the keyed hash to which a speaker's say about exactly these words, shown so, is bound."""
    about = rules.about(Audience(quote.readers), is_named=is_named, is_paraphrase=quote.is_paraphrase)
    return sealing.mark_of_words(about, quote.id, words)


def may_be_shown(quote: Quote) -> bool:
    """Tell whether a quote may be shown now: published, and in exactly the words that its speaker agreed to."""
    agreed = mark_of(quote, quote.words, is_named=bool(quote.said_by))
    return quote.state == State.PUBLISHED and bytes(quote.agreed or b"") == agreed


def draft_of(quote: Quote) -> Draft | None:
    """Return what is closed of a quote; None once it is gone. One query."""
    content = closing.opened(closing.keys_of([quote.id]), quote.id, quote.body)
    return Draft(**content) if content else None


def drafts_of(quotes: Iterable[Quote]) -> dict[UUID, Draft]:
    """Return what is closed of several quotes. One query."""
    found = [quote for quote in quotes if quote.body]
    keys = closing.keys_of(quote.id for quote in found)
    opened = {quote.id: closing.opened(keys, quote.id, quote.body) for quote in found}
    return {quote: Draft(**content) for quote, content in opened.items() if content}


def part_of(person: Person, quote: Quote) -> Part:
    """Return what somebody has to do with a quote. No query where its meeting is loaded."""
    meeting = quote.speaker.meeting
    return Part(
        is_keeper=keeps(person, meeting.series),
        is_speaker=quote.speaker.tag == closing.tag_of(meeting.id, person.id),
        stands_in=person.may_open(Access.READER) and is_kept_by_nobody(meeting.series),
    )


def quote_for(person: Person, quote: UUID) -> tuple[Quote, Part] | None:
    """Return a quote as somebody may see it: once it was out, everybody; before, its keeper and who was asked."""
    found = _whole().filter(id=quote).first()
    if found is None:
        return None
    part = part_of(person, found)
    is_known = found.published_on is not None or part.is_keeper or (part.is_speaker and _was_asked(found))
    return (found, part) if is_known else None


def published() -> QuerySet[Quote]:
    """Return what is or was published, the newest first; `may_be_shown` has the last word on each."""
    return Quote.objects.filter(published_on__isnull=False).order_by("-published_on", "id")


def public_quotes() -> QuerySet[Quote]:
    """Return what everybody may read, the newest first; `may_be_shown` has the last word on each."""
    return published().filter(state=State.PUBLISHED, readers=Audience.PUBLIC)


def public_quote(quote: UUID) -> Quote | None:
    """Return a quote as somebody outside may see it. None: it was never public, or was taken down."""
    found = public_quotes().filter(id=quote).first()
    return found if found is not None and may_be_shown(found) else None


def kept_by(person: Person, meeting: Meeting | None = None) -> QuerySet[Quote]:
    """Return the quotes on their way that somebody keeps, of one meeting or of all."""
    rows = _whole().filter(speaker__meeting__series__kept_by=person).exclude(state=State.WITHDRAWN)
    return (rows.filter(speaker__meeting=meeting) if meeting else rows).order_by("state", "id")


def asked_of(person: Person) -> list[Quote]:
    """Return the quotes that wait for a speaker's word. Two queries, one where nobody is asked anything."""
    tags = closing.tags_of(person.id, _meetings_asked())
    return [quote for quote in (_asked(tags=tags) if tags else ()) if quote.asked is not None]


@prepared
def _meetings_asked(given: Given) -> QuerySet[Quote, UUID]:
    del given
    return Quote.objects.filter(state=State.ASKED).values_list("speaker__meeting", flat=True).distinct()


@prepared
def _asked(given: Given) -> QuerySet[Quote]:
    return _whole().filter(state=State.ASKED, speaker__tag__among=given.tags).order_by("id")


def own_in(person: Person, meeting: UUID) -> list[Quote]:
    """Return the quotes of what somebody said in a meeting, of which they know. One query."""
    tag = closing.tag_of(meeting, person.id)
    return [quote for quote in _whole().filter(speaker__tag=tag).order_by("id") if _was_asked(quote)]


def _was_asked(quote: Quote) -> bool:
    return quote.state != State.DRAFT and (quote.asked is not None or quote.published_on is not None)


def _own(person: Person, which: Q) -> list[Quote]:
    meetings = Quote.objects.filter(which).values_list("speaker__meeting", flat=True).distinct()
    tags = closing.tags_of(person.id, meetings)
    return list(_whole().filter(which, speaker__tag__in=list(tags)).order_by("id"))


def _whole() -> QuerySet[Quote]:
    return Quote.objects.select_related("speaker__meeting__series__kept_by")
