"""Merging duplicates loses nobody, and undoing it restores every table to the byte."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import Marked, SourceRef
from groundswell.register.models import Concern, Fit, Merge, MeToo, Source, Theme
from groundswell.register.queries import concern as queries
from groundswell.register.queries import lists
from groundswell.register.queries.likely import likely_duplicates
from groundswell.register.queries.support import bands_of
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.tests.conftest import Desks, move, published
from groundswell.voices.tests.conftest import say
from tests.cast import Cast

type Raise = Callable[..., Concern]

TABLES = [each for each in apps.get_app_config("register").get_models() if not each.__module__.endswith(".thread")]


def dump() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of the register, as the database holds it."""
    found = {}
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            found[model.__name__] = sorted(cursor.fetchall(), key=repr)
    return found


def populate(random: Random, cast: Cast, desks: Desks, raised: Raise) -> list[Concern]:
    """Raise concerns with everything that can hang on them."""
    by, themes = cast.alice, list(Theme.objects.all())
    people = [cast.bob, cast.charlie, cast.dana, cast.mo]
    concerns: list[Concern] = []
    for number in range(5):
        voices = tuple(say(desks, f"Something {number} {each}").voice for each in range(random.randrange(2)))
        concern = raised(f"Reviews wait {number}", voices=voices)
        if not voices:
            published(concern, random.choice([Audience.ORGANISATION, Audience.PUBLIC]), by=by)
        actions.classify_concern(by=by, concern=concern, stuck=Stuck.NONE, themes=random.sample(themes, 2))
        idea = actions.note_idea(by=by, title="Share reviews", concern=concern)
        actions.note_measure(by=by, concern=concern, text="A rota")
        actions.note_perspective(by=by, concern=concern, position="They should not wait")
        actions.shelve(by=by, source="Small batches", concerns=[concern])
        for other in concerns:
            actions.judge_fit(by=by, idea=idea, concern=other, fit=random.choice([FitKind.HELPS, FitKind.HURTS]))
        for person in people:
            if not voices and random.random() < 0.7:
                actions.say_me_too(by=person, concern=concern)
        if random.random() < 0.5:
            move(concern, State.FIXED, by=by)
        concerns.append(Concern.objects.get(id=concern.id))
    return concerns


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 30))])
def test_merging_any_concerns_and_undoing_it_in_any_order_restores_every_table(
    seed: int, organisation: Cast, desks: Desks, raised: Raise
) -> None:
    random = Random(seed)
    concerns = populate(random, organisation, desks, raised)
    before = dump()
    merged = []
    for _ in range(8):
        duplicate, survivor = random.sample(concerns, 2)
        try:
            actions.merge_concerns(by=organisation.alice, duplicate=duplicate, survivor=survivor, reason="same")
        except Refused:
            continue
        merged.append(duplicate)
        assert dump() != before
    assert merged
    random.shuffle(merged)
    for duplicate in merged:
        actions.undo_merge(by=organisation.alice, duplicate=duplicate)
    assert dump() == before


@pytest.fixture
def pair(raised: Raise) -> tuple[Concern, Concern]:
    """Return two concerns that everybody reads, and that are the same."""
    one = raised("Reviews wait for days", audience=Audience.ORGANISATION)
    return one, raised("Waiting for reviews", audience=Audience.ORGANISATION)


def merge(pair: tuple[Concern, Concern], by: Person) -> Concern:
    actions.merge_concerns(by=by, duplicate=pair[0], survivor=pair[1], reason="Both say so.")
    return Concern.objects.get(id=pair[1].id)


