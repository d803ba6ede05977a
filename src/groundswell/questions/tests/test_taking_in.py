"""What a connector read is taken in, once."""

import pytest
from django.db import connection

from groundswell.questions import words
from groundswell.questions.actions import take_in
from groundswell.questions.models import Author, Gone, Item, Message, Progress, Source, Tombstone
from groundswell.questions.records import Author as AuthorRecord
from groundswell.questions.records import Gone as GoneRecord
from groundswell.questions.records import Kind, Taken
from groundswell.questions.rules.arriving import LONGEST_KEY, LONGEST_TEXT, mark_of
from groundswell.questions.rules.states import State
from groundswell.questions.tests.conftest import asked, at, author, batch, post, topic

pytestmark = pytest.mark.django_db


def found(*terms: str) -> list[str]:
    return sorted(Message.objects.get(id=number).key for number in words.find(connection, terms, 10))


def test_a_topic_comes_with_its_messages_and_its_place(forum: Source) -> None:
    taken = take_in(source=forum, batch=batch(author("ann"), author("ben"), topic(), asked(), post("1.1"), cursor="7"))
    assert taken == Taken(new=3)
    item = Item.objects.get()
    assert (item.state, item.replies, item.first_reply_at) == (State.ON_US, 1, at(1))
    assert Source.objects.get().cursor == "7"
    assert found("words") == ["1.0", "1.1"]


def test_taking_in_again_writes_nothing(forum: Source) -> None:
    given = batch(author("ann", as_of=at(0)), topic(), asked(), post("1.1"), GoneRecord(key="x", of="message"))
    take_in(source=forum, batch=given)
    with connection.execute_wrapper(refuse_to_write):
        assert take_in(source=forum, batch=given) == Taken(same=3)


def refuse_to_write(execute: object, sql: str, params: object, many: bool, context: object) -> object:  # noqa: FBT001 - as Django calls it
    assert not sql.startswith(("INSERT", "UPDATE", "DELETE")), sql
    return execute(sql, params, many, context)  # type: ignore[operator]


def test_messages_may_come_before_their_topic(forum: Source) -> None:
    take_in(source=forum, batch=batch(post("1.1"), asked()))
    assert Item.objects.get().opened_at is None
    take_in(source=forum, batch=batch(topic()))
    assert (Item.objects.get().state, Item.objects.get().title) == (State.ON_US, "Topic 1")


def test_an_edit_is_kept_and_an_older_version_is_not(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic(), post("a", text="second", edited_at=at(5))))
    taken = take_in(source=forum, batch=batch(post("a", text="first")))
    assert (taken, Message.objects.get().text) == (Taken(same=1), "second")
    taken = take_in(source=forum, batch=batch(post("a", text="third", edited_at=at(6))))
    assert (taken, found("third"), found("second")) == (Taken(changed=1), ["a"], [])


def test_a_message_that_was_moved_leaves_its_old_topic(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic("1"), topic("2"), asked(), post("a")))
    take_in(source=forum, batch=batch(post("a", item="2", edited_at=at(2))))
    states = dict(Item.objects.values_list("key", "replies"))
    assert states == {"1": 0, "2": 1}


def test_a_message_that_is_gone_has_no_words_and_does_not_come_back(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic(), asked(), post("a")))
    taken = take_in(source=forum, batch=batch(GoneRecord(key="a", of="message")))
    assert (taken, Item.objects.get().state, found("words")) == (Taken(gone=1), State.UNANSWERED, ["1.0"])
    take_in(source=forum, batch=batch(post("a"), post("a", edited_at=at(9))))
    assert Message.objects.get(key="a").text == ""
    assert Gone.objects.count() == 1


def test_a_message_that_was_put_back_comes_back(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic(), asked(), GoneRecord(key="a", of="message", at=at(2))))
    take_in(source=forum, batch=batch(post("a")))
    assert Item.objects.get().replies == 0
    take_in(source=forum, batch=batch(post("a", edited_at=at(3))))
    assert (Item.objects.get().replies, found("words")) == (1, ["1.0", "a"])
    take_in(source=forum, batch=batch(GoneRecord(key="a", of="message", at=at(4))))
    assert Item.objects.get().replies == 0


def test_a_topic_that_is_gone_takes_its_words_along(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic(), asked(), post("a")))
    assert take_in(source=forum, batch=batch(GoneRecord(key="1", of="item"))).gone == 1
    take_in(source=forum, batch=batch(topic(), post("b"), post("a")))
    assert list(Message.objects.exclude(text="")) == []
    assert (Item.objects.get().title, Item.objects.get().gone_at is not None, found("words")) == ("", True, [])


