"""One mail is in one thread, by whichever door it came and in whatever order."""

from itertools import permutations

import pytest

from groundswell.questions import actions
from groundswell.questions.models import Item, Message, Source
from groundswell.questions.records import Item as Topic
from groundswell.questions.records import Kind
from groundswell.questions.records import Message as Record
from groundswell.questions.rules.placing import placed
from groundswell.questions.tests.conftest import NOON, at, author, batch, post, topic
from tests.cast import Cast


def mail(key: str, answers: str = "", item: str = "", hours: float = 0) -> Record:
    item = item or answers or key
    kind = Kind.OPENING if item == key else Kind.REPLY
    return post(key, by="ann", hours=hours, item=item, kind=kind, reply_to=answers, is_by_reply=True)


def thread(key: str, hours: float = 0, *, is_first: bool = True) -> Topic:
    return topic(key, kind="thread", opened_at=at(hours), as_of=at(hours) if is_first else None, title=f"About {key}")


def items_of(*records: Record, **known: str) -> dict[str, str]:
    return {each.key: each.item for each in placed(batch(*records), known).messages}


def test_a_mail_is_where_what_it_answers_is() -> None:
    assert items_of(mail("a"), mail("b", "a"), mail("c", "b")) == {"a": "a", "b": "a", "c": "a"}
    assert items_of(mail("c", "b"), b="a") == {"c": "a"}
    assert items_of(mail("c", "nowhere", item="b"), b="a") == {"c": "a"}
    assert items_of(mail("c", "nowhere")) == {"c": "nowhere"}


def test_a_ring_of_mails_ends() -> None:
    assert set(items_of(mail("a", "b"), mail("b", "a"))) == {"a", "b"}
    assert items_of(mail("a", "a")) == {"a": "a"}


def test_whoever_knows_less_of_a_mail_does_not_take_it_out_of_its_thread() -> None:
    (found,) = placed(batch(mail("b"), thread("b")), {"b": "a"}).messages
    assert (found.item, found.kind) == ("a", Kind.REPLY)
    (item,) = placed(batch(mail("b"), thread("b")), {"b": "a"}).items
    assert (item.key, item.as_of) == ("a", None)


def test_what_says_its_own_place_stays_there() -> None:
    assert items_of(post("1.1", item="1", reply_to="2"), mail("c", "1.1")) == {"1.1": "1", "c": "1"}


BY_PARTS = (
    batch(author("ann"), thread("a"), mail("a")),
    batch(author("ann"), thread("a", 1, is_first=False), mail("b", "a", hours=1)),
    batch(author("ann"), thread("b", 2, is_first=False), mail("c", "b", hours=2)),
    batch(author("ann"), thread("c", 3, is_first=False), mail("d", "c", hours=3)),
)


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(BY_PARTS)))
def test_mails_that_name_only_the_nearest_are_one_thread_in_any_order(forum: Source, order: tuple[object, ...]) -> None:
    for each in (*order, *order):
        actions.take_in(source=forum, batch=each)  # type: ignore[arg-type]  # batches
    (item,) = Item.objects.filter(gone_at=None)
    assert (item.key, item.title, item.opened_at) == ("a", "About a", NOON)
    assert set(Message.objects.values_list("item__key", "text")) == {("a", f"Words of {key}.") for key in "abcd"}


@pytest.mark.django_db
def test_what_people_decided_about_a_part_of_a_thread_goes_with_it(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=BY_PARTS[2])
    Item.objects.filter(key="b").update(assigned=organisation.alice.id, is_large=True, estimate_minutes=90)
    for each in (*BY_PARTS, *BY_PARTS):
        actions.take_in(source=forum, batch=each)
    (item,) = Item.objects.filter(gone_at=None)
    assert (item.key, item.assigned, item.is_large, item.estimate_minutes) == ("a", organisation.alice, True, 90)
