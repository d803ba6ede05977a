"""Whom a source names by number here and by handle there is one person, in any order and however often it comes."""

from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from groundswell.questions import actions
from groundswell.questions.models import Apart, Author, Identity, Item, Merge, Message, Source, Tombstone
from groundswell.questions.records import Batch
from groundswell.questions.rules.arriving import arriving
from groundswell.questions.rules.known_as import may_be_one, under
from groundswell.questions.rules.states import State
from groundswell.questions.tests.conftest import asked, at, author, batch, post, topic
from tests.cast import Cast

type Side = tuple[int, str | None]

BY_NUMBER = batch(author("7", name="Ann", handle="Ann", also="ann", as_of=at(5)), post("1.2", by="7", hours=2))
BY_HANDLE = batch(author("ann", name="ann", handle="ann"), topic(by="ann"), asked(by="ann"))
ANOTHER = batch(author("8", handle="Ben", also="ben", as_of=at(5)), post("1.1", by="8", hours=1))
LATER = batch(author("7", name="Ann B", handle="AnnB", also="annb", as_of=at(9)), post("1.3", by="7", hours=3))


def kept() -> list[Any]:
    """Return who wrote what, and where the topic stands; without the numbers of rows."""
    return [
        sorted(Author.objects.values_list("key", "name", "handle", "also")),
        sorted(Message.objects.values_list("key", "author__key")),
        list(Item.objects.values_list("author__key", "state", "replies", "first_reply_by__key", "last_voice_by__key")),
        sorted(Identity.objects.values_list("name", "person")),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations([BY_NUMBER, BY_HANDLE, ANOTHER])))
def test_a_number_and_a_handle_are_one_person_whichever_came_first(forum: Source, order: tuple[Batch, ...]) -> None:
    for each in [*order, *order]:
        actions.take_in(source=forum, batch=each)
    assert sorted(Author.objects.values_list("key", "also")) == [("7", "ann"), ("8", "ben")]
    assert dict(Message.objects.values_list("key", "author__key")) == {"1.0": "7", "1.1": "8", "1.2": "7"}
    item = Item.objects.get()
    assert (item.state, item.replies, item.author and item.author.key) == (State.ON_US, 1, "7")
    assert Identity.objects.count() == 2
    before = kept()
    for each in order:
        assert actions.take_in(source=forum, batch=each).changed == 0
    assert kept() == before


@pytest.mark.django_db
def test_both_in_one_batch_are_one_person(forum: Source) -> None:
    people = [*BY_HANDLE.authors, *BY_NUMBER.authors]
    actions.take_in(source=forum, batch=batch(*people, *BY_HANDLE.items, *BY_HANDLE.messages, *BY_NUMBER.messages))
    assert Author.objects.get().key == "7"
    assert Item.objects.get().state == State.UNANSWERED


@pytest.mark.django_db
def test_whoever_takes_another_handle_stays_one_person(forum: Source) -> None:
    for each in (BY_NUMBER, LATER, BY_NUMBER):
        actions.take_in(source=forum, batch=each)
    assert list(Author.objects.values_list("key", "name", "also")) == [("7", "Ann B", "annb")]


@pytest.mark.django_db
def test_what_people_said_of_a_handle_stays_with_the_number(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=BY_HANDLE)
    actions.take_in(source=forum, batch=batch(author("anna"), post("1.4", by="anna", hours=4)))
    actions.take_in(source=forum, batch=batch(author("7"), post("1.2", by="7", hours=2)))
    handle, other = (Author.objects.get(key=key).identity for key in ("ann", "anna"))
    actions.merge(by=organisation.alice, kept=handle, other=other)
    actions.link(by=organisation.alice, identity=Identity.objects.get(id=handle.id), person=organisation.alice)
    actions.take_in(source=forum, batch=BY_NUMBER)
    people = {each.key: each.identity for each in Author.objects.select_related("identity")}
    assert set(people) == {"7", "anna"}
    assert people["7"] == people["anna"]
    assert people["7"].person == organisation.alice
    assert Item.objects.get().is_by_us