def test_messages_of_a_topic_that_was_gone_before_it_came_have_no_words(forum: Source) -> None:
    take_in(source=forum, batch=batch(GoneRecord(key="1", of="item"), post("a")))
    assert Message.objects.get().text == ""


def test_an_aside_is_never_stored_and_takes_back_what_it_was(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic(), asked(), post("a", kind=Kind.ASIDE), post("b", text="open")))
    assert not Message.objects.filter(key="a").exists()
    take_in(source=forum, batch=batch(post("b", kind=Kind.ASIDE, edited_at=at(2))))
    assert (Message.objects.get(key="b").text, found("open")) == ("", [])


def test_bots_are_no_voices_and_an_author_who_turns_out_to_be_one_never_was(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic(), asked(), post("a", by="helper")))
    assert Item.objects.get().state == State.ON_US
    take_in(source=forum, batch=batch(author("helper", bot=True)))
    assert Item.objects.get().state == State.UNANSWERED


def test_an_author_is_called_as_the_latest_says(forum: Source) -> None:
    take_in(source=forum, batch=batch(author("a", name="New", as_of=at(2)), author("a", name="Old", as_of=at(1))))
    take_in(source=forum, batch=batch(author("a", name="Older", as_of=at(0)), author("a", name="Nameless")))
    assert Author.objects.get().name == "New"


def test_a_pseudonymous_source_keeps_marks_of_people(forum: Source) -> None:
    Source.objects.update(is_pseudonymous=True)
    given = batch(author("ann", address="ann@example.org", handle="ann"), topic(), asked(), post("a"))
    take_in(source=forum, batch=given)
    marks = Author.objects.values_list("key", "name", "handle", "address")
    assert {each[1:] for each in marks} == {("", "", "")}
    assert {key for key, *_ in marks} == {mark_of("ann", forum.salt), mark_of("ben", forum.salt)}
    assert take_in(source=forum, batch=given) == Taken(same=3)


def test_who_was_erased_never_comes_back(forum: Source) -> None:
    take_in(source=forum, batch=batch(AuthorRecord(key="~x", name="")))
    Tombstone.objects.create(
        source=forum, mark=mark_of("ann", forum.salt), author=Author.objects.get(), erased_on=at(0).date()
    )
    take_in(source=forum, batch=batch(author("ann"), topic(), asked(), post("a", text="hello")))
    assert Item.objects.get().title == ""
    assert found("words") == []
    assert (Item.objects.get().replies, Author.objects.filter(name="Ann").exists()) == (1, False)


def test_the_place_in_a_file_is_kept_apart_from_that_of_the_source(forum: Source) -> None:
    take_in(source=forum, batch=batch(topic(), cursor="12"), file="mark")
    assert (Progress.objects.get().cursor, Source.objects.get().cursor) == ("12", "")


def test_anything_fits(forum: Source) -> None:
    long = "k" * 1_000
    given = batch(
        author(long, name="n" * 999, address="a" * 999),
        topic(long, by=long, title="t\x00" * 999, labels=("l" * 999,)),
        post(long, by=long, item=long, text="x\ud800\x00" + "y" * LONGEST_TEXT, reply_to=long),
        post(long + "2", by=long, item=long),
    )
    take_in(source=forum, batch=given)
    assert {len(each.key) <= LONGEST_KEY for each in Message.objects.all()} == {True}
    assert len(Message.objects.order_by("id")[0].text) <= LONGEST_TEXT
    assert take_in(source=forum, batch=given) == Taken(same=3)


def test_two_of_one_key_in_a_batch_count_once(forum: Source) -> None:
    taken = take_in(source=forum, batch=batch(topic(), asked(), asked(), post("a"), post("a", edited_at=at(3))))
    assert (taken.new, taken.same, Message.objects.count()) == (3, 2, 2)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://forum.example.org/t/1", "https://forum.example.org/t/1"),
        ("HTTP://forum.example.org/t/1", "HTTP://forum.example.org/t/1"),
        ("javascript:alert(1)", ""),
        (" JavaScript:alert(1)", ""),
        ("data:text/html,<script>", ""),
    ],
)
def test_an_address_that_would_run_in_a_browser_is_none(forum: Source, said: str, kept: str) -> None:
    take_in(source=forum, batch=batch(topic(address=said)))
    assert Item.objects.get().address == kept


def test_no_name_or_title_turns_the_words_beside_it(forum: Source) -> None:
    take_in(source=forum, batch=batch(author("ann", name="Ann\u202e Doe"), topic(title="\u2067Paid \u202eton")))
    assert (Item.objects.get().title, Author.objects.get().name) == ("Paid ton", "Ann Doe")
