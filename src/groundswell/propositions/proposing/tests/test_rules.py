"""What the rules of propositions decide, tried with anything."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.propositions.proposing.rules import brief, changes, coverage, decisions, duties, reviews, sides
from groundswell.propositions.proposing.rules.coverage import Fate, Given, Lack, Unanswerable
from groundswell.propositions.proposing.rules.decisions import DecisionFault, Outcome
from groundswell.propositions.proposing.rules.outside import Inside, kept_inside
from groundswell.propositions.proposing.rules.reviews import Answer, AnswerFault, Ended, SendingFault
from groundswell.propositions.proposing.rules.statements import how_many
from groundswell.register.rules.bands import Band

ITEMS = [uuid4() for _ in range(6)]
items = st.sampled_from(ITEMS)
words = st.sampled_from([b"one", b"two"])
answers = st.builds(
    lambda fate, marked, target: Given(fate, marked, target if fate is Fate.SAME_AS else None),
    st.sampled_from(Fate),
    words,
    items,
)
TODAY = date(2026, 11, 25)


@given(st.dictionaries(items, words), st.dictionaries(items, answers))
def test_something_is_answered_if_a_walk_along_the_same_as_ends_at_an_answer_that_counts(
    required: dict[UUID, bytes], given_: dict[UUID, Given]
) -> None:
    lacking = coverage.missing(required, given_)
    for item, mark in required.items():
        response = given_.get(item)
        if response is None:
            assert lacking[item] is Lack.NOTHING
        elif response.words != mark:
            assert lacking[item] is Lack.WORDS
        elif response.same_as is None:
            assert item not in lacking
    for item in required.keys() - lacking.keys():
        seen, end = {item}, item
        while target := given_[end].same_as:
            assert target not in seen, "a circle counts as an answer"
            seen.add(target)
            end = target
        assert end in required
        assert end not in lacking
    assert coverage.is_covered(required, given_) == (bool(required) and not lacking)


def test_two_that_each_say_the_same_as_the_other_answer_nothing() -> None:
    one, other, third = ITEMS[:3]
    answered = {one: Given(Fate.SAME_AS, b"", other), other: Given(Fate.SAME_AS, b"", one)}
    answered[third] = Given(Fate.SAME_AS, b"", one)
    assert coverage.missing(dict.fromkeys(answered, b""), answered) == dict.fromkeys(answered, Lack.SAME_AS)


@given(st.lists(st.tuples(items, items), max_size=30))
def test_no_row_of_answers_makes_a_circle(tries: list[tuple[UUID, UUID]]) -> None:
    given_: dict[UUID, Given] = {}
    for item, target in tries:
        fault = coverage.unanswerable(
            item, Fate.SAME_AS, required=ITEMS, given=given_, has_part=True, reason="Yes.", same_as=target
        )
        if fault is None:
            given_[item] = Given(Fate.SAME_AS, b"one", target)
    for item in ITEMS:
        seen, place = set[UUID](), item
        while place in given_:
            assert place not in seen
            seen.add(place)
            place = given_[place].same_as or ITEMS[0]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"required": ITEMS[1:]}, Unanswerable.NOT_LINKED),
        ({"has_part": False}, Unanswerable.PART),
        ({"reason": " "}, Unanswerable.REASON),
        ({"fate": Fate.SAME_AS}, Unanswerable.NO_TARGET),
        ({"fate": Fate.SAME_AS, "same_as": ITEMS[0]}, Unanswerable.ITSELF),
        ({"fate": Fate.SAME_AS, "same_as": uuid4()}, Unanswerable.TARGET_NOT_LINKED),
        ({"fate": Fate.SAME_AS, "same_as": ITEMS[1]}, None),
        # Others walk in a circle already: this one is not in it, and says nothing wrong.
        (
            {
                "fate": Fate.SAME_AS,
                "same_as": ITEMS[1],
                "given": {
                    ITEMS[1]: Given(Fate.SAME_AS, b"", ITEMS[2]),
                    ITEMS[2]: Given(Fate.SAME_AS, b"", ITEMS[1]),
                },
            },
            None,
        ),
        ({}, None),
    ],
)
def test_an_answer_lacks_nothing(more: dict[str, object], fault: Unanswerable | None) -> None:
    asked = {"required": ITEMS, "given": {}, "has_part": True, "reason": "Yes.", "same_as": None} | more
    fate = asked.pop("fate", Fate.ACCEPTED)
    assert coverage.unanswerable(ITEMS[0], fate, **asked) is fault  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "said", "fault"),
    [
        (None, "", AnswerFault.CHOICE),
        (Answer.CONCERN, " ", AnswerFault.SENTENCE),
        (Answer.OBJECTION, "", AnswerFault.REASON),
        (Answer.OBJECTION, "It costs too much.", None),
        (Answer.SUPPORT, "", None),
        (Answer.NOT_NOW, "", None),
    ],
)
def test_a_click_is_enough_but_for_a_concern_and_an_objection(
    answer: Answer | None, said: str, fault: AnswerFault | None
) -> None:
    assert reviews.answer_fault(answer, said) is fault


@pytest.mark.parametrize(
    ("days", "minutes", "people", "fault"),
    [
        (0, 10, 5, SendingFault.DEADLINE),
        (1, 0, 5, SendingFault.MINUTES),
        (1, 241, 5, SendingFault.MINUTES),
        (1, 10, 0, SendingFault.NOBODY),
        (1, 240, 1, None),
    ],
)
def test_a_review_is_sent_to_somebody_for_a_day_to_come(
    days: int, minutes: int, people: int, fault: SendingFault | None
) -> None:
    deadline = TODAY + timedelta(days=days)
    assert reviews.sending_fault(deadline=deadline, today=TODAY, minutes=minutes, people=people) is fault


def test_twenty_people_and_half_an_hour_are_ten_hours() -> None:
    assert reviews.hours(20, 30) == 10


def test_somebody_is_here_with_one_working_day_and_a_weekend_is_none() -> None:
    friday = date(2026, 11, 27)
    sunday, monday = friday + timedelta(days=2), friday + timedelta(days=3)
    assert not reviews.is_here({friday}, friday, sunday)
    assert reviews.is_here({friday}, friday, monday)


def test_a_review_closes_at_its_deadline_or_when_all_have_answered_and_not_before() -> None:
    for today, answered, asked, over in ((0, 4, 5, False), (0, 5, 5, True), (1, 0, 5, True), (0, 0, 0, False)):
        day = TODAY + timedelta(days=today)
        assert reviews.is_over(deadline=TODAY, today=day, answered=answered, asked=asked) is over


@given(st.lists(st.sampled_from([*Answer, None]), min_size=1, max_size=40))
def test_what_is_shown_of_a_review_is_steps_and_nothing_under_six(every: list[Answer | None]) -> None:
    told = reviews.result_of(every)
    given_ = [each for each in every if each]
    assert told.asked == len(every)
    assert told.answered_percent % 10 == 0
    assert told.answered_percent <= len(given_) * 100 / len(every)
    assert not told.counts or len(given_) >= 6
    for answer, step in told.counts.items():
        assert {"few": 0, "5+": 5, "10+": 10, "20+": 20}[step] <= given_.count(Answer(answer))


def test_whatever_is_shown_somebody_may_not_have_answered_and_somebody_otherwise_than_all() -> None:
    for asked in range(1, 26):
        worlds: dict[tuple[int, str], list[tuple[int, int]]] = {}
        for given_ in range(asked + 1):
            for same in range(given_ + 1):
                every = [Answer.SUPPORT] * same + [Answer.CONCERN] * (given_ - same) + [None] * (asked - given_)
                told = reviews.result_of(every)
                key = (told.answered_percent, told.counts.get("support", ""))
                worlds.setdefault(key, []).append((given_, same))
        for shown, could_be in worlds.items():
            assert any(given_ < asked for given_, _ in could_be), (asked, shown)
            assert any(same < given_ for given_, same in could_be) or could_be == [(0, 0)], (asked, shown)
            assert len({same for _, same in could_be}) > 1 or asked == 1, (asked, shown)
    assert reviews.result_of([]).asked == 0


def test_nobody_and_a_few_look_the_same() -> None:
    some = reviews.result_of([Answer.SUPPORT] * 9 + [Answer.OBJECTION])
    none = reviews.result_of([Answer.SUPPORT] * 9 + [Answer.NO_OPINION])
    assert some.counts["objection"] == none.counts["objection"]


def test_an_objection_blocks_what_it_is_about_until_it_ends() -> None:
    assert reviews.blocks(Answer.OBJECTION, None, about=(), part=1)
    assert reviews.blocks(Answer.OBJECTION, None, about={1}, part=1)
    assert reviews.blocks(Answer.OBJECTION, None, about={2, 1}, part=1)
    assert not reviews.blocks(Answer.OBJECTION, None, about={2}, part=1)
    assert not reviews.blocks(Answer.OBJECTION, Ended.WITHDRAWN, about={1}, part=1)
    assert not reviews.blocks(Answer.CONCERN, None, about=(), part=1)


def test_words_that_went_into_another_part_are_found_there_and_those_that_were_there_before_are_not() -> None:
    objected = "Nobody answers clients on that day."
    before = {1: objected, 2: "Pair for an hour.", 3: "It is said that nobody answers clients on that day."}
    now = {2: "Pair for an hour; nobody ANSWERS clients, on that day.", 3: before[3], 4: "Nobody answers anybody."}
    assert reviews.parts_with_words_of(objected, before, now) == {2}
    assert reviews.parts_with_words_of(objected, before, now | {4: objected}) == {2, 4}
    assert reviews.parts_with_words_of("No rota.", {1: "No rota."}, {2: "A rota.", 3: "So: no rota"}) == {3}
    assert reviews.parts_with_words_of("", {}, {2: "A rota.", 3: ""}) == frozenset()


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"is_published": False}, DecisionFault.PUBLISHED),
        ({"is_covered": False}, DecisionFault.COVERED),
        ({"is_in_review": True}, DecisionFault.REVIEW),
        ({"is_in_review": True, "stands_objection": True}, DecisionFault.REVIEW),
        ({"is_as_published": False, "stands_objection": True}, DecisionFault.DRAFT),
        ({"is_as_published": False, "outcome": Outcome.NO}, DecisionFault.DRAFT),
        ({"is_as_published": False, "outcome": Outcome.LATER}, None),
        ({"stands_objection": True, "is_asked_about": False}, DecisionFault.OBJECTION),
        ({"is_asked_about": False, "reason": " "}, DecisionFault.ASKED),
        ({"is_asked_about": False, "outcome": Outcome.NO}, None),
        ({"is_asked_about": False, "outcome": Outcome.LATER}, None),
        ({"reason": " "}, DecisionFault.REASON),
        ({"has_decider": False}, DecisionFault.DECIDER),
        ({"review_on": None}, DecisionFault.REVIEW_DAY),
        ({"review_on": TODAY}, DecisionFault.REVIEW_DAY),
        ({"needs_transition": True}, DecisionFault.TRANSITION),
        ({"needs_transition": True, "transition": "https://handbook.example/"}, None),
        ({}, None),
    ],
)
def test_a_decision_lacks_nothing(more: dict[str, object], fault: DecisionFault | None) -> None:
    asked: dict[str, object] = {
        "outcome": Outcome.YES,
        "is_published": True,
        "is_covered": True,
        "is_in_review": False,
        "is_as_published": True,
        "is_asked_about": True,
        "stands_objection": False,
        "reason": "Because.",
        "has_decider": True,
        "review_on": TODAY + timedelta(days=1),
        "today": TODAY,
        "needs_transition": False,
        "transition": "",
    }
    assert decisions.decision_fault(**(asked | more)) is fault  # type: ignore[arg-type]


def test_a_decision_is_overdue_after_its_day_and_only_while_it_is_not_made() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert decisions.is_overdue(yesterday, TODAY, decided=False)
    assert not decisions.is_overdue(TODAY, TODAY, decided=False)
    assert not decisions.is_overdue(yesterday, TODAY, decided=True)
    assert not decisions.is_overdue(None, TODAY, decided=False)


def test_the_pace_is_the_middle_of_all() -> None:
    pairs = [(TODAY - timedelta(days=days), TODAY) for days in (3, 90, 10)]
    assert decisions.days_taken(pairs) == 10
    assert decisions.days_taken([]) is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_runs_of_words_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    runs = changes.word_changes(before, after)
    assert changes.text_before(runs) == before
    assert changes.text_after(runs) == after


def test_a_changed_word_is_shown_as_a_whole_word() -> None:
    runs = changes.word_changes("Review in two days.", "Review in three days.")
    assert [run.text for run in runs if run.change is not changes.Change.SAME] == ["two", "three"]


def test_only_fields_in_which_something_changed_are_shown_and_gone_ones_too() -> None:
    found = changes.changed({"a": "one", "b": "two", "c": "three"}, {"a": "one", "b": "2", "d": "four"})
    assert list(found) == ["b", "d", "c"]


@pytest.mark.parametrize(("count", "minutes"), [(0, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_takes_a_minute_for_two_hundred_words(count: int, minutes: int) -> None:
    assert changes.minutes_to_read(count) == minutes


def test_words_are_counted_as_a_reader_counts_them() -> None:
    assert changes.word_count("Review  within\na day. ") == 4


def test_a_side_is_heard_in_exactly_its_words() -> None:
    one, two, three = ITEMS[:3]
    views = {one: b"a", two: b"b", three: b"c"}
    assert sides.unheard(views, {one}, {two: {b"b"}, three: {b"other words"}}) == {three}


def test_a_duty_under_two_roles_and_one_under_none_that_anybody_holds_are_shown() -> None:
    roles = {"Liaison": ["Answer the forum.", "keep notes"], "Firefighter": ["answer the  forum"], "Old": ["sweep"]}
    found = duties.duty_map(roles, {"Liaison", "Firefighter"}, ["Mentor newcomers", "keep notes"])
    assert found.under_two == {"Answer the forum.": ("Firefighter", "Liaison")}
    assert found.under_none == ("Mentor newcomers", "sweep")


@given(st.integers(0, 60))
def test_for_how_many_is_told_from_ten_on_and_in_a_band(count: int) -> None:
    told = how_many(count)
    assert (told is None) == (count < 10)
    assert told in {None, Band.TEN, Band.TWENTY}


@pytest.mark.parametrize(
    ("is_sealed_behind", "letter", "has_details", "was_looked_at", "kept"),
    [
        (False, None, False, False, None),
        (False, None, True, False, Inside.DETAILS),
        (False, None, True, True, None),
        (True, None, False, False, Inside.CONTRIBUTORS),
        (True, TODAY - timedelta(days=6), True, True, Inside.CONTRIBUTORS),
        (True, TODAY - timedelta(days=7), False, False, None),
        (True, TODAY - timedelta(days=7), True, False, Inside.DETAILS),
    ],
)
def test_words_stay_inside_until_those_behind_them_had_a_week_and_each_detail_a_look(
    *, is_sealed_behind: bool, letter: date | None, has_details: bool, was_looked_at: bool, kept: Inside | None
) -> None:
    told = kept_inside(
        is_sealed_behind=is_sealed_behind,
        letter=letter,
        today=TODAY,
        has_details=has_details,
        was_looked_at=was_looked_at,
    )
    assert told is kept


@pytest.mark.parametrize(
    ("review_on", "looked_on", "is_due"),
    [
        (TODAY + timedelta(days=1), None, False),
        (TODAY, None, True),
        (TODAY, TODAY, False),
        (TODAY, TODAY - timedelta(days=1), True),
    ],
)
def test_a_decision_is_looked_at_from_its_day_on_once(review_on: date, looked_on: date | None, *, is_due: bool) -> None:
    assert decisions.is_to_look_at(review_on, looked_on, TODAY) is is_due


def test_a_short_proposition_stands_unfolded_and_a_long_one_does_not() -> None:
    line = "x" * 65
    assert brief.fits("", [])
    assert brief.fits(line, [line, line]), "a line of reason, and two parts of a line each"
    assert not brief.fits(line + "x", [line, line + "x"])
    assert not brief.fits("\n".join(["one"] * 9), [])


def test_a_proposition_has_come_as_far_as_the_last_thing_that_was_done_with_it() -> None:
    standing = decisions.Standing
    assert standing(is_published=True).step == "published"
    assert standing(is_sent=True).step == "in_review"
    assert standing(is_sent=True, is_reviewed=True).step == "reviewed"
    assert standing(is_sent=True, is_reviewed=True, is_decided=True).step == "decided"
