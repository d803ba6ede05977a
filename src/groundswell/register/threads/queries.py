"""Reads of threads: as one page, in a list, and as the passages behind an item."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.register import policy, sentences
from groundswell.register.models.thread import Passage, Post, PostVersion, Thread
from groundswell.register.policy import OF_CELL, Reading
from groundswell.register.rules.items import Kind
from groundswell.register.threads.rules import TAKEN_DOWN, Block, Coverage, PostState, text_of

# A thread that is longer is read in parts: each sentence is something to mark, and has to be sent.
POSTS_A_PAGE = 30


@dataclass(frozen=True)
class Said:
    """A passage behind an item: the exact words, who wrote them where, and whether they still write them."""

    words: str
    handle: str
    number: int
    thread: UUID
    post: UUID
    passage: UUID
    title: str
    address: str
    still_said: bool
    # Whoever wrote it, or the place where it stood, took it down: then its words are not here either.
    is_taken_down: bool = False

    @property
    def read_at(self) -> str:
        """Where an advocate reads it here."""
        return f"{address_of(self.thread, self.number)}#mark-{self.passage}"


def newest(post: Post) -> PostVersion:
    """Return the newest version of a post, without a query where its versions are prefetched."""
    return max(post.versions.all(), key=lambda version: version.number)


def blocks_in(version: PostVersion) -> tuple[Block, ...]:
    """Return the blocks that a version keeps."""
    return tuple(Block.restored(row) for row in version.blocks)


def threads(reading: Reading) -> QuerySet[Thread]:
    """Return the threads that an advocate may read, the newest first.

    Each has its `posts_shown`, those of them `posts_marked`, and `marks`.
    """
    shown = Q(posts__state=PostState.SHOWN)
    return (
        heard(Thread.objects.all(), reading)
        .annotate(
            posts_shown=Count("posts", filter=shown, distinct=True),
            posts_marked=Count("posts", filter=shown & Q(posts__passages__isnull=False), distinct=True),
            marks=Count("posts__passages", distinct=True),
        )
        .order_by("-begun_at", "id")
    )


def heard[Row: Model](rows: QuerySet[Row], reading: Reading, reach: str = "reach") -> QuerySet[Row]:
    """Return those of these rows that an advocate may read at the desk: of what one cell could read, its advocates."""
    if reading.reads_every_cell:
        return rows
    return rows.filter(~Q(**{f"{reach}__startswith": OF_CELL}) | Q(**{f"{reach}__in": sorted(reading.keys)}))


def may_bring(person: Person, reach: str) -> bool:
    """Tell whether somebody reads what these could read where it was written: else they cannot bring it in."""
    return policy.may_hear(policy.reading_of(person), reach)


def whole(thread: Thread) -> list[Post]:
    """Return the posts of a thread in order, with versions and passages: three queries, however many posts."""
    return list(thread.posts.prefetch_related("versions", "passages"))


def address_of(thread: UUID, number: int) -> str:
    """Return the page of a thread on which a post stands; a post of a small number can only stand on the first."""
    page = reverse("threads:thread", args=[thread])
    return f"{page}?post={number}" if number > POSTS_A_PAGE else page


def readers_there(reaches: Iterable[str]) -> dict[str, str]:
    """Return, for keys of audiences, who could read something where it was said, in words. One query at most."""
    wanted = set(reaches)
    cells = {reach.removeprefix(OF_CELL) for reach in wanted if reach.startswith(OF_CELL)}
    found = {f"{OF_CELL}{cell.id}": cell.name for cell in Cell.objects.filter(id__in=cells)} if cells else {}
    return {reach: found.get(reach) or _wide(reach) for reach in wanted}


def _wide(reach: str) -> str:
    known = reach in {Audience.ORGANISATION, Audience.PUBLIC}
    return str(sentences.AUDIENCE[Audience(reach)]) if known else _("nobody else")


def words_in(posts: Iterable[Post]) -> int:
    """Return how many words the newest versions of posts have."""
    return sum(len(text_of(blocks_in(newest(post))).split()) for post in posts)


def coverage_of(posts: Iterable[Post]) -> Coverage:
    """Return how much of a thread has been worked through."""
    readable = [post for post in posts if post.state == PostState.SHOWN]
    return Coverage(
        marked=sum(bool(post.passages.all()) for post in readable),
        posts=len(readable),
        passages=sum(len(post.passages.all()) for post in readable),
    )


def concern_above(post: Post, start: int) -> UUID | None:
    """Return the concern marked nearest above a place in the thread, else the first below it, else None."""
    marked = Passage.objects.filter(post__thread=post.thread_id, kind=Kind.CONCERN, start__isnull=False)
    places = sorted((row.post.number, row.start or 0, row.item_id) for row in marked.select_related("post"))
    above = [item for number, at, item in places if (number, at) <= (post.number, start)]
    return above[-1] if above else next((item for _number, _at, item in places), None)


def said_behind(
    items: Collection[UUID], reading: Reading | None = None, *, keys: Collection[str] = ()
) -> Sequence[Said]:
    """Return the passages that items came from or are supported by, in the order in which they were written.

    `reading` is that of an advocate; `keys` are the audiences of anybody else.
    """
    rows = Passage.objects.filter(item_id__in=items).select_related("post__thread").order_by("post__at", "start", "id")
    reach = "post__thread__reach"
    rows = rows.filter(**{f"{reach}__in": keys}) if reading is None else heard(rows, reading, reach)
    return [
        Said(
            words="" if row.post.state in TAKEN_DOWN else row.words,
            handle="" if row.post.state in TAKEN_DOWN else row.post.handle,
            number=row.post.number,
            thread=row.post.thread_id,
            post=row.post_id,
            passage=row.id,
            title=row.post.thread.title,
            address=row.post.thread.address,
            still_said=row.start is not None and row.post.state not in TAKEN_DOWN,
            is_taken_down=row.post.state in TAKEN_DOWN,
        )
        for row in rows
    ]
