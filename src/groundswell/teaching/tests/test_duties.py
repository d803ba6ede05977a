"""Duties: asked each sprint, answered once for every place, done or skipped with a reason, handed over whole."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from groundswell.kit import clock
from groundswell.people import actions as people_actions
from groundswell.people import queries as people
from groundswell.people.models import Role
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.teaching import actions, pictures, policy
from groundswell.teaching.models import Answer, Duty, Fact, HandOver, Run
from groundswell.teaching.panels import DeskTeaching
from groundswell.teaching.queries import duties as queries
from groundswell.teaching.rules.duties import Adherence, AnswerKind, RunState
from groundswell.teaching.waiting import HandOvers
from tests.cast import Cast


def answered(cast: Cast, duty: Duty, threads: str = "12", spam: str = "yes") -> int:
    number, yes = (each.fact for each in queries.asked_in(duty))
    return actions.answer_duty(by=cast.alice, duty=duty, answers={number.id: threads, yes.id: spam})


def test_a_duty_is_done_when_everything_is_answered(organisation: Cast, duty: Duty) -> None:
    assert answered(organisation, duty, spam="") == 1
    with pytest.raises(Refused, match="Not everything is answered"):
        actions.finish_run(by=organisation.alice, duty=duty)
    assert [each.text for each in queries.asked_in(duty)] == ["12", ""], "what was answered is kept"
    answered(organisation, duty)
    actions.finish_run(by=organisation.alice, duty=duty)
    with pytest.raises(Refused, match="ended in this sprint already"):
        answered(organisation, duty)
    with pytest.raises(Refused, match="ended in this sprint already"):
        actions.skip_run(by=organisation.alice, duty=duty, reason="No.")


@pytest.mark.parametrize(("threads", "spam"), [("many", "yes"), ("12", "perhaps")])
def test_an_answer_of_another_kind_is_refused_at_its_question(
    organisation: Cast, duty: Duty, threads: str, spam: str
) -> None:
    with pytest.raises(Refused) as refused:
        answered(organisation, duty, threads, spam)
    assert refused.value.field in {str(each.fact.id) for each in queries.asked_in(duty)}
    assert not Answer.objects.exists(), "all of it or nothing"


def test_an_answer_can_be_corrected_and_taken_back(organisation: Cast, duty: Duty) -> None:
    assert answered(organisation, duty, "12,50", "no") == 2
    assert answered(organisation, duty, "12.50", "no") == 0
    assert answered(organisation, duty, "", "no") == 1
    assert [each.text for each in Answer.objects.all()] == ["no"]


def test_one_answer_feeds_every_duty_that_asks_it(organisation: Cast, duty: Duty) -> None:
    other = actions.begin_duty(by=organisation.mo, name="Write the update")
    fact = Fact.objects.get(words="Threads that wait")
    assert fact in queries.facts_elsewhere(other)
    actions.add_point(by=organisation.mo, duty=other, fact=fact)
    answered(organisation, duty)
    (asked,) = queries.asked_in(other)
    assert (asked.text, asked.elsewhere) == ("12", 1)
    actions.finish_run(by=organisation.alice, duty=other)
    with pytest.raises(Refused, match="asks that already"):
        actions.add_point(by=organisation.mo, duty=other, fact=fact)
    with pytest.raises(Refused, match="asked elsewhere already"):
        actions.add_point(by=organisation.mo, duty=other, words="Spam removed", kind=AnswerKind.TEXT)


def test_what_another_duty_asks_is_not_answered_here(organisation: Cast, duty: Duty) -> None:
    other = actions.begin_duty(by=organisation.mo, name="Write the update")
    fact = queries.asked_in(duty)[0].fact
    with pytest.raises(Refused, match="asks something else by now"):
        actions.answer_duty(by=organisation.alice, duty=other, answers={fact.id: "1"})
    with pytest.raises(Refused, match="asks for nothing yet"):
        actions.finish_run(by=organisation.alice, duty=other)


@pytest.mark.parametrize(
    ("told", "field"), [({"words": ""}, "words"), ({"kind": None}, "kind"), ({"unit": "x" * 41}, "unit")]
)
def test_a_question_has_words_and_a_kind(organisation: Cast, duty: Duty, told: dict[str, object], field: str) -> None:
    known: dict[str, object] = {"words": "Meetings kept", "kind": AnswerKind.NUMBER, "unit": "meetings"}
    with pytest.raises(Refused) as refused:
        actions.add_point(by=organisation.mo, duty=duty, **(known | told))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_adherence_is_of_the_duty_and_names_nobody(organisation: Cast, duty: Duty, noon: Traveller) -> None:
    answered(organisation, duty)
    actions.finish_run(by=organisation.alice, duty=duty)
    noon.shift(timedelta(days=14))
    with pytest.raises(Refused) as refused:
        actions.skip_run(by=organisation.alice, duty=duty, reason=" ")
    assert refused.value.field == "reason"
    actions.skip_run(by=organisation.alice, duty=duty, reason="The forum was closed.")
    noon.shift(timedelta(days=28))
    (line,) = queries.lines()
    assert (line.state, line.adherence) == (RunState.OPEN, Adherence(1, 1, 1))
    assert [state for _sprint, state in queries.states_of(duty)][-1] is RunState.OPEN
    assert [each.reason for each in queries.reasons_of(duty)] == ["The forum was closed."]
    columns = {field.name for model in (Run, Answer) for field in model._meta.get_fields()}
    assert not columns & {"by", "person", "done_by", "answered_by"}


def test_a_trend_is_drawn_with_its_gaps(organisation: Cast, duty: Duty, noon: Traveller) -> None:
    answered(organisation, duty)
    noon.shift(timedelta(days=28))
    answered(organisation, duty, "7", "no")
    numbers, yes = queries.trends_of(duty)
    assert [text for _sprint, text in numbers.values] == ["12", "", "7"]
    drawn = pictures.trend(numbers)
    assert drawn is not None
    assert [row[1] for row in drawn.table.rows] == ["12", "", "7"]
    assert [number for _sprint, number in yes.numbers] == [1, None, 0]
    words = actions.begin_duty(by=organisation.mo, name="Words")
    actions.add_point(by=organisation.mo, duty=words, words="What else", kind=AnswerKind.TEXT)
    assert pictures.trend(queries.trends_of(words)[0]) is None


def test_a_duty_ends_and_what_it_was_stays(organisation: Cast, duty: Duty, noon: Traveller) -> None:
    with pytest.raises(Refused, match="called so"):
        actions.begin_duty(by=organisation.mo, name=duty.name)
    answered(organisation, duty)
    actions.end_duty(by=organisation.mo, duty=duty)
    noon.shift(timedelta(days=14))
    assert queries.lines() == []
    with pytest.raises(Refused, match="This duty has ended"):
        answered(organisation, duty)
    assert actions.begin_duty(by=organisation.mo, name=duty.name).from_sprint == people.sprint_now().number
    actions.remove_point(by=organisation.mo, point=duty.points.all()[0])
    assert Answer.objects.count() == 2


def test_lists_cost_the_same_for_one_duty_and_for_three(
    organisation: Cast, duty: Duty, django_assert_num_queries: object
) -> None:
    people.sprint_now()
    with django_assert_num_queries(4):  # type: ignore[operator]
        queries.lines()
    for name in ("Two", "Three"):
        actions.begin_duty(by=organisation.mo, name=name)
    with django_assert_num_queries(4):  # type: ignore[operator]
        queries.lines()


def test_a_duty_is_for_whoever_holds_its_role(organisation: Cast) -> None:
    role = Role.objects.create(name="Forum moderator", grant=Grant.NONE)
    people_actions.assign_role(by=organisation.ada, role=role, person=organisation.dana)
    duty = actions.begin_duty(by=organisation.mo, name="Moderate", role=role)
    everybody = ("alice", "otto", "bob", "charlie", "dana", "mo", "ada", "lee")
    may = {name for name in everybody if policy.may_run(getattr(organisation, name), duty)}
    assert may == {"alice", "mo", "dana"}
    with pytest.raises(PermissionError):
        actions.skip_run(by=organisation.bob, duty=duty, reason="No.")
    assert [each.id for each in queries.open_for(organisation.dana)] == [duty.id]
    panel = DeskTeaching().panel_for(organisation.alice, is_open=False)
    assert panel is not None
    assert [line.state for line in panel.lines] == ["open this sprint"]


# ---------------------------------------------------------------- hand-overs


@pytest.fixture
def handed(organisation: Cast, duty: Duty) -> HandOver:
    """Return a duty that goes from the advocate to Dana today."""
    return actions.hand_over(
        by=organisation.mo, duty=duty, giver=organisation.alice, taker=organisation.dana, day=clock.today()
    )


def test_it_is_not_handed_over_while_a_permission_is_pending(organisation: Cast, handed: HandOver) -> None:
    asked = actions.need_permission(by=organisation.alice, found=handed, name="moderate the forum")
    with pytest.raises(Refused, match="Nobody has said yet"):
        actions.finish_hand_over(by=organisation.alice, found=handed)
    actions.take_duty(by=organisation.dana, found=handed, is_taken=True)
    with pytest.raises(Refused, match="moderate the forum"):
        actions.finish_hand_over(by=organisation.alice, found=handed)
    actions.give_permission(by=organisation.dana, permission=asked)
    actions.give_permission(by=organisation.dana, permission=asked, is_given=False)
    with pytest.raises(Refused, match="permission is still missing"):
        actions.finish_hand_over(by=organisation.alice, found=handed)
    actions.give_permission(by=organisation.dana, permission=asked)
    done = actions.finish_hand_over(by=organisation.alice, found=handed)
    assert (done.done_on, asked.given_on) == (clock.today(), clock.today())
    for late in (
        lambda: actions.finish_hand_over(by=organisation.alice, found=handed),
        lambda: actions.need_permission(by=organisation.alice, found=handed, name="more"),
        lambda: actions.take_duty(by=organisation.dana, found=handed, is_taken=False),
    ):
        with pytest.raises(Refused, match="handed over already"):
            late()


def test_a_hand_over_waits_for_its_day(organisation: Cast, duty: Duty, noon: Traveller) -> None:
    day = clock.today() + timedelta(days=3)
    found = actions.hand_over(by=organisation.mo, duty=duty, giver=None, taker=organisation.dana, day=day)
    actions.take_duty(by=organisation.dana, found=found, is_taken=True)
    with pytest.raises(Refused, match="day has not come"):
        actions.finish_hand_over(by=organisation.mo, found=found)
    noon.shift(timedelta(days=3))
    actions.finish_hand_over(by=organisation.mo, found=found)


@pytest.mark.parametrize(
    ("told", "field"), [({"taker": None}, "taker"), ({"day": None}, "day"), ({"giver": "dana"}, "taker")]
)
def test_a_hand_over_goes_to_somebody_else_on_a_day(
    organisation: Cast, duty: Duty, told: dict[str, object], field: str
) -> None:
    known: dict[str, object] = {"giver": organisation.alice, "taker": organisation.dana, "day": clock.today()}
    given = {name: getattr(organisation, each) if isinstance(each, str) else each for name, each in told.items()}
    with pytest.raises(Refused) as refused:
        actions.hand_over(by=organisation.mo, duty=duty, **(known | given))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_it_waits_for_its_taker_alone_and_a_no_needs_no_reason(organisation: Cast, handed: HandOver) -> None:
    source = HandOvers()
    assert source.asks_for(organisation.bob) == []
    (ask,) = source.asks_for(organisation.dana)
    assert "Look through the forum" in ask.question
    with pytest.raises(LookupError):
        source.answer(organisation.bob, ask.key, "yes")
    with pytest.raises(LookupError):
        source.answer(organisation.dana, ask.key, "perhaps")
    source.answer(organisation.dana, ask.key, "no")
    assert source.asks_for(organisation.dana) == []
    assert queries.hand_over_for(organisation.dana, handed.id) is None
    actions.name_taker(by=organisation.mo, found=handed, taker=organisation.bob)
    source.answer(organisation.bob, ask.key, "yes")
    handed.refresh_from_db()
    assert handed.taken_on == clock.today()


def test_nobody_else_sees_or_takes_it(organisation: Cast, handed: HandOver) -> None:
    everybody = ("alice", "otto", "bob", "charlie", "dana", "mo", "ada", "lee")
    sees = {name for name in everybody if queries.hand_over_for(getattr(organisation, name), handed.id)}
    assert sees == {"alice", "dana", "mo"}
    assert {name for name in everybody if queries.hand_overs_for(getattr(organisation, name))} == sees
    for person in (organisation.alice, organisation.mo, organisation.bob):
        with pytest.raises(PermissionError):
            actions.take_duty(by=person, found=handed, is_taken=True)
        with pytest.raises(PermissionError):
            actions.decline_duty(by=person, found=handed)
    with pytest.raises(PermissionError):
        actions.need_permission(by=organisation.bob, found=handed, name="x")
    actions.need_permission(by=organisation.dana, found=handed, name="moderate")
    with pytest.raises(Refused, match="stands there already"):
        actions.need_permission(by=organisation.dana, found=handed, name="moderate")
