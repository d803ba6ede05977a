"""The voices behind an item, as the desk sees them."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.forms import FirstReaders
from groundswell.register.models import Concern, Item, Post, Source
from groundswell.register.policy import Reading
from groundswell.register.queries.readers import kept_from, voice_kept_from
from groundswell.register.rules.items import SourceKind
from groundswell.register.threads.queries import address_of, readers_there
from groundswell.register.threads.rules import READABLE
from groundswell.register.views.answering import person_of, reading_of
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk.session import is_marked, unlocked
from groundswell.voices.queries import agreed_by_author
from groundswell.voices.rules import covers

_WIDEST = (Audience.ORGANISATION.value, Audience.PUBLIC.value)


@dataclass(frozen=True)
class Behind:
    """One source of an item, for the desk: its kind, what names it, and where it is read."""

    kind: SourceKind
    id: str
    words: str
    address: str
    # Of what is no voice: who could read it there, in words, and to whom more it could go if they agree.
    readers: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordsBehind:
    """What the author of a voice wrote, beside the form in which it is written anew. Printing it does not show it.

    `is_agreed`: a tidied version, of which the author said that this is what was meant.
    """

    words: str = field(repr=False)
    is_agreed: bool = False


def voice_of(request: HttpRequest) -> UUID | None:
    """Return the voice that a page is asked about: one that this reader's unlocked desk opens, else it is missing."""
    asked = request.GET.get("voice", "")
    if not asked:
        return None
    desk_now = unlocked(request)
    try:
        voice = UUID(asked)
    except ValueError:
        raise Http404 from None
    if desk_now is None or desk.conversation(desk_now, voice) is None:
        raise Http404
    return voice


def first_readers(request: HttpRequest, voice: UUID | None = None, about: Concern | None = None) -> FirstReaders:
    """Return who may read something new at first: its writer, and the advocates where its voice was given to them all.

    What is noted under a concern may draw on the voices behind it. Whoever is no advocate would not see it any
    more, and is not offered it.
    """
    asked = person_of(request)
    alone = (Audience.ME.value, _("only you"))
    is_kept = (voice is not None and voice_kept_from(voice)) or (about is not None and kept_from(about))
    if is_kept or not reading_of(request).is_advocate:
        return [alone]
    return [alone, (Audience.ADVOCATE.value, policy.readers_in_words(Audience.ADVOCATE, person=asked))]


def words_behind(request: HttpRequest, voice: UUID | None) -> list[WordsBehind]:
    """Return what an author wrote, once the desk has opened it (and so counted the reading)."""
    desk_now = unlocked(request)
    if voice is None or desk_now is None:
        return []
    closed = desk.conversation(desk_now, voice)
    if closed is None or not is_marked(request, closed.mark):
        return []
    entries = desk.opened(desk_now, closed).entries
    agreed = agreed_by_author(entries)
    said = (
        WordsBehind(agreed.get(entry.number, entry.text), is_agreed=entry.number in agreed)
        for entry in entries
        if entry.by_author
    )
    return [each for each in said if each.words]


def behind(reading: Reading, item: Item) -> list[Behind]:
    """Return every source of an item, those that can be opened with their address.

    Of what one cell could read, an advocate of others reads that it is there.
    """
    rows = list(Source.objects.filter(item=item.id).order_by("source_kind", "source_id"))
    heard = [row for row in rows if policy.may_hear(reading, row.reach)]
    threads = _threads([row.source_id for row in heard if row.source_kind in READABLE])
    told = readers_there(row.reach for row in rows if not row.is_voice)
    return [
        Behind(
            SourceKind(row.source_kind),
            row.source_id,
            *(_named(row, threads) if row in heard else (_("for those who could read it there"), "")),
            readers="" if row.is_voice else told[row.reach],
            more=() if row.is_voice else _more(row.reach),
        )
        for row in rows
    ]


def _more(reach: str) -> tuple[str, ...]:
    """Return who more than those may read it, if they agree who said it."""
    return tuple(each for each in _WIDEST if reach != each and (not reach or covers(each, reach)))


def _named(row: Source, threads: dict[str, tuple[str, str]]) -> tuple[str, str]:
    if row.is_voice:
        return "", reverse("desk_voice", args=[row.source_id])
    if row.source_id in threads:
        return threads[row.source_id]
    is_address = row.source_id.startswith(("https://", "http://"))
    return row.source_id, row.source_id if is_address else ""


def _threads(posts: list[str]) -> dict[str, tuple[str, str]]:
    """Return, for the posts among these, what names them and where they are read."""
    wanted = [each for each in posts if _is_uuid(each)]
    rows = Post.objects.filter(id__in=wanted).select_related("thread")
    return {
        str(post.id): (
            f"{post.thread.title}, #{post.number}",
            f"{address_of(post.thread_id, post.number)}#post-{post.number}",
        )
        for post in rows
    }


def _is_uuid(written: str) -> bool:
    try:
        UUID(written)
    except ValueError:
        return False
    return True
