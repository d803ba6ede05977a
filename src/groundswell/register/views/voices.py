"""The voices behind an item, as the desk sees them."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from groundswell.register.models import Item, Post, Source
from groundswell.register.rules.items import SourceKind
from groundswell.voices.desk import queries as desk
from groundswell.voices.desk.session import is_marked, unlocked


@dataclass(frozen=True)
class Behind:
    """One source of an item, for the desk: its kind, what names it, and where it is read."""

    kind: SourceKind
    id: str
    words: str
    address: str


@dataclass(frozen=True)
class WordsBehind:
    """What the author of a voice wrote, beside the form in which it is written anew. Printing it does not show it."""

    words: str = field(repr=False)


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


def words_behind(request: HttpRequest, voice: UUID | None) -> list[WordsBehind]:
    """Return what an author wrote, once the desk has opened it (and so counted the reading)."""
    desk_now = unlocked(request)
    if voice is None or desk_now is None:
        return []
    closed = desk.conversation(desk_now, voice)
    if closed is None or not is_marked(request, closed.mark):
        return []
    return [WordsBehind(entry.text) for entry in desk.opened(desk_now, closed).entries if entry.by_author]


def behind(item: Item) -> list[Behind]:
    """Return every source of an item, those that can be opened with their address."""
    rows = list(Source.objects.filter(item=item.id).order_by("source_kind", "source_id"))
    threads = _threads([row.source_id for row in rows if row.source_kind == SourceKind.THREAD])
    return [Behind(SourceKind(row.source_kind), row.source_id, *_named(row, threads)) for row in rows]


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
            f"{reverse('threads:thread', args=[post.thread_id])}#post-{post.number}",
        )
        for post in rows
    }


def _is_uuid(written: str) -> bool:
    try:
        UUID(written)
    except ValueError:
        return False
    return True
