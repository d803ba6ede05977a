"""What only the desk reads lies closed in the database, under a key file outside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from hypothesis import given
from hypothesis import strategies as st

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions, closed, policy
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Fit, Idea, Measure, Perspective
from groundswell.register.queries.likely import likely_duplicates
from groundswell.register.queries.proposals import Sealed, content_of
from groundswell.register.rules.concerns import State
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.tests.conftest import Desks, desk_of, keep_all, proposed, published
from groundswell.register.tests.test_sealed_proposals import answer, written_anywhere
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import say

type Raise = Callable[..., Concern]

AT_THE_DESK = ["zqtitle", "zqtext", "zqidea", "zqcondition", "zqnote", "zqview", "zqwhen", "zqbest", "zqdone"]
REASONS = ["zqmoved", "zqmerged", "zqshared"]


def found(canaries: list[str]) -> list[str]:
    stored = written_anywhere().casefold()
    return [each for each in canaries if each in stored]


def desk_full_of_canaries(by: Person, *sources: SourceRef) -> Concern:
    """Write down at the desk whatever an advocate can, because of a voice."""
    concern = actions.raise_concern(by=by, title="Zqtitle", text="Zqtext", sources=sources)
    other = actions.raise_concern(by=by, title="Zqtitle too", audience=Audience.ADVOCATE)
    idea = actions.note_idea(by=by, title="Zqidea", text="", concern=concern)
    actions.judge_fit(
        by=by, idea=idea, concern=concern, fit=FitKind.DEPENDS, condition="Zqcondition", note="Zqnote", kept="x"
    )
    actions.note_perspective(
        by=by, concern=concern, position="Zqview", conditions="Zqwhen", best_case="Zqbest", audience=Audience.ADVOCATE
    )
    actions.note_measure(by=by, concern=concern, text="Zqdone", carried_by="Zqdone too", audience=Audience.ADVOCATE)
    concern = actions.move_concern(by=by, concern=concern, to=State.LOOKED_AT, reason="Zqmoved")
    actions.change_audience(by=by, item=concern, audience=Audience.ADVOCATE, reason="Zqshared")
    merged = actions.merge_concerns(by=by, duplicate=other, survivor=concern, reason="Zqmerged")
    assert merged.reason == "Zqmerged"
    return concern


@pytest.mark.slow
def test_nothing_that_the_desk_writes_is_in_the_database_before_it_goes_out_and_then_it_is(
    desks: Desks, alice: Person
) -> None:
    spoken = say(desks)
    concern = desk_full_of_canaries(alice, SourceRef.voice(spoken.voice))
    assert found([*AT_THE_DESK, *REASONS]) == []
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    actions.compare_words(by=alice, wording=wording, originals={spoken.voice: "x"}, desk=desks.alice)
    keep_all(wording, alice)
    actions.ask_authors(by=alice, wording=wording, desk=desks.alice)
    answer(spoken, ConsentState.AGREED)
    assert found([*AT_THE_DESK, *REASONS]) == []
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert found([*AT_THE_DESK, *REASONS]) == ["zqtitle", "zqtext"]


@pytest.mark.slow
def test_a_proposal_without_a_sealed_voice_lies_closed_until_it_is_out(raised: Raise, alice: Person) -> None:
    wording = proposed(raised("Zqtitle", text="Zqtext"), Audience.ORGANISATION, by=alice)
    assert content_of(wording, None).words["title"] == "Zqtitle"
    assert found([*AT_THE_DESK, *REASONS]) == []
    keep_all(wording, alice)
    actions.publish_words(by=alice, wording=wording)
    assert found([*AT_THE_DESK, *REASONS]) == ["zqtitle", "zqtext"]


def test_a_proposal_under_another_key_file_is_stopped_and_written_anew(
    raised: Raise, alice: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wording = proposed(raised(), Audience.ORGANISATION, by=alice)
    monkeypatch.setattr(settings, "KEYS_FOLDER", tmp_path / "others")
    with pytest.raises(Sealed, match="Nobody can open"):
        content_of(wording, None)
    actions.drop_words(by=alice, wording=wording)


@pytest.mark.slow
def test_it_is_read_at_the_desk_as_it_was_written(alice: Person) -> None:
    concern = desk_full_of_canaries(alice)
    concern = Concern.objects.get(id=concern.id)
    assert (concern.title, concern.text) == ("Zqtitle", "Zqtext")
    assert Idea.objects.get().title == "Zqidea"
    assert (Fit.objects.get().condition, Fit.objects.get().note) == ("Zqcondition", "Zqnote")
    assert Perspective.objects.get().said == "Zqview\n\nZqwhen\n\nZqbest"
    assert Measure.objects.get().carried_by == "Zqdone too"


@pytest.mark.slow
def test_words_that_come_back_to_the_desk_are_closed_again(desks: Desks, raised: Raise, alice: Person) -> None:
    spoken = say(desks)
    concern = raised("Zqtitle", text="Zqtext", voices=(spoken.voice,))
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    actions.compare_words(by=alice, wording=wording, originals={spoken.voice: "x"}, desk=desks.alice)
    keep_all(wording, alice)
    actions.ask_authors(by=alice, wording=wording, desk=desks.alice)
    answer(spoken, ConsentState.AGREED)
    actions.publish_words(by=alice, wording=wording, desk=desks.alice)
    assert "Zqtitle" in cells_of("Zqtitle")
    answer(spoken, ConsentState.OBJECTED)
    assert cells_of("Zqtitle") == ""
    assert Concern.objects.get().title == "Zqtitle"


def cells_of(word: str) -> str:
    """Return the word when a row of any table holds it."""
    from groundswell.voices.tests.test_traces import everything_stored  # noqa: PLC0415 - one use

    return word if word.casefold() in everything_stored().casefold() else ""


def test_what_narrows_by_a_click_is_closed_and_what_widens_is_open(raised: Raise, alice: Person) -> None:
    concern = published(raised("Zqtitle"), Audience.ORGANISATION, by=alice)
    assert not stored_title(concern).startswith(closed.CLOSED)
    actions.change_audience(by=alice, item=concern, audience=Audience.ADVOCATE, reason="It was too early.")
    assert stored_title(concern).startswith(closed.CLOSED)


def stored_title(concern: Concern) -> str:
    """Return the column as it is, past the field that opens it."""
    raw = Concat("title", Value(""), output_field=TextField())
    return str(Concern.objects.annotate(raw=raw).values_list("raw", flat=True).get(id=concern.id))


def test_duplicates_at_the_desk_are_suggested_although_no_index_holds_them(raised: Raise, alice: Person) -> None:
    one, other = raised("Zqtitle waits for lamps", text=""), raised("Lamps wait for zqtitle", text="")
    raised("Something else entirely")
    likely = likely_duplicates(one, policy.reading_of(alice))
    assert [each.other.id for each in likely] == [other.id]


@pytest.mark.slow
@given(st.text())
def test_whatever_was_written_is_opened_again_and_its_length_is_hidden(text: str) -> None:
    stored = closed.closed(text)
    assert closed.opened(stored) == text
    assert len(stored) == len(closed.closed(""))


@pytest.mark.parametrize(("shorter", "longer"), [(0, 1023), (1024, 4095), (17_000, 60_000), (66_000, 79_000)])
def test_what_a_dump_shows_of_a_length_is_one_of_the_sizes_of_whatever_is_sealed(shorter: int, longer: int) -> None:
    assert len(closed.closed("x" * shorter)) == len(closed.closed("x" * longer))
    assert closed.opened(closed.closed("x" * longer)) == "x" * longer


def test_words_that_look_closed_are_closed_once_more(raised: Raise) -> None:
    concern = raised(f"{closed.CLOSED}xyz")
    assert Concern.objects.get(id=concern.id).title == f"{closed.CLOSED}xyz"


def test_another_key_file_is_said_plainly_and_breaks_no_page(
    raised: Raise, alice: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raised("Zqtitle")
    monkeypatch.setattr(settings, "KEYS_FOLDER", tmp_path / "others")
    assert "do not open" in Concern.objects.get().title
    assert "do not open" in closed.opened(f"{closed.CLOSED}not base64")


def test_nobody_reads_what_lies_closed_by_saying_it_as_words_of_their_own(
    raised: Raise, alice: Person, bob: Person
) -> None:
    hidden = stored_title(raised("Zqtitle"))
    concern = raised("Something else", audience=Audience.ORGANISATION)
    view = actions.add_own_perspective(by=bob, concern=concern, text=hidden, conditions=hidden[:400])
    assert Perspective.objects.get(id=view.id).position == hidden
