"""Marking words of a post as a concern, an idea, a perspective or a measure; and taking a mark back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.models import Concern, Item
from groundswell.register.models.thread import Passage, Post
from groundswell.register.rules.items import Kind
from groundswell.register.threads import items, queries
from groundswell.register.threads.rules import TAKEN_DOWN, Block, PostState, is_own, text_of, trimmed


@transaction.atomic
def mark(
    *,
    by: Person,
    post: Post,
    start: int,
    end: int,
    version: int,
    kind: Kind,
    item: UUID | None = None,
    about: UUID | None = None,
) -> Passage:
    """Mark words of a post, and return the passage; marking the same words the same way again returns the first one.

    `start` and `end` count characters in the version that the person saw. Without an item, a new one is made of these
    words; a new perspective or measure is about the concern `about`, else about the nearest one marked above. Raises
    Refused, and LookupError for an item that this person does not keep.
    """
    newest = queries.newest(post)
    if newest.number != version:
        raise Refused(_("The post has changed since you opened it. Read it again, and mark what it says now."))
    start, end, found = _checked(post, queries.blocks_in(newest), start, end)
    known = Passage.objects.filter(post=post, kind=kind, start=start, end=end)
    again = (known.filter(became=True) if item is None else known.filter(item_id=item)).first()
    if again is not None:
        return again
    became = item is None
    kept = _made(by, post, (start, found), kind, about) if item is None else items.kept_by(by, kind, item)
    if not became:
        items.support(by, kept, post)
    passage = Passage.objects.create(
        post=post,
        version=version,
        kind=kind,
        words=found,
        start=start,
        end=end,
        item_id=kept.id,
        became=became,
        marked_by=by,
        marked_on=clock.today(),
    )
    audit.record(actor=by.id, verb="mark", context="register", object_id=passage.id, kind=kind, item=kept.id)
    return passage


@transaction.atomic
def unmark(*, by: Person, passage: Passage) -> bool:
    """Take a mark back, and with it what was made from these words and nothing else has touched since.

    Return whether something that was made stays, because there is more to it by now.
    """
    stays = items.release(passage)
    audit.record(actor=by.id, verb="unmark", context="register", object_id=passage.id, item=passage.item_id)
    passage.delete()
    return stays


def _checked(post: Post, blocks: tuple[Block, ...], start: int, end: int) -> tuple[int, int, str]:
    """Return the range without blanks at its ends, and its words; refuse one that is not there, or not the author's."""
    start, end = trimmed(text_of(blocks), start, end)
    if PostState(post.state) in TAKEN_DOWN or not is_own(blocks, start, end):
        raise Refused(_("Mark words of the post's own author: a quotation is somebody else's."))
    return start, end, text_of(blocks)[start:end]


def _made(by: Person, post: Post, said: tuple[int, str], kind: Kind, about: UUID | None) -> Item:
    start, words = said
    concern = _concern(by, post, start, about) if kind in {Kind.PERSPECTIVE, Kind.MEASURE} else None
    return items.make(kind, by=by, words=words, post=post, about=concern)


def _concern(by: Person, post: Post, start: int, about: UUID | None) -> Concern | None:
    """Return the concern that was chosen, else the nearest above that this person keeps, else None."""
    if about is not None:
        return items.concern_kept_by(by, about)
    nearest = queries.concern_above(post, start)
    try:
        return items.concern_kept_by(by, nearest) if nearest else None
    except LookupError:
        return None
