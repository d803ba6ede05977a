"""While ideas are written alone, and while votes are cast, nothing tells whose, how many, or whether any (I16)."""

import os
import re
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from groundswell.kit.audit.models import Entry
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import actions
from groundswell.propositions.rounds.letter import RoundLines
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.rules.sheets import Cast, Done, Vote
from groundswell.propositions.rounds.sweeps import rounds as sweep
from groundswell.propositions.rounds.tests import stage as scene
from groundswell.web.access import Access
from tests.privacy.test_two_dumps import bodies, dump
from tests.routes.stage import MEMBERS, Stage, set_up, taken_back
from tests.routes.walk import Route, routes

pytestmark = pytest.mark.django_db(databases="__all__")
# What differs from one answer to the next of the same page.
FRESH = re.compile(r'(name="(?:csrfmiddlewaretoken|token)" value="|Locks itself after )[^"<]+')
CANARY = "Zqheronlamp"
ABOUT_ROUNDS = {"round_id", "link"}


def looked_at() -> list[Route]:
    """Return every page that shows something without a thing of another context."""
    found = [route for route in routes() if "GET" in route.methods and set(route.parameters) <= ABOUT_ROUNDS]
    return [route for route in found if not route.pattern.startswith(("accounts/", "b/<"))]


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Sign everybody in, and open both desks; everything is taken back at the end."""
    del django_db_setup
    with django_db_blocker.unblock(), taken_back():
        yield set_up()


@pytest.fixture
def silent(everybody: Stage) -> Round:
    return scene.opened(everybody.cast.alice)


def everything_seen(stage: Stage, found: Round, phase: Phase) -> dict[tuple[str, str], tuple[int, str]]:
    """Return every page, as each of the members sees it; a page with a link is opened with Bob's own."""
    link = scene.link_of(found, stage.cast.bob, phase)
    seen = {}
    for visitor in sorted(MEMBERS):
        for route in looked_at():
            if route.access is Access.COOKIELESS and visitor != "bob":
                continue
            known = {"round_id": found.id, "link": link}
            path = route.path({name: known[name] for name in route.parameters})
            answer = stage.browser(visitor).get(path)
            seen[visitor, route.pattern] = (answer.status_code, FRESH.sub(r"\1", answer.text))
    return seen


def letters(stage: Stage, found: Round) -> list[list[str]]:
    return [list(RoundLines().lines(person, None, found.phase_opened_on)) for person in scene.organisation()]


@pytest.mark.slow
def test_no_page_of_anybody_changes_when_somebody_writes_an_idea(everybody: Stage, silent: Round) -> None:
    before, told = everything_seen(everybody, silent, Phase.IDEAS), letters(everybody, silent)
    lines = Entry.objects.count()
    for number, person in enumerate(scene.organisation()[1:]):
        actions.write_ideas(known=scene.known(silent, person), ideas=[f"{CANARY} {number}"], done=None)
    sweep()
    after = everything_seen(everybody, silent, Phase.IDEAS)
    assert len(before) > 100
    assert {page for page in before if before[page] != after[page]} == set()
    assert not any(CANARY in text for _status, text in after.values())
    assert letters(everybody, silent) == told
    assert Entry.objects.count() == lines


@pytest.mark.slow
def test_search_of_nobody_finds_an_idea_before_the_reveal(everybody: Stage, silent: Round) -> None:
    visitors = ("bob", "alice", "ada", "otto")
    before = [everybody.browser(visitor).get("/search/", {"q": CANARY}).text for visitor in visitors]
    scene.writes(silent, everybody.cast.bob, CANARY)
    after = [everybody.browser(visitor).get("/search/", {"q": CANARY}).text for visitor in visitors]
    assert [FRESH.sub("", page) for page in after] == [FRESH.sub("", page) for page in before]


