"""Threads as a source tells them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from groundswell.register.models.thread import Post, Thread
from groundswell.register.threads.actions import Brought, bring_thread
from groundswell.register.threads.rules import ArrivingPost, ArrivingThread, Block, BlockKind, PostState

BEGUN = datetime(2026, 9, 20, 10, tzinfo=UTC)


def post(number: int, *texts: str | Block, handle: str = "member1", state: PostState = PostState.SHOWN) -> ArrivingPost:
    blocks = tuple(each if isinstance(each, Block) else Block(BlockKind.PARAGRAPH, each) for each in texts)
    at = BEGUN + timedelta(hours=number)
    return ArrivingPost(
        str(900 + number),
        number,
        handle,
        at,
        blocks,
        fingerprint=sha256(repr(blocks).encode()).hexdigest(),
        state=state,
    )


def arriving(*posts: ArrivingPost, title: str = "Who looks after us?", listed: tuple[str, ...] = ()) -> ArrivingThread:
    named = frozenset(listed) or frozenset(each.external_id for each in posts)
    return ArrivingThread("discourse", "1128", title, BEGUN, posts, listed=named)


def bring(*posts: ArrivingPost, title: str = "Who looks after us?", dry_run: bool = False) -> Brought:
    return bring_thread(by=None, arriving=arriving(*posts, title=title), dry_run=dry_run)


def a_thread(told: str = "", reach: str = "") -> Thread:
    """Return a thread of three posts that is here; `told` tells it from others, `reach` is who could read it."""
    quoted = Block(BlockKind.PARAGRAPH, "Nobody has time for the forum.", quoted=1, said_by="member1")
    arrived = arriving(
        post(1, "Nobody has time for the forum. The internal projects stay on hold."),
        post(2, quoted, "Then let one person gather what we say. It would need hours.", handle="member2"),
        post(3, "Client work pays for all of us.", handle="member3"),
    )
    arrived = replace(arrived, external_id=f"{arrived.external_id}{told}", reach=reach or arrived.reach)
    brought = bring_thread(by=None, arriving=arrived)
    return Thread.objects.get(id=brought.thread)


def post_of(thread: Thread, number: int) -> Post:
    return thread.posts.get(number=number)
