"""Bringing a thread in, once or again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from django.db import transaction

from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.register.models.thread import Passage, Post, PostVersion, Thread
from groundswell.register.threads import queries
from groundswell.register.threads.anchors import anchored
from groundswell.register.threads.rules import (
    TAKEN_DOWN,
    ArrivingPost,
    ArrivingThread,
    Block,
    Change,
    KnownPost,
    PostState,
    change_of,
)


@dataclass(frozen=True)
class BroughtPost:
    """What bringing a post did: its change, and how many of its passages still stand or lost their words."""

    number: int
    handle: str
    change: Change
    passages_kept: int = 0
    passages_lost: int = 0


@dataclass(frozen=True)
class Brought:
    """What bringing a thread did, post by post."""

    thread: UUID
    is_new: bool
    title_changed: bool
    posts: tuple[BroughtPost, ...]

    def count(self, *changes: Change) -> int:
        """Return how many posts had one of these changes."""
        return sum(post.change in changes for post in self.posts)

    @property
    def changed_nothing(self) -> bool:
        """Tell whether everything was here already."""
        return not self.is_new and not self.title_changed and self.count(Change.NONE) == len(self.posts)


@transaction.atomic
def bring_thread(*, by: Person | None, arriving: ArrivingThread, dry_run: bool = False) -> Brought:
    """Keep a thread as its source tells it, or what is new of one that is here; nothing that is here is overwritten.

    A dry run does all of it and takes it back.
    """
    thread, is_new, title_changed = _thread(arriving)
    known = {post.external_id: post for post in thread.posts.prefetch_related("versions", "passages")}
    posts = [_bring(thread, known.get(post.external_id), post) for post in arriving.posts]
    posts += _gone(known, arriving)
    brought = Brought(thread.id, is_new, title_changed, tuple(posts))
    if not brought.changed_nothing:
        changes = {str(change): brought.count(change) for change in Change if change is not Change.NONE}
        actor = None if by is None else by.id
        audit.record(actor=actor, verb="bring_thread", context="register", object_id=thread.id, **changes)
    if dry_run:
        transaction.set_rollback(True)
    return brought


def _thread(arriving: ArrivingThread) -> tuple[Thread, bool, bool]:
    """Return the thread, whether it is new, and whether its title changed."""
    told = {"title": arriving.title, "listed": None if arriving.listed is None else len(arriving.listed)}
    if arriving.address:
        told["address"] = arriving.address
    thread, is_new = Thread.objects.get_or_create(
        system=arriving.system,
        external_id=arriving.external_id,
        begun_at=arriving.begun_at,
        defaults={"source": arriving.source, "reach": arriving.reach, "imported_on": clock.today(), **told},
    )
    title_changed = thread.title != arriving.title
    _update(thread, told)
    return thread, is_new, title_changed


def _bring(thread: Thread, post: Post | None, arriving: ArrivingPost) -> BroughtPost:
    change = change_of(None if post is None else _known(post), arriving)
    about = _about(arriving)
    if post is None:
        post = Post.objects.create(thread=thread, external_id=arriving.external_id, **about)
    else:
        _update(post, about)
    if change is Change.NEW:
        _add_version(post, arriving, number=1)
    kept, lost = _edit(post, arriving) if change is Change.WORDS else (0, 0)
    return BroughtPost(post.number, post.handle, change, kept, lost)


def _about(arriving: ArrivingPost) -> dict[str, object]:
    names = ("number", "handle", "name", "at", "state", "reply_to", "likes")
    return {name: getattr(arriving, name) for name in names}


def _update(row: Thread | Post, told: Mapping[str, object]) -> None:
    """Write what differs, and nothing when nothing does."""
    differing = [name for name, value in told.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, told[name])
    if differing:
        row.save(update_fields=differing)


def _known(post: Post) -> KnownPost:
    newest = queries.newest(post)
    return KnownPost(queries.blocks_in(newest), newest.fingerprint, PostState(post.state))


def _add_version(post: Post, arriving: ArrivingPost, *, number: int) -> None:
    PostVersion.objects.create(
        post=post,
        number=number,
        blocks=[block.stored() for block in arriving.blocks],
        fingerprint=arriving.fingerprint,
        seen_on=clock.today(),
    )


def _edit(post: Post, arriving: ArrivingPost) -> tuple[int, int]:
    """Keep the new words beside the old ones; return how many passages still stand, and how many do not."""
    old = queries.newest(post)
    _add_version(post, arriving, number=old.number + 1)
    return _anchor(list(post.passages.all()), queries.blocks_in(old), arriving.blocks)


def _anchor(passages: Sequence[Passage], before: Sequence[Block], after: Sequence[Block]) -> tuple[int, int]:
    for passage in passages:
        place = anchored(passage.words, was_at=passage.start or 0, before=before, after=after)
        passage.start, passage.end = place or (None, None)
        passage.save(update_fields=["start", "end"])
    lost = sum(passage.start is None for passage in passages)
    return len(passages) - lost, lost


def _gone(known: dict[str, Post], arriving: ArrivingThread) -> list[BroughtPost]:
    """Note the posts that the source no longer names as deleted there."""
    if arriving.listed is None:
        return []
    here = {post.external_id for post in arriving.posts}
    absent = [post for key, post in known.items() if key not in here and key not in arriving.listed]
    gone = [post for post in absent if PostState(post.state) not in TAKEN_DOWN]
    told = [BroughtPost(post.number, post.handle, Change.TAKEN_DOWN) for post in gone]
    for post in gone:
        _update(post, {"state": PostState.DELETED})
    _put_behind(absent, arriving)
    return told


def _put_behind(absent: Sequence[Post], arriving: ArrivingThread) -> None:
    """Give what is gone other numbers where the source counts anew: it stands behind what is there."""
    taken = {post.number for post in arriving.posts}
    free = count(max(taken | {post.number for post in absent}, default=0) + 1)
    for post in absent:
        if post.number in taken:
            _update(post, {"number": next(free)})
