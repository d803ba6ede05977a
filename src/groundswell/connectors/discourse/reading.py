"""Reads a Discourse topic: bytes in, an `ArrivingThread` or one sentence out."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from groundswell.connectors.discourse.raw import blocks_of_raw
from groundswell.connectors.html import blocks_of
from groundswell.connectors.located import Located, Unreadable, load
from groundswell.connectors.plain import tidy
from groundswell.register.threads.rules import ArrivingPost, ArrivingThread, Block, BlockKind, PostState

SYSTEM = "discourse"
_SMALL_ACTION = 3
_WHISPER = 4
_LIKE = 2


def read(content: bytes, *, address: str = "") -> ArrivingThread:
    """Return the thread that a topic file holds; raise `Unreadable` with one sentence when it holds none.

    `address` is where people read the topic: Discourse does not write it into the file.
    """
    topic = _topic(load(content))
    stream = topic.mapping("post_stream")
    rows = stream.rows("posts")
    posts = _in_order([_post(row) for row in rows if not _is_whisper(row)])
    if not posts:
        raise Unreadable(_("post_stream.posts holds no post that can be shown."))
    return ArrivingThread(
        system=SYSTEM,
        external_id=topic.identity("id"),
        title=topic.name("title", 300),
        begun_at=topic.moment("created_at") if topic.value.get("created_at") else posts[0].at,
        posts=posts,
        address=address,
        listed=_listed(stream),
        left_out=_left_out(rows, _listed(stream)),
    )


def _topic(found: object) -> Located:
    if isinstance(found, dict) and ("topic_list" in found or "latest_posts" in found):
        how = _("Open one topic, add .json to its address, and save what it shows.")
        raise Unreadable(f"{_('This is a list of topics or posts, not one topic.')} {how}")
    if not isinstance(found, dict) or "post_stream" not in found:
        raise Unreadable(_("This is JSON, but not a Discourse topic: it has no post_stream."))
    return Located(found)


def _is_whisper(row: Located) -> bool:
    """Tell whether staff wrote this for staff: then it is not for everyone's eyes there, and does not come here."""
    return row.value.get("post_type") == _WHISPER


def _post(row: Located) -> ArrivingPost:
    state = _state(row.value)
    blocks, fingerprint = _words(row, state)
    return ArrivingPost(
        external_id=row.identity("id"),
        number=row.whole("post_number"),
        handle=row.name("username", 100),
        name=_real_name(row.value.get("name")),
        at=row.moment("created_at"),
        blocks=blocks,
        fingerprint=fingerprint,
        state=state,
        reply_to=row.whole("reply_to_post_number") if row.value.get("reply_to_post_number") else None,
        likes=_likes(row.value.get("actions_summary")),
    )


def _state(row: dict[str, Any]) -> PostState:
    if row.get("deleted_at") or row.get("user_deleted") is True:
        return PostState.DELETED
    if row.get("hidden") is True or row.get("cooked_hidden") is True:
        return PostState.HIDDEN
    return PostState.NOTICE if row.get("post_type") == _SMALL_ACTION else PostState.SHOWN


def _words(row: Located, state: PostState) -> tuple[tuple[Block, ...], str]:
    """Return the blocks of a post, and the fingerprint of what they were made from."""
    if state in {PostState.DELETED, PostState.HIDDEN}:
        return (), ""
    cooked, raw = row.text("cooked"), row.text("raw")
    if state is PostState.NOTICE and not cooked and not raw:
        return _notice(str(row.value.get("action_code") or "notice"))
    if cooked is None and raw is None:
        raise Unreadable(_("%(post)s has neither cooked nor raw: its words are missing.") % {"post": row.path})
    return (blocks_of(cooked), _hash(cooked)) if cooked else (blocks_of_raw(raw or ""), _hash(raw or ""))


def _notice(code: str) -> tuple[tuple[Block, ...], str]:
    """Return the words of a small action ("closed.enabled"), which has no text of its own."""
    return (Block(BlockKind.PARAGRAPH, tidy(code.replace(".", " ").replace("_", " ")) or "notice"),), _hash(code)


def _hash(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def _real_name(found: object) -> str:
    return " ".join(tidy(found).split())[:200] if isinstance(found, str) else ""


def _likes(summary: object) -> int:
    rows = summary if isinstance(summary, list) else []
    counts = [row.get("count") for row in rows if isinstance(row, dict) and row.get("id") == _LIKE]
    return next((count for count in counts if isinstance(count, int) and 0 <= count < 2**31), 0)


def _in_order(posts: list[ArrivingPost]) -> tuple[ArrivingPost, ...]:
    """Return every post once, the later of two with one id, by number."""
    once = {post.external_id: post for post in posts}
    return tuple(sorted(once.values(), key=lambda post: (post.number, post.external_id)))


def _listed(stream: Located) -> frozenset[str] | None:
    ids = stream.value.get("stream")
    return frozenset(map(str, ids)) if isinstance(ids, list) and all(isinstance(each, int) for each in ids) else None


def _left_out(rows: list[Located], listed: frozenset[str] | None) -> tuple[str, ...]:
    missing = len((listed or frozenset()) - {str(row.value.get("id")) for row in rows})
    whispers = sum(map(_is_whisper, rows))
    numbers = _(
        "%(missing)s of %(all)s posts stand only as numbers in this file. For all of them, open the topic's address "
        "with .json?print=true, save what it shows, and import that."
    ) % {"missing": missing, "all": len(listed or ())}
    hidden = _("%(n)s left out: whispers, written by staff for staff.") % {"n": whispers}
    return tuple(note for note, count in ((numbers, missing), (hidden, whispers)) if count)