@pytest.mark.django_db
def test_a_merge_by_hand_of_the_two_leaves_nothing_to_undo(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=BY_HANDLE)
    actions.take_in(source=forum, batch=batch(author("7"), post("1.2", by="7", hours=2)))
    number, handle = (Author.objects.get(key=key).identity for key in ("7", "ann"))
    actions.merge(by=organisation.alice, kept=number, other=handle)
    actions.take_in(source=forum, batch=BY_NUMBER)
    assert (Author.objects.count(), Identity.objects.count(), Merge.objects.count()) == (1, 1, 0)


@pytest.mark.django_db
def test_two_of_whom_people_said_that_they_are_two_stay_two(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=BY_HANDLE)
    actions.take_in(source=forum, batch=batch(author("7"), post("1.2", by="7", hours=2)))
    number, handle = (Author.objects.get(key=key).identity for key in ("7", "ann"))
    actions.keep_apart(by=organisation.alice, one=number, other=handle)
    for each in (BY_NUMBER, BY_HANDLE, BY_NUMBER):
        actions.take_in(source=forum, batch=each)
    assert dict(Message.objects.values_list("key", "author__key")) == {"1.0": "ann", "1.2": "7"}
    assert Apart.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("is_pseudonymous", [False, True])
@pytest.mark.parametrize(("first", "second"), [(BY_NUMBER, BY_HANDLE), (BY_HANDLE, BY_NUMBER)])
def test_whoever_was_erased_under_one_key_does_not_come_back_under_the_other(
    organisation: Cast, forum: Source, first: Batch, second: Batch, *, is_pseudonymous: bool
) -> None:
    Source.objects.update(is_pseudonymous=is_pseudonymous)
    actions.take_in(source=forum, batch=first)
    actions.erase(by=organisation.alice, identity=Author.objects.get().identity)
    for each in (second, first, second):
        actions.take_in(source=forum, batch=each)
    assert set(Message.objects.values_list("text", flat=True)) == {""}
    assert set(Item.objects.values_list("title", flat=True)) == {""}
    assert set(Author.objects.values_list("name", "handle", "also")) == {("", "", "")}
    assert Tombstone.objects.count() == 2


@pytest.mark.django_db
def test_whoever_was_erased_under_a_handle_is_erased_under_the_number_that_was_there(
    organisation: Cast, forum: Source
) -> None:
    actions.take_in(source=forum, batch=BY_HANDLE)
    actions.take_in(source=forum, batch=batch(author("7", name="Ann"), post("1.2", by="7", hours=2)))
    actions.erase(by=organisation.alice, identity=Author.objects.get(key="ann").identity)
    actions.take_in(source=forum, batch=BY_NUMBER)
    assert set(Message.objects.values_list("text", flat=True)) == {""}
    assert set(Author.objects.values_list("name", flat=True)) == {""}


def test_of_two_that_arrive_under_one_key_the_later_is_kept() -> None:
    ready = arriving(batch(author("7", name="Now", also="ann", as_of=at(5)), author("ann", name="Then", as_of=at(1))))
    assert [(each.key, each.name, each.also) for each in under(ready, {"ann": "7"}).voices.values()] == [
        ("7", "Now", "ann")
    ]
    assert under(ready, {}) is ready


@pytest.mark.parametrize(
    ("one", "other", "are_apart", "may"),
    [
        ((1, None), (1, None), True, True),
        ((1, None), (2, "x"), False, True),
        ((1, "x"), (2, "x"), False, True),
        ((1, "x"), (2, "y"), False, False),
        ((1, None), (2, None), True, False),
    ],
)
def test_the_word_of_a_source_is_not_taken_against_ours(one: Side, other: Side, *, are_apart: bool, may: bool) -> None:
    first, second = (SimpleNamespace(id=number, person_id=person) for number, person in (one, other))
    assert may_be_one(first, second, are_apart=are_apart) is may
