"""What is left out, what belongs together, and who is shown what: decided without a database."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.talks.transcripts import marks, rules
from groundswell.talks.transcripts.rules import CUES_A_PART, Consent, Cue, Placed, Reach, Span

TIMES = st.integers(0, 100)
CUES = st.lists(
    st.builds(
        lambda speaker, start, lasts: Cue(speaker, start, start + lasts, f"{speaker} {start}"),
        st.sampled_from(["Bob", "Charlie", ""]),
        TIMES,
        TIMES,
    ),
    max_size=500,
)


@given(CUES, st.lists(st.builds(lambda start, lasts: Span(start, start + lasts), TIMES, TIMES), max_size=5))
def test_nothing_said_off_the_record_is_kept_and_everything_else_is(cues: list[Cue], spans: list[Span]) -> None:
    kept = rules.on_the_record(cues, spans)
    moments = {moment for span in spans for moment in range(span.start, span.end + 1)}
    assert all(moments.isdisjoint(range(cue.start, cue.end + 1)) for cue in kept)
    left_out = [cue for cue in cues if cue not in kept]
    assert all(not moments.isdisjoint(range(cue.start, cue.end + 1)) for cue in left_out)


def test_who_says_off_the_record_is_noticed() -> None:
    said = [
        "This is off the record.",
        "For the record: no.",
        "Can you stop the recording?",
        "Off-the-record, it is bad",
    ]
    cues = [Cue("Bob", place, place, words) for place, words in enumerate(said)]
    assert rules.spoken_marks(cues) == [0, 2, 3]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Das ist nicht fürs Protokoll, ja?"),
        ("de", "Könntest du die Aufnahme bitte stoppen?"),
        ("en", "Stop recording, please."),
        ("es", "Que no conste en acta."),
        ("fr", "Coupez l’enregistrement, s’il vous plaît."),
        ("it", "Questo resta tra noi."),
        ("nl", "Dit blijft onder ons."),
        ("pt", "Isto fica entre nós."),
    ],
)
def test_it_is_noticed_in_each_language_that_the_page_names(language: str, said: str) -> None:
    assert language in rules.heard_languages()
    assert any(re.search(phrase, said, re.IGNORECASE) for phrase in marks.PHRASES[language])
    assert rules.spoken_marks([Cue("Bob", 7, 8, said), Cue("Bob", 9, 9, "Gut, weiter.")]) == [7]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("\n \n", []),
        ("0:12:30 - 0:15:00", [Span(750_000, 900_999)]),
        ("12:30–15:00\n\n1:00:00 until 1:00:05", [Span(750_000, 900_999), Span(3_600_000, 3_605_999)]),
        ("12:30", 1),
        ("12:30 - 15:00\nlater", 2),
        ("12:30 - 12:29", 1),
        ("12:30 - 12:60", 1),
        ("12:61 - 13:00", 1),
    ],
)
def test_spans_are_typed_as_people_read_times(typed: str, found: list[Span] | int) -> None:
    assert rules.typed_spans(typed) == found


@pytest.mark.slow
@given(CUES)
def test_parts_hold_every_cue_once_in_its_place(cues: list[Cue]) -> None:
    again = []
    for number, part in enumerate(rules.parts(cues)):
        placed = sorted(
            (cue.place, Cue(name, cue.start, cue.end, cue.text)) for name, said in part.items() for cue in said
        )
        assert [place for place, _ in placed] == list(range(min(CUES_A_PART, len(cues) - number * CUES_A_PART)))
        again += [cue for _, cue in placed]
    assert again == cues


@given(CUES.filter(bool), st.sets(st.sampled_from(["Bob", "Charlie", ""])))
def test_a_page_shows_whom_it_may_and_one_line_for_whatever_lies_between(cues: list[Cue], shown: set[str]) -> None:
    part = next(rules.parts(cues))
    many = min(CUES_A_PART, len(cues))
    lines = rules.lines({name: said for name, said in part.items() if name in shown}, many)
    assert [line.text for line in lines if line.is_shared] == [cue.text for cue in cues[:many] if cue.speaker in shown]
    assert all(line.text == line.speaker == "" for line in lines if not line.is_shared)
    assert all(one.is_shared or other.is_shared for one, other in pairwise(lines))
    hidden = any(cue.speaker not in shown for cue in cues[:many])
    assert any(not line.is_shared for line in lines) is hidden


def test_a_time_reads_as_people_say_it() -> None:
    assert rules.lines({"Bob": [Placed(0, 3_723_000, 0, "Hi")]}, 1)[0].time == "1:02:03"


@given(st.lists(st.sampled_from(Consent), max_size=10))
def test_whatever_a_speaker_answers_in_whatever_order_the_last_word_holds(answers: list[Consent]) -> None:
    stands = Consent.ASKED
    for answer in answers:
        after = rules.answered(stands, answer)
        assert (after is None) is (answer not in rules.ANSWERS)
        was, stands = stands, after or stands
        if answer == Consent.REFUSED:
            assert (stands == Consent.WITHDRAWN) is (was in {Consent.SHARED, Consent.WITHDRAWN})
            assert not rules.may_read_words(stands, is_keeper=False, is_speaker=False)
    assert rules.answered(Consent.NOT_ASKED, Consent.SHARED) is None


@pytest.mark.parametrize("consent", Consent)
def test_only_a_yes_shows_words_to_others(consent: Consent) -> None:
    assert rules.may_read_words(consent, is_keeper=True, is_speaker=False)
    assert rules.may_read_words(consent, is_keeper=False, is_speaker=False) is (consent == Consent.SHARED)
    own = {Consent.ALONE, Consent.SHARED, Consent.WITHDRAWN}
    assert rules.may_read_words(consent, is_keeper=False, is_speaker=True) is (consent in own)


@given(st.lists(st.sampled_from(Consent), max_size=4))
def test_one_no_or_silence_hides_a_recording(consents: list[Consent]) -> None:
    assert rules.may_play(consents) is (set(consents) == {Consent.SHARED})


def test_a_meeting_exists_for_who_keeps_it_who_spoke_and_whom_somebody_shares_it_with() -> None:
    def may(reach: Reach, *who: str) -> bool:
        names = ("is_keeper", "is_speaker", "is_anything_shared")
        return rules.may_open(reach, **{name: name in who for name in names})

    assert may(Reach.SPEAKERS, "is_keeper")
    assert may(Reach.SPEAKERS, "is_speaker")
    assert not may(Reach.SPEAKERS, "is_anything_shared")
    assert may(Reach.ORGANISATION, "is_anything_shared")
    assert not may(Reach.ORGANISATION)


def test_a_name_suggests_people_and_never_decides() -> None:
    names = {"a": "Bob", "b": "Bob Miller", "c": "Zoë Marchand", "d": "Bob"}
    assert rules.likely("bob", names) == ["a", "d"]
    assert rules.likely("Bob Miller (Besu)", names) == ["b"]
    assert rules.likely("@miller / Bob", names) == ["b"]
    assert rules.likely("Miller | Offchain", names) == ["b"]
    assert rules.likely("Marchand", names) == ["c"]
    assert rules.likely("…", names) == []
