"""Whoever a source names by two keys is one author here, whichever key came first and by whichever door."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.questions.actions import standing
from groundswell.questions.actions.erasing import bury
from groundswell.questions.actions.identities import make_one
from groundswell.questions.models import Apart, Author, Item, Merge, Message, Source, Tombstone
from groundswell.questions.rules.arriving import Arriving, mark_of
from groundswell.questions.rules.known_as import may_be_one, under


@dataclass(frozen=True, slots=True)
class _Two:
    """An author under the key that stays, and the same one under the other key, as far as they are there."""

    key: str
    also: str
    kept: Author | None
    other: Author | None


def known_by_one_key(source: Source, ready: Arriving) -> Arriving:
    """Make one of authors whom the source names by two keys; return what arrives with each under the key that stays.

    In the transaction that takes it in. Twice is once. Where people here said that two are two, they stay two.
    """
    said = {voice.key: voice.also for voice in ready.voices.values() if voice.also and voice.also != voice.key}
    if said:
        _bury_both(source, said)
        _be_one(source, said)
    known_as = _known_as(source, ready.author_keys() - said.keys()) | {also: key for key, also in said.items()}
    apart = _keys_of(source, known_as)
    return under(ready, {also: key for also, key in known_as.items() if also not in apart})


def _known_as(source: Source, keys: Collection[str]) -> dict[str, str]:
    """Return by what key whoever is named by the other one is known; the latest of two who had one handle."""
    return dict(_by_other_key(source=source.pk, keys=list(keys))) if keys else {}


def _keys_of(source: Source, keys: Collection[str]) -> set[str]:
    """Return the keys among these that somebody here has as their own."""
    return {key for (key,) in _by_own_key(source=source.pk, keys=list(keys))} if keys else set()


@prepared
def _by_other_key(given: Given) -> QuerySet[Author, tuple[str, str]]:
    named = Author.objects.filter(source=given.source, also__among=given.keys).exclude(also="")
    return named.order_by("as_of", "id").values_list("also", "key")


@prepared
def _by_own_key(given: Given) -> QuerySet[Author, tuple[str]]:
    return Author.objects.filter(source=given.source, key__among=given.keys).values_list("key")


def _be_one(source: Source, said: Mapping[str, str]) -> None:
    rows = Author.objects.filter(source=source, key__in={*said, *said.values()}).select_related("identity")
    by_key = {author.key: author for author in rows}
    pairs = [_Two(key, also, by_key.get(key), by_key.get(also)) for key, also in said.items()]
    for pair in pairs:
        if pair.other is not None and pair.kept is None:
            Author.objects.filter(id=pair.other.id).update(key=pair.key, also=pair.also)
    gone = [pair.other.id for pair in pairs if pair.other is not None and pair.kept and _join(pair.kept, pair.other)]
    if gone:
        _forget_in_merges(set(gone))
        Author.objects.filter(id__in=gone).delete()


def _join(kept: Author, other: Author) -> bool:
    """Give everything of one author to another; tell whether that was done."""
    one, two = kept.identity, other.identity
    pair = {"one": min(one.id, two.id), "other": max(one.id, two.id)}
    if not may_be_one(one, two, are_apart=Apart.objects.filter(**pair).exists()):
        return False
    touched = standing.items_of([other.id])
    if one.id != two.id:
        make_one(by=None, one=one, two=two, at=clock.now())
    Message.objects.filter(author=other).update(author=kept)
    items = Item.objects.filter(id__in=touched)
    for name in ("author", "first_reply_by", "last_voice_by"):
        items.filter(**{name: other}).update(**{name: kept})
    standing.stand_anew(touched)
    return True


def _forget_in_merges(gone: Collection[int]) -> None:
    """Take authors that are no more out of what merges remember; one that was only about these is no merge any more."""
    for merge in Merge.objects.all():
        left = [number for number in merge.before["authors"] if number not in gone]
        if not left and merge.before["authors"]:
            merge.delete()
        elif left != merge.before["authors"]:
            merge.before["authors"] = left
            merge.save(update_fields=["before"])


def _bury_both(source: Source, said: Mapping[str, str]) -> None:
    """Let whoever was erased under one key be erased under the other too."""
    stones = dict(Tombstone.objects.filter(source=source).values_list("mark", "author_id"))
    if not stones:
        return
    for pair in said.items():
        marks = [key if source.is_pseudonymous else mark_of(key, source.salt) for key in pair]
        buried = [stones.get(mark) for mark in marks]
        author = buried[0] or buried[1]
        if author is None or all(buried):
            continue
        for mark, known in zip(marks, buried, strict=True):
            if known is None:
                Tombstone.objects.create(source=source, mark=mark, author_id=author, erased_on=clock.today())
        left = Author.objects.filter(Q(key__in=pair), source=source).select_related("source")
        bury(list(left))
