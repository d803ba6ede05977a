"""Marking words makes or supports an item of the register; taking the mark back undoes just that."""

from uuid import UUID, uuid4

import pytest

from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register import policy
from groundswell.register.models import Change, Concern, Idea, Measure, Perspective, Source
from groundswell.register.models.thread import Passage, Post, Thread
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import Kind
from groundswell.register.threads import actions, queries
from groundswell.register.threads.rules import PostState, text_of
from groundswell.register.threads.tests.arrivals import a_thread, bring, post, post_of

HOLD = "The internal projects stay on hold."


@pytest.fixture
def thread(organisation: object) -> Thread:
    return a_thread()


def mark(thread: Thread, by: Person, words: str, kind: Kind, number: int = 1, **more: UUID | int) -> Passage:
    post = post_of(thread, number)
    newest = queries.newest(post)
    text = text_of(queries.blocks_in(newest))
    start = text.index(words)
    said: dict[str, object] = {"version": newest.number, "kind": kind, **more}
    return actions.mark(by=by, post=post, start=start, end=start + len(words), **said)  # type: ignore[arg-type]


def test_marked_words_become_a_concern_at_the_desk_with_its_source(thread: Thread, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    concern = Concern.objects.get(id=passage.item_id)
    assert (concern.title, concern.text, concern.audience) == (HOLD, "", Audience.ADVOCATE)
    assert (passage.words, passage.became, passage.marked_by) == (HOLD, True, alice)
    source = Source.objects.get(item=concern.id)
    assert (source.source_kind, source.source_id) == ("thread", str(passage.post_id))


def test_long_words_become_a_title_and_stay_whole_below_it(organisation: object, alice: Person) -> None:
    words = "Nobody has time for the forum, and " * 9 + "so it goes."
    thread = Thread.objects.get(id=bring(post(1, words)).thread)
    idea = Idea.objects.get(id=mark(thread, alice, words, Kind.IDEA).item_id)
    assert idea.title.endswith("for the…")
    assert len(idea.title) <= 200
    assert idea.text == words


def test_what_somebody_proposes_to_show_is_not_taken_along_by_its_mark(thread: Thread, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    concern = Concern.objects.get(id=passage.item_id)
    words = {"title": "Projects wait", "text": ""}
    register.propose_words(by=alice, item=concern, words=words, audience=Audience.ORGANISATION, reason="All wait.")
    assert actions.unmark(by=alice, passage=passage)
    assert Concern.objects.filter(id=concern.id).exists()


def test_the_same_mark_again_changes_nothing(thread: Thread, alice: Person) -> None:
    first = mark(thread, alice, HOLD, Kind.CONCERN)
    lines = Entry.objects.count()
    assert mark(thread, alice, HOLD, Kind.CONCERN) == first
    assert mark(thread, alice, HOLD, Kind.CONCERN, item=first.item_id) == first
    assert (Concern.objects.count(), Passage.objects.count(), Entry.objects.count()) == (1, 1, lines)


def test_words_can_support_an_item_that_is_there(thread: Thread, alice: Person) -> None:
    concern = register.raise_concern(by=alice, title="Client work wins")
    passage = mark(thread, alice, "Client work pays for all of us.", Kind.CONCERN, 3, item=concern.id)
    assert (passage.item_id, passage.became) == (concern.id, False)
    assert [source.source_id for source in Source.objects.filter(item=concern.id)] == [str(passage.post_id)]
    assert Concern.objects.count() == 1


def test_one_sentence_can_be_two_things(thread: Thread, alice: Person) -> None:
    mark(thread, alice, HOLD, Kind.CONCERN)
    mark(thread, alice, HOLD, Kind.MEASURE)
    assert set(Passage.objects.values_list("kind", flat=True)) == {"concern", "measure"}


@pytest.mark.slow
def test_a_perspective_is_about_the_nearest_concern_above(thread: Thread, alice: Person) -> None:
    first = mark(thread, alice, "Nobody has time for the forum.", Kind.CONCERN)
    second = mark(thread, alice, HOLD, Kind.CONCERN)
    view = mark(thread, alice, "Client work pays for all of us.", Kind.PERSPECTIVE, 3)
    assert Perspective.objects.get(id=view.item_id).concern_id == second.item_id
    chosen = mark(thread, alice, "It would need hours.", Kind.MEASURE, 2, about=first.item_id)
    assert Measure.objects.get(id=chosen.item_id).concern_id == first.item_id


def test_where_no_concern_is_marked_the_thread_itself_is_the_concern(thread: Thread, alice: Person) -> None:
    view = mark(thread, alice, "Client work pays for all of us.", Kind.PERSPECTIVE, 3)
    assert Perspective.objects.get(id=view.item_id).concern.title == "Who looks after us?"


def test_blanks_around_the_words_are_not_marked(thread: Thread, alice: Person) -> None:
    passage = mark(thread, alice, f" {HOLD}", Kind.CONCERN)
    assert passage.words == HOLD


def test_quoted_words_belong_to_somebody_else(thread: Thread, alice: Person) -> None:
    with pytest.raises(Refused, match="a quotation is somebody else's"):
        mark(thread, alice, "Nobody has time for the forum.", Kind.CONCERN, 2)
    assert not Concern.objects.exists()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (0, 10_000), (30, 31)])
