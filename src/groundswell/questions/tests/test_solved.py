"""What somebody teaches from: solved questions of sources that everybody can read, and of no others."""

from uuid import UUID, uuid4

import pytest

from groundswell.questions.actions import take_in
from groundswell.questions.models import Gap, Item, Source
from groundswell.questions.solved import OpenGaps, SolvedQuestions
from groundswell.questions.tests.conftest import asked, at, author, batch, post, topic


def solve(source: Source, key: str = "1") -> Item:
    """Let Ann ask, and Ben give the answer that she accepts."""
    answer = post(f"{key}.1", item=key, text="Use `tide restart`.", answer=True)
    told = batch(
        author("ann"),
        author("ben"),
        topic(key, title="Restart hangs", address="https://forum.example.org/t/1", resolved_at=at(2)),
        asked(item=key),
        post(f"{key}.2", by="ann", hours=3, item=key, text="Thank you."),
        answer,
    )
    take_in(source=source, batch=told)
    return Item.objects.get(source=source, key=key)


def test_a_solved_question_is_told_with_its_answer(forum: Source) -> None:
    item = solve(forum)
    (found,) = SolvedQuestions().solved(10)
    assert (found.id, found.solved_on) == (UUID(int=item.id), at(2).date())
    assert (found.thread.title, found.thread.answer) == ("Restart hangs", "Use `tide restart`.")
    assert found.thread.question == "Words of 1.0."
    assert found.url == f"/questions/{item.id}/"
    assert SolvedQuestions().solved_among([found.id, uuid4()]) == {found.id: found}


@pytest.fixture(autouse=True)
def everybody_reads(forum: Source) -> None:
    forum.is_public = True
    forum.save()


def test_what_not_everybody_can_read_is_not_offered(forum: Source) -> None:
    item = solve(forum)
    Gap.objects.create(first=item, items=[item.id], words=["restart"], found_on=at(0).date())
    assert SolvedQuestions().solved(10)
    assert OpenGaps().gaps(10)
    Source.objects.filter(id=forum.id).update(is_public=False)
    assert SolvedQuestions().solved(10) == []
    assert SolvedQuestions().solved_among([UUID(int=item.id)]) == {}
    assert OpenGaps().gaps(10) == []
    assert OpenGaps().gaps_among([UUID(int=item.id)]) == {}


def test_what_is_open_gone_or_answered_without_a_mark_is_not_solved(forum: Source) -> None:
    take_in(source=forum, batch=batch(author("ann"), author("ben"), topic("2"), asked(item="2"), post("2.1", item="2")))
    assert SolvedQuestions().solved(10) == []
    item = solve(forum)
    Item.objects.filter(id=item.id).update(gone_at=at(4))
    assert SolvedQuestions().solved(10) == []


def test_a_gap_is_named_after_its_first_question_and_not_after_stems_of_words(forum: Source) -> None:
    item = solve(forum)
    Gap.objects.create(first=item, items=[item.id], words=["restart", "tide"], found_on=at(0).date())
    (found,) = OpenGaps().gaps(10)
    assert (found.title, found.url) == (item.title, "/questions/gaps/")
    assert OpenGaps().gaps_among([found.id]) == {found.id: found}
    Gap.objects.update(closed_on=at(1).date())
    assert OpenGaps().gaps(10) == []


def test_one_question_and_three_cost_the_same(forum: Source, django_assert_num_queries: object) -> None:
    for count, key in enumerate(("1", "2", "3"), 1):
        solve(forum, key)
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert len(SolvedQuestions().solved(10)) == count