def test_the_sheet_of_who_wrote_looks_as_one_of_who_did_not(everybody: Stage, silent: Round) -> None:
    link = scene.link_of(silent, everybody.cast.bob)
    empty = FRESH.sub(r"\1", everybody.browser("nobody").get(f"/b/ideas/{link}/").text)
    scene.writes(silent, everybody.cast.bob, CANARY)
    written = FRESH.sub(r"\1", everybody.browser("nobody").get(f"/b/ideas/{link}/").text)
    assert written == empty


@pytest.mark.parametrize("ideas", [["x"], ["long " * 2000], [f"many {n}" for n in range(20)], []], ids=len)
def test_two_dumps_differ_in_one_ciphertext_of_one_size(ideas: list[str], everybody: Stage, silent: Round) -> None:
    known = scene.known(silent, everybody.cast.bob)
    before = dump()
    actions.write_ideas(known=known, ideas=ideas, done=None if ideas else Done.NOT_NOW)
    after = dump()
    gone, came = before - after, after - before
    assert [label for label, _row in gone] == [label for label, _row in came] == ["propositions.IdeaSheet"]
    old, new = dict(next(iter(gone))[1]), dict(next(iter(came))[1])
    assert set(old) == {"hash", "round_id", "sealed"}
    assert {name for name in old if old[name] != new[name]} == {"sealed"}
    assert bodies(list(gone)) == bodies(list(came)) == [16384 + 48]


def test_a_dump_cannot_tell_a_sheet_that_was_written_on_from_one_that_was_not(everybody: Stage, silent: Round) -> None:
    rows = {(len(bytes(each.sealed)), len(each.hash)) for each in silent.sheets.all()}
    scene.writes(silent, everybody.cast.bob, CANARY)
    assert {(len(bytes(each.sealed)), len(each.hash)) for each in silent.sheets.all()} == rows
    assert silent.sheets.count() == len(scene.organisation())


def test_no_table_of_either_database_holds_words_of_a_sheet(everybody: Stage, silent: Round) -> None:
    scene.writes(silent, everybody.cast.bob, CANARY)
    assert CANARY.encode() not in b"".join(repr(row).encode() for row in dump())


# --- Votes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def voting(everybody: Stage) -> Round:
    return scene.voting(everybody.cast.alice)


@pytest.mark.slow
def test_no_page_of_anybody_changes_when_somebody_votes(everybody: Stage, voting: Round) -> None:
    before, told = everything_seen(everybody, voting, Phase.VOTES), letters(everybody, voting)
    for number, person in enumerate(scene.organisation()[1:]):
        scene.votes(voting, person, s0=Vote.AGREE, s1=[Vote.DISAGREE, Vote.PASS][number % 2])
        actions.finish_book(known=scene.known(voting, person, Phase.VOTES))
    sweep()
    after = everything_seen(everybody, voting, Phase.VOTES)
    assert {page for page in before if before[page] != after[page]} == set()
    assert letters(everybody, voting) == told


@pytest.mark.slow
def test_a_vote_changes_one_ciphertext_and_nothing_else(everybody: Stage, voting: Round) -> None:
    known = scene.known(voting, everybody.cast.bob, Phase.VOTES)
    before = dump()
    actions.vote(known=known, statement=2, cast=Cast(Vote.AGREE, matters=True))
    after = dump()
    assert [label for label, _row in before - after] == ["propositions.BallotBook"]
    assert bodies(list(before - after)) == bodies(list(after - before)) == [1001 + 48]


@pytest.mark.slow
def test_a_suggestion_leaves_one_row_with_a_day_and_one_ciphertext(everybody: Stage, voting: Round) -> None:
    known = scene.known(voting, everybody.cast.bob, Phase.VOTES)
    before = dump()
    actions.suggest(known=known, text=CANARY, is_idea=False, nonce=os.urandom(16))
    after = dump()
    assert before <= after
    row = dict(next(iter(after - before))[1])
    assert set(row) == {"id", "round_id", "lookup", "sealed", "came_on", "is_kept", "public", "wrapped", "answer"}
    assert row["answer"] is None
    assert [size for size in bodies(list(after - before)) if size > 500] == [1024 + 48]
