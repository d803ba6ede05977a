"""Looks into the database at ballots and answers: a hash is gone exactly when its answer is stored, and opens right."""

from collections.abc import Iterable, Iterator
from functools import cache

from django.db import connections

from groundswell.checkins import sealing
from groundswell.checkins.models import Answer, Ballot, Period
from groundswell.checkins.rules.answers import read_link
from groundswell.kit.seal import passphrase
from groundswell.kit.seal.boxes import KeyPair, open_sealed
from groundswell.voices.models import DeskKey
from tests.soak.ballots import Cast


def miscounted(words: str, cast: Iterable[Cast]) -> list[str]:
    """Return what is wrong with the ballots of a round and with the sum of all, in words."""
    try:
        return [*_one_by_one(words, list(cast)), *_in_sum()]
    finally:
        connections.close_all()


def answers_kept() -> int:
    """Return how many answers there are."""
    try:
        return Answer.objects.count()
    finally:
        connections.close_all()


def _one_by_one(words: str, cast: list[Cast]) -> Iterator[str]:
    for each in cast:
        link = read_link(each.link)
        assert link is not None
        kept = sealing.series_of(link.sprint).hash_of(link.code)
        is_used = not Ballot.objects.filter(hash=kept).exists()
        sealed = list(
            Answer.objects.filter(id=sealing.answer_id(each.nonce, link.code)).values_list("sealed", flat=True)
        )
        if is_used != bool(sealed):
            yield f"a hash is {'gone' if is_used else 'there'}, and its answer is {'there' if sealed else 'not'}"
        if each.is_acknowledged and not sealed:
            yield "an answer was told to be counted, and is not there"
        if sealed:
            inner, outer = _pairs(words, link.sprint)
            said = sealing.open_answer(bytes(sealed[0]), inner=inner, outer=outer)
            if said is None or said.rating != each.rating:
                yield "an answer does not say what its ballot said"


def _in_sum() -> Iterator[str]:
    for period in Period.objects.all():
        unused, answers = period.ballots.count(), period.answers.count()
        if unused + answers != period.roster.count():
            yield f"{unused} ballots and {answers} answers of {period.roster.count()} people"


@cache
def _pairs(words: str, sprint: int) -> tuple[KeyPair, KeyPair]:
    """Return the keys that open a period's answers, as its readers have them after the close."""
    period, outer = Period.objects.get(sprint=sprint), sealing.outer_pair_kept(sprint)
    share = period.shares.order_by("key").first()
    assert share is not None
    assert outer is not None
    desk = DeskKey.objects.get(id=share.key)
    own = KeyPair.of_private(passphrase.unwrap(bytes(desk.by_passphrase or b""), words))
    return KeyPair.of_private(open_sealed(own, bytes(share.sealed))), outer
