"""What sounds like something to do: by rules, for a person to confirm."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.captions.reading import read
from groundswell.connectors.captions.tests.files import REAL, needs_the_real_meetings
from groundswell.talks.action_items.rules.proposing import Sounds, due, proposals, sounds_like
from groundswell.talks.transcripts.rules import Cue

THURSDAY = date(2026, 8, 13)


@pytest.mark.parametrize(
    ("sentence", "sounds"),
    [
        ("I'll write a page about it.", Sounds.PROMISE),
        ("And I will also publish the numbers soon.", Sounds.PROMISE),
        ("Yeah, I can maybe follow up with them.", Sounds.PROMISE),
        ("Charlie, could you please review the change?", Sounds.REQUEST),
        ("So someone please make another implementation.", Sounds.REQUEST),
        ("Let's decide on one number in the channel.", Sounds.AGREEMENT),
        ("We should probably spec this somewhere.", Sounds.AGREEMENT),
        ("Action item: nobody has the hours.", Sounds.AGREEMENT),
        ("I will share my screen and show you.", None),
        ("Let's see how it goes.", None),
        ("I'll write it.", None),
        ("The builds are red since May.", None),
        ("If we had more hours, we should write it, and then it would be done.", None),
        ("It would be great if someone could open an issue.", Sounds.REQUEST),
        ("The builds are fixed, so someone please write the page.", Sounds.REQUEST),
        ("Nobody knows what we should write there.", None),
        ("That means we will test it twice.", None),
        ("Charlie says we should deploy the new one.", None),
        ("I think that first we should decide on, whether or not", None),
        ("I will share the…", None),
        ("I'll post it in a second.", None),
    ],
)
def test_promises_requests_and_agreements_are_told_apart(sentence: str, sounds: Sounds | None) -> None:
    assert sounds_like(sentence) == sounds


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("by Friday", date(2026, 8, 14)),
        ("before next Thursday", date(2026, 8, 20)),
        ("due on September 10th", date(2026, 9, 10)),
        ("on the 10th of September", date(2026, 9, 10)),
        ("until January 3", date(2027, 1, 3)),
        ("by the 25th", date(2026, 8, 25)),
        ("by the 3rd", date(2026, 9, 3)),
        ("by the 41st", None),
        ("on February 30", None),
        ("in two weeks", date(2026, 8, 27)),
        ("within 10 days", date(2026, 8, 23)),
        ("in a month", date(2026, 9, 12)),
        ("tomorrow", date(2026, 8, 14)),
        ("today", THURSDAY),
        ("this week", date(2026, 8, 14)),
        ("by the end of the week", date(2026, 8, 14)),
        ("next week", date(2026, 8, 21)),
        ("by the end of the month", date(2026, 8, 31)),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_seen_from_the_meeting(sentence: str, day: date | None) -> None:
    assert due(f"I will write it {sentence}.", THURSDAY) == day


def test_a_promise_is_of_its_speaker_and_a_request_of_whom_it_names() -> None:
    said = [
        ("Bob", "I'll write a page about it by Friday. It is slow."),
        ("Alice", "Charlie, can you review the page? Could Bob or Charlie, can you update the plan?"),
        ("Alice", "Can you send the numbers to Bob and Charlie?"),
        ("Bob", "I'll write a page about it by Friday."),
        ("Charlie M", "Hello."),
    ]
    cues = [Cue(name, place * 1000, place * 1000 + 1, words) for place, (name, words) in enumerate(said)]
    found = proposals(cues, held_on=THURSDAY)
    assert [(each.owner, each.said_by, each.start) for each in found] == [
        ("Bob", "Bob", 0),
        ("Charlie M", "Alice", 1000),
        ("", "Alice", 1000),
        ("", "Alice", 2000),
    ]
    assert found[0].due_on == date(2026, 8, 14)


@pytest.mark.parametrize(
    ("sentence", "is_firm"),
    [
        ("Please open an issue for the red builds.", True),
        ("I'll send the draft to the forum by Friday.", True),
        ("Let's discuss it async in the channel.", True),
        ("I will write a design document some day.", False),
        ("We can test that one way or another.", False),
    ],
)
def test_what_names_others_a_day_or_a_place_is_worth_the_first_look(sentence: str, *, is_firm: bool) -> None:
    [found] = proposals([Cue("Bob", 0, 1, sentence)], held_on=THURSDAY)
    assert found.is_firm == is_firm


def test_what_is_said_beside_something_else_to_do_or_at_the_end_is_worth_the_first_look_too() -> None:
    """Counted in 78 recorded meetings and confirmed in 77 others: decision 0189."""

    def firm(*said: tuple[int, str], minutes: int = 60) -> list[bool]:
        cues = [Cue("Bob", second * 1000, second * 1000 + 1, words) for second, words in said]
        found = proposals([*cues, Cue("Ann", 0, minutes * 60_000, "Good bye.")], held_on=THURSDAY)
        return [each.is_firm for each in found]

    promise, agreed = "I'll write down what we said.", "We have to update the table of names."
    assert firm((600, promise)) == [False]
    assert firm((600, promise), (660, agreed)) == [True, False]
    assert firm((600, promise), (661, agreed)) == [False, False]
    assert firm((3200, promise), (3210, agreed)) == [True, True]
    assert firm((3060, agreed), (3060, "We have to close the old repo.")) == [False, True]
    assert firm((3200, agreed)) == [False]


@given(st.text(max_size=300), st.dates(max_value=date(9990, 1, 1)))
def test_whatever_is_said_and_whenever_an_item_has_its_words_its_speaker_and_no_day_that_is_past(
    text: str, held_on: date
) -> None:
    for each in proposals([Cue("Bob", 0, 1, text)], held_on=held_on):
        assert each.text.strip()
        assert each.said_by == "Bob"
        assert each.due_on is None or each.due_on >= held_on


SECONDS = 60


def seconds(stamp: str) -> int:
    hours, minutes, rest = map(int, stamp.split(":"))
    return hours * 3600 + minutes * 60 + rest


@needs_the_real_meetings
@pytest.mark.parametrize("folder", REAL, ids=lambda folder: folder.name)
def test_the_items_of_a_real_meeting_are_among_what_is_proposed(folder: Path) -> None:
    """Read beside the meetings' own summaries, which name far less than people promise: see decision 0128."""
    cues = read((folder / "transcript.vtt").read_bytes()).cues
    summary = json.loads((folder / "summary.json").read_text())
    times = [seconds(item["timestamp"]) for item in summary["action_items"]]
    found = proposals(cues, held_on=THURSDAY)
    near = [any(abs(each.start / 1000 - time) <= SECONDS for time in times) for each in found]
    firm = [is_near for is_near, each in zip(near, found, strict=True) if each.is_firm]
    assert all(any(abs(each.start / 1000 - time) <= SECONDS for each in found) for time in times), "recall"
    assert sum(firm) / len(firm) > sum(near) / len(near), "those that are worth the first look are nearer than the rest"
    assert sum(near) / len(near) > 0.2, "precision"
    assert len(found) < 15, "a person can look at them"
