"""On real conversations known duplicates are found, and known opposites are withheld by their words or their votes."""

from functools import cache

import pytest

from groundswell.connectors.polis.statements import read_statements
from groundswell.connectors.polis.votes import read_votes
from groundswell.engines.opinion.tests.conversations import REAL, real_names
from groundswell.engines.similarity import LIKELY, SmallIndex, Withheld
from groundswell.engines.similarity.index import Index

pytestmark = pytest.mark.skipif(not real_names(), reason="the real conversations do not lie beside this checkout")

SAME = [
    ("canadian-electoral-reform", "I like to educate myself on my local", "I often educate myself on my local"),
    ("canadian-electoral-reform", "Even these questions are too vague", "Many of these questions are too vague"),
    ("canadian-electoral-reform", "I believe a party’s share of seats", "The allocation of seats in the House of"),
    ("football-concussions", "Tackle football should not be a high school", "Tackle football should not be a school"),
    ("scoop-hivemind.taxes", "Whereas workers pay income tax, the robots / machines that replace them do not. M",
     "Whereas workers pay income tax, the robots / machines that replace them do not. S"),
    ("vtaiwan.uberx", "Uber在一般計費上較計程車便宜", "我覺得UberX在計費上通常較計程車便宜"),
    ("vtaiwan.uberx", "我覺得UBER提供了更便利及高品質", "我覺得Uber提供了高品質"),
]  # fmt: skip
APART = [
    ("brexit-consensus", "I voted to Remain.", "I voted to Leave.", Withheld.VOTED_APART),
    ("brexit-consensus", "I consider myself middle", "I consider myself working", Withheld.VOTED_APART),
    ("brexit-consensus", "There should be a referendum on", "There should not be a second", Withheld.CONTRARY),
    ("scoop-hivemind.taxes", "I live in a town or", "I live in a major city", Withheld.VOTED_APART),
    ("scoop-hivemind.taxes", "I am unemployed", "I am self-employed", Withheld.CONTRARY),
]


@cache
def conversation(name: str) -> tuple[list[str], list[dict[int, int]]]:
    texts = read_statements((REAL / name / "comments.csv").read_bytes()).texts
    cast = read_votes([(REAL / name / "participants-votes.csv").read_bytes()])
    votes: dict[int, dict[int, int]] = {one: {} for one in texts}
    for voter, one, vote in zip(cast.participants, cast.statements, cast.votes, strict=True):
        votes[int(one)][int(voter)] = int(vote)
    return list(texts.values()), [votes[one] for one in texts]


def places(texts: list[str], start: str) -> set[int]:
    found = {place for place, text in enumerate(texts) if text.startswith(start)}
    assert found, start
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("name", "one", "other"), SAME)
def test_known_duplicates_are_suggested_while_typing_and_to_the_advocate(name: str, one: str, other: str) -> None:
    texts, votes = conversation(name)
    ours, theirs = places(texts, one), places(texts, other)
    pairs = {frozenset((pair.one, pair.other)): pair for pair in Index(texts).pairs(votes=votes)}
    assert any(frozenset((a, b)) in pairs and not pairs[frozenset((a, b))].withheld for a in ours for b in theirs)
    typed = SmallIndex(texts).nearest(texts[min(ours)], most=8)
    assert theirs & {near.place for near in typed}


@pytest.mark.parametrize(("name", "one", "other", "why"), APART)
def test_known_opposites_look_alike_and_are_withheld(name: str, one: str, other: str, why: Withheld) -> None:
    texts, votes = conversation(name)
    both = {frozenset((a, b)) for a in places(texts, one) for b in places(texts, other)}
    found = [pair for pair in Index(texts).pairs(least=0.35, votes=votes) if {pair.one, pair.other} in both]
    assert [pair.withheld for pair in found] == [why]


@pytest.mark.parametrize("name", real_names())
def test_what_is_suggested_has_never_been_voted_apart(name: str) -> None:
    texts, votes = conversation(name)
    suggested = [pair for pair in Index(texts).pairs(votes=votes) if not pair.withheld]
    for pair in suggested:
        common = votes[pair.one].keys() & votes[pair.other].keys()
        apart = sum(votes[pair.one][voter] * votes[pair.other][voter] < 0 for voter in common)
        assert len(common) < 10 or apart < len(common) / 2
    assert all(pair.score >= LIKELY for pair in suggested)
