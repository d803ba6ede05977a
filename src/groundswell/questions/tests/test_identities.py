"""Who is who: made one, made two again, ours."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.kit.audit.models import Entry
from groundswell.people.refusals import Refused
from groundswell.questions import actions
from groundswell.questions.models import Apart, Author, Identity, Item, Merge, Source
from groundswell.questions.queries import identities as queries
from groundswell.questions.rules.states import State
from groundswell.questions.tests.conftest import asked, author, batch, post, topic
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def identity(key: str) -> Identity:
    return Author.objects.get(key=key).identity


def everything() -> list[Any]:
    """Return all rows that a merge may touch."""
    return [
        sorted(Identity.objects.values_list("id", "name", "person")),
        sorted(Author.objects.values_list("id", "identity", "name")),
        sorted(
            Item.objects.values_list("id", "state", "replies", "first_reply_by", "is_last_ours", "is_by_us"), key=str
        ),
    ]


@pytest.fixture
def thread(forum: Source) -> Source:
    """Return the forum with a topic in which Ann asks, and Anna and Ben reply."""
    people = [author("ann", address="a@example.org"), author("anna", address="a@example.org"), author("ben")]
    actions.take_in(
        source=forum, batch=batch(*people, topic(), asked(), post("1.1", by="anna"), post("1.2", by="ben", hours=2))
    )
    return forum


def test_who_asks_and_replies_under_two_names_has_not_been_answered(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=batch(author("ann"), author("anna"), topic(), asked(), post("1.1", by="anna")))
    assert Item.objects.get().state == State.ON_US
    actions.merge(by=organisation.alice, kept=identity("ann"), other=identity("anna"))
    assert Item.objects.get().state == State.UNANSWERED


def test_a_merge_is_suggested_done_and_undone(organisation: Cast, thread: Source) -> None:
    (pair,), count = queries.alike()
    assert (count, {pair.one.name, pair.other.name}) == (1, {"Ann", "Anna"})
    before = everything()
    made = actions.merge(by=organisation.alice, kept=pair.one, other=pair.other)
    assert queries.alike() == ([], 0)
    assert everything() != before
    actions.undo_merge(by=organisation.alice, merge=made)
    assert everything() == before
    actions.undo_merge(by=organisation.alice, merge=made)
    assert list(Entry.objects.filter(context="questions").values_list("verb", flat=True)) == [
        "merge_identities",
        "undo_merge",
    ]


def test_two_that_are_two_are_not_suggested_again(organisation: Cast, thread: Source) -> None:
    for _again in range(2):
        actions.keep_apart(by=organisation.alice, one=identity("anna"), other=identity("ann"))
    assert (queries.alike(), Apart.objects.count()) == (([], 0), 1)


def test_an_earlier_merge_is_not_undone_below_a_later_one(organisation: Cast, thread: Source) -> None:
    first = actions.merge(by=organisation.alice, kept=identity("ann"), other=identity("anna"))
    second = actions.merge(by=organisation.alice, kept=identity("ben"), other=identity("ann"))
    with pytest.raises(Refused, match="merged again later"):
        actions.undo_merge(by=organisation.alice, merge=first)
    actions.undo_merge(by=organisation.alice, merge=second)
    actions.undo_merge(by=organisation.alice, merge=first)
    assert Identity.objects.count() == 3


def test_one_cannot_be_made_one_nor_two_members(organisation: Cast, thread: Source) -> None:
    with pytest.raises(Refused, match="one already"):
        actions.merge(by=organisation.alice, kept=identity("ann"), other=identity("ann"))
    gone = identity("anna")
    actions.link(by=organisation.alice, identity=identity("ann"), person=organisation.alice)
    actions.link(by=organisation.alice, identity=gone, person=organisation.bob)
    with pytest.raises(Refused, match="two members"):
        actions.merge(by=organisation.alice, kept=identity("ann"), other=gone)
    actions.link(by=organisation.alice, identity=gone, person=None)
    actions.merge(by=organisation.alice, kept=identity("ann"), other=gone)
    with pytest.raises(Refused, match="in between"):
        actions.link(by=organisation.alice, identity=gone, person=None)


def test_what_a_member_writes_is_ours_from_then_on(organisation: Cast, thread: Source) -> None:
    actions.link(by=organisation.alice, identity=identity("ben"), person=organisation.bob)
    actions.link(by=organisation.alice, identity=identity("ben"), person=organisation.bob)
    item = Item.objects.get()
    assert (item.state, item.is_last_ours, item.first_ours_at is not None) == (State.ON_THEM, True, True)
    assert Entry.objects.filter(verb="link_identity").count() == 1


def test_a_member_is_suggested_by_their_address(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=batch(author("x", address=organisation.bob.email.upper())))
    assert [(each.identity, each.person) for each in queries.ours()] == [(identity("x"), organisation.bob)]


def test_only_advocates_say_who_is_who(organisation: Cast, thread: Source) -> None:
    ann, anna = identity("ann"), identity("anna")
    for act in (
        lambda: actions.merge(by=organisation.bob, kept=ann, other=anna),
        lambda: actions.keep_apart(by=organisation.bob, one=ann, other=anna),
        lambda: actions.link(by=organisation.bob, identity=ann, person=None),
        lambda: actions.undo_merge(by=organisation.bob, merge=Merge(kept=1, other=2)),
        lambda: actions.erase(by=organisation.bob, identity=ann),
    ):
        with pytest.raises(PermissionError):
            act()


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6))
def test_undoing_everything_in_turn_restores_every_byte(organisation: Cast, pairs: list[tuple[int, int]]) -> None:
    forum = Source.objects.create(name=f"Forum {Source.objects.count()}", kind="discourse")
    keys = [f"{forum.name} {letter}" for letter in "abcdef"]
    said = [post(f"{key} 1", by=key, hours=place) for place, key in enumerate(keys)]
    actions.take_in(source=forum, batch=batch(*map(author, keys), topic(by=keys[0]), *said))
    actions.link(by=organisation.alice, identity=identity(keys[5]), person=organisation.bob)
    states = [everything()]
    done: list[Merge] = []
    for one, other in pairs:
        if identity(keys[one]) != identity(keys[other]):
            done.append(actions.merge(by=organisation.alice, kept=identity(keys[one]), other=identity(keys[other])))
            states.append(everything())
    for made in reversed(done):
        assert everything() == states.pop()
        actions.undo_merge(by=organisation.alice, merge=made)
    assert everything() == states.pop()