@pytest.mark.slow
def test_everything_is_read_through_the_one_that_stands_for_both(
    organisation: Cast, desks: Desks, pair: tuple[Concern, Concern]
) -> None:
    alice, one = organisation.alice, pair[0]
    actions.link_source(by=alice, item=one, source=SourceRef.voice(say(desks).voice))
    idea = actions.note_idea(by=alice, title="A rota", concern=one)
    actions.note_measure(by=alice, concern=one, text="A pilot")
    actions.note_perspective(by=alice, concern=one, position="They should not wait")
    actions.shelve(by=alice, source="Small batches", concerns=[one])
    actions.classify_concern(by=alice, concern=one, stuck=Stuck.NONE, themes=list(Theme.objects.all())[:1])
    shown = queries.page_of(merge(pair, alice), policy.reading_of(alice))
    assert [each.idea for each in shown.pairs] == [idea]
    assert [measure.text for measure in shown.measures] == ["A pilot"]
    assert [view.position for group in shown.views for view in group.views] == ["They should not wait"]
    assert [entry.source for entry in shown.evidence] == ["Small batches"]
    assert [(line.kind, line.exactly) for line in shown.sources] == [("voice", 1)]
    assert [each.duplicate for each in shown.duplicates] == [one]
    assert len(shown.themes) == 1


@pytest.mark.slow
def test_the_list_shows_one_of_them(organisation: Cast, pair: tuple[Concern, Concern]) -> None:
    survivor = merge(pair, organisation.alice)
    reading = policy.reading_of(organisation.bob)
    assert list(lists.concerns_for(reading)) == [survivor]
    assert list(lists.concerns_for(reading, words="days")) == [survivor]
    assert sum(lists.states_counted(reading).values()) == 1


@pytest.mark.slow
def test_whoever_said_me_too_at_both_counts_once_and_everybody_counts(
    organisation: Cast, pair: tuple[Concern, Concern]
) -> None:
    for person in (organisation.bob, organisation.charlie):
        actions.say_me_too(by=person, concern=pair[0])
    for person in (organisation.bob, organisation.dana):
        actions.say_me_too(by=person, concern=pair[1])
    survivor = merge(pair, organisation.alice)
    assert MeToo.objects.filter(is_repeat=False).count() == 3
    actions.say_me_too(by=organisation.charlie, concern=survivor)
    assert MeToo.objects.count() == 4
    actions.take_back_me_too(by=organisation.bob, concern=survivor)
    assert MeToo.objects.filter(is_repeat=False).count() == 2
    assert list(bands_of([survivor.id], policy.reading_of(organisation.bob))) == [survivor.id]


@pytest.mark.slow
def test_a_merge_lets_nobody_read_more_than_before(organisation: Cast, raised: Raise) -> None:
    hidden = raised("Cell One is tired", audience=Audience.CELL, cell=organisation.cell_one, text="So tired")
    shown = raised("People are tired", audience=Audience.ORGANISATION)
    actions.note_measure(by=organisation.alice, concern=hidden, text="A pause")
    merge((hidden, shown), organisation.alice)
    page = queries.page_of(Concern.objects.get(id=shown.id), policy.reading_of(organisation.charlie))
    assert page.duplicates == []
    assert page.measures == []
    page = queries.page_of(Concern.objects.get(id=shown.id), policy.reading_of(organisation.bob))
    assert [each.duplicate for each in page.duplicates] == [hidden]


@pytest.mark.slow
def test_whoever_reads_only_the_duplicate_still_reads_it(
    organisation: Cast, raised: Raise, client_of: Callable[..., object]
) -> None:
    hidden = raised("The plan is unclear")
    shown = raised("People are tired", audience=Audience.ORGANISATION)
    merge((shown, hidden), organisation.alice)
    answer = client_of(organisation.bob).get(f"/concerns/{shown.id}/")  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert "The plan is unclear" not in answer.content.decode()