def test_a_place_that_holds_no_words_is_refused(thread: Thread, alice: Person, start: int, end: int) -> None:
    with pytest.raises(Refused):
        actions.mark(by=alice, post=post_of(thread, 1), start=start, end=end, version=1, kind=Kind.CONCERN)


def test_a_post_that_was_edited_meanwhile_must_be_read_again(thread: Thread, alice: Person) -> None:
    with pytest.raises(Refused, match="has changed since you opened it"):
        mark(thread, alice, HOLD, Kind.CONCERN, version=2)


def test_an_item_that_is_not_there_or_not_ones_own_is_not_found(thread: Thread, alice: Person, otto: Person) -> None:
    with pytest.raises(LookupError):
        mark(thread, alice, HOLD, Kind.CONCERN, item=uuid4())
    hidden = register.raise_concern(by=otto, title="About the advocate")
    with pytest.raises(LookupError):
        mark(thread, alice, HOLD, Kind.CONCERN, item=hidden.id)
    with pytest.raises(LookupError):
        mark(thread, alice, HOLD, Kind.MEASURE, about=hidden.id)
    assert not Passage.objects.exists()


@pytest.mark.slow
def test_words_for_a_merged_concern_support_the_one_that_stands(thread: Thread, alice: Person) -> None:
    first = mark(thread, alice, HOLD, Kind.CONCERN)
    stands = register.raise_concern(by=alice, title="On hold", audience=Audience.ADVOCATE)
    duplicate = Concern.objects.get(id=first.item_id)
    register.merge_concerns(by=alice, duplicate=duplicate, survivor=stands, reason="The same thing.")
    view = mark(thread, alice, "Client work pays for all of us.", Kind.PERSPECTIVE, 3)
    assert Perspective.objects.get(id=view.item_id).concern_id == stands.id


@pytest.mark.slow
def test_taking_a_mark_back_takes_back_what_it_made(thread: Thread, alice: Person) -> None:
    for kind in (Kind.CONCERN, Kind.IDEA, Kind.PERSPECTIVE, Kind.MEASURE):
        passage = mark(thread, alice, HOLD, kind)
        actions.unmark(by=alice, passage=passage)
    assert not Passage.objects.exists()
    assert not Idea.objects.exists()
    assert not Perspective.objects.exists()
    assert not Measure.objects.exists()
    # The first perspective made the thread itself a concern, which no mark stands for: it goes with its last one.
    assert not Concern.objects.exists()
    assert not Source.objects.exists()
    assert not Change.objects.exists()


CLIENT = "Client work pays for all of us."


def _thread_as_concern(thread: Thread, alice: Person) -> tuple[Passage, Passage, Concern]:
    first = mark(thread, alice, HOLD, Kind.PERSPECTIVE)
    concern = Perspective.objects.get(id=first.item_id).concern
    second = mark(thread, alice, CLIENT, Kind.MEASURE, 3, about=concern.id)
    return first, second, concern