@pytest.mark.slow
def test_what_stands_in_another_concern_is_not_changed_there(organisation: Cast, pair: tuple[Concern, Concern]) -> None:
    alice = organisation.alice
    merge(pair, alice)
    duplicate = Concern.objects.get(id=pair[0].id)
    idea = actions.note_idea(by=alice, title="A rota")
    for deed in (
        lambda: move(duplicate, State.DECIDED, by=alice),
        lambda: actions.edit_concern(by=alice, concern=duplicate, title="Other", text=""),
        lambda: actions.classify_concern(by=alice, concern=duplicate, stuck=Stuck.NONE, themes=[]),
        lambda: actions.note_idea(by=alice, title="Another", concern=duplicate),
        lambda: actions.judge_fit(by=alice, idea=idea, concern=duplicate, fit=FitKind.HELPS),
        lambda: actions.note_measure(by=alice, concern=duplicate, text="A rota"),
        lambda: actions.note_perspective(by=alice, concern=duplicate, position="So"),
        lambda: merge((duplicate, pair[1]), alice),
        lambda: merge((pair[1], duplicate), alice),
    ):
        with pytest.raises(Refused):
            deed()


@pytest.mark.slow
def test_what_was_written_in_between_stays_where_it_was_written(
    organisation: Cast, desks: Desks, pair: tuple[Concern, Concern]
) -> None:
    alice, (one, other) = organisation.alice, pair
    before = dump()
    survivor = merge(pair, alice)
    actions.say_me_too(by=organisation.bob, concern=survivor)
    idea = actions.note_idea(by=alice, title="A rota", concern=survivor)
    move(survivor, State.LOOKED_AT, by=alice)
    actions.undo_merge(by=alice, duplicate=one)
    assert Fit.objects.get(idea=idea).concern == other
    assert MeToo.objects.get().concern == other
    one.refresh_from_db()
    assert (one.root, one.state) == (None, State.RAISED)
    after = dump()
    untouched = {name for name in before if name not in {"Concern", "Change", "Idea", "Fit", "MeToo"}}
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}


@pytest.mark.slow
def test_a_voice_behind_the_duplicate_answers_for_the_one_that_stands_for_it(
    organisation: Cast, desks: Desks, raised: Raise
) -> None:
    voice = say(desks).voice
    one, other = raised("Reviews wait", voices=(voice,)), raised("Waiting for reviews")
    survivor = move(merge((one, other), organisation.alice), State.FIXED, by=organisation.alice)
    assert actions.answer_fix(voice=voice, concern=one, helped=True)
    survivor.refresh_from_db()
    assert survivor.state == State.CONFIRMED


@pytest.mark.slow
def test_a_name_in_the_reason_of_a_merge_waits_for_a_look(organisation: Cast, pair: tuple[Concern, Concern]) -> None:
    told: dict[str, Any] = {
        "by": organisation.alice,
        "duplicate": pair[0],
        "survivor": pair[1],
        "reason": "Bob says so.",
    }
    with pytest.raises(Marked):
        actions.merge_concerns(**told)
    assert not Merge.objects.exists()
    assert actions.merge_concerns(**told, kept="He says so himself.").reason == "Bob says so."


@pytest.mark.slow
def test_nobody_merges_what_they_do_not_keep(organisation: Cast, pair: tuple[Concern, Concern]) -> None:
    with pytest.raises(PermissionError):
        merge(pair, organisation.bob)
    assert not Merge.objects.exists()


@pytest.mark.slow
def test_duplicates_are_suggested_among_what_one_may_read(organisation: Cast, raised: Raise) -> None:
    one = raised("Reviews wait for days", audience=Audience.ORGANISATION)
    same = raised("Waiting for reviews", audience=Audience.ORGANISATION)
    hidden = raised("Reviews and waiting")
    raised("The forum is hard to follow", audience=Audience.ORGANISATION, text="")
    found = {each.other.id for each in likely_duplicates(one, policy.reading_of(organisation.alice))}
    assert found == {same.id, hidden.id}
    assert {each.other.id for each in likely_duplicates(one, policy.reading_of(organisation.bob))} == {same.id}
    assert Source.objects.count() == 0