def test_the_concern_that_a_thread_became_stays_while_another_mark_needs_it(thread: Thread, alice: Person) -> None:
    first, second, concern = _thread_as_concern(thread, alice)
    assert not actions.unmark(by=alice, passage=first)
    assert Concern.objects.get() == concern
    assert not actions.unmark(by=alice, passage=second)
    assert not Concern.objects.exists()


@pytest.mark.parametrize("work", ["moved", "idea", "renamed"])
def test_the_concern_that_a_thread_became_stays_where_somebody_worked_on_it(
    thread: Thread, alice: Person, work: str
) -> None:
    passage = mark(thread, alice, HOLD, Kind.PERSPECTIVE)
    concern = Perspective.objects.get(id=passage.item_id).concern
    if work == "moved":
        register.move_concern(by=alice, concern=concern, to=State.LOOKED_AT, reason="We look.")
    elif work == "idea":
        register.note_idea(by=alice, title="Pair", concern=concern, audience=Audience.ADVOCATE)
    else:
        concern.title = "Nobody looks after us"
        concern.save()
    assert actions.unmark(by=alice, passage=passage)
    assert Concern.objects.filter(id=concern.id).exists()
    assert not Perspective.objects.exists()


@pytest.mark.slow
def test_a_concern_that_several_marks_made_goes_with_the_last_of_them(thread: Thread, alice: Person) -> None:
    first = mark(thread, alice, HOLD, Kind.CONCERN)
    second = mark(thread, alice, CLIENT, Kind.CONCERN, 3, item=first.item_id)
    assert actions.unmark(by=alice, passage=first)
    assert Concern.objects.filter(id=first.item_id).exists()
    second.refresh_from_db()
    assert not actions.unmark(by=alice, passage=second)
    assert not Concern.objects.exists()
    assert not Source.objects.exists()


def test_an_item_that_lives_on_stays_when_the_mark_goes(thread: Thread, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    concern = Concern.objects.get(id=passage.item_id)
    register.move_concern(by=alice, concern=concern, to=State.LOOKED_AT, reason="We look.")
    assert actions.unmark(by=alice, passage=passage)
    assert Concern.objects.filter(id=concern.id).exists()
    assert not Source.objects.filter(item=concern.id).exists()


def test_an_item_that_other_words_support_stays(thread: Thread, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    mark(thread, alice, "Client work pays for all of us.", Kind.CONCERN, 3, item=passage.item_id)
    actions.unmark(by=alice, passage=passage)
    assert Concern.objects.filter(id=passage.item_id).exists()
    assert Source.objects.filter(item=passage.item_id).count() == 1


def test_an_item_that_was_there_before_is_only_let_go(thread: Thread, alice: Person) -> None:
    concern = register.raise_concern(by=alice, title="Client work wins")
    passage = mark(thread, alice, HOLD, Kind.CONCERN, item=concern.id)
    actions.unmark(by=alice, passage=passage)
    assert Concern.objects.get() == concern
    assert not Source.objects.exists()
    assert Change.objects.count() == 1


def test_the_passages_behind_an_item_say_who_said_what_where(thread: Thread, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    mark(thread, alice, "Client work pays for all of us.", Kind.CONCERN, 3, item=passage.item_id)
    said = queries.said_behind([passage.item_id], policy.reading_of(alice))
    assert [(each.words, each.handle, each.number, each.still_said) for each in said] == [
        (HOLD, "member1", 1, True),
        ("Client work pays for all of us.", "member3", 3, True),
    ]


def test_words_that_were_taken_down_where_they_stood_are_not_shown_behind_an_item(
    thread: Thread, alice: Person
) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    Post.objects.filter(thread=thread, number=1).update(state=PostState.DELETED)
    (said,) = queries.said_behind([passage.item_id], policy.reading_of(alice))
    assert (said.words, said.handle, said.is_taken_down) == ("", "", True)
