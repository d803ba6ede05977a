"""Somebody outside is erased, and old words are forgotten: for good."""

import json
from collections.abc import Callable

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test import Client
from time_machine import Traveller

from groundswell.connectors.markdown.pages import DocumentPage
from groundswell.kit import clock
from groundswell.questions import actions, finding, words
from groundswell.questions.finding import find
from groundswell.questions.models import Author, Gap, Identity, Item, Merge, Message, Progress, Source
from groundswell.questions.queries import identities as queries
from groundswell.questions.records import Batch, Gone, Kind, Taken
from groundswell.questions.rules.arriving import forgotten_before
from groundswell.questions.tests.conftest import NOON, asked, at, author, batch, post, topic
from groundswell.register.models import Concern
from tests.cast import Cast

type ClientOf = Callable[..., Client]

pytestmark = pytest.mark.django_db

GIVEN = batch(
    author("annika", name="Annika Doe", handle="annidoe", address="annika@example.org"),
    topic(by="annika", title="Annika asks"),
    asked(by="annika"),
    post("1.1", by="ben", text="Hello"),
    post("1.2", by="annika", hours=2, text="Annika thanks"),
)


def standing() -> list[object]:
    return list(Item.objects.values_list("state", "replies", "first_reply_at", "last_voice_at", "first_reply_by"))


def dump() -> str:
    """Return all that tables of questions hold, and their index once it is merged, as after a commit."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO questions_words (questions_words) VALUES ('optimize')")
        tables = [each for each in connection.introspection.table_names(cursor) if each.startswith("questions_")]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr([bytes(value) if isinstance(value, memoryview) else value for row in rows for value in row]).lower()


def gap_of_three(forum: Source) -> None:
    """Let three people ask what no page answers, and the worker find it."""
    actions.read_docs(
        address="https://docs.org", pages=[DocumentPage("https://docs.org/x", "Upgrading", "A migration stops.")]
    )
    for key in ("1", "2", "3"):
        said = {"opened_at": at(-int(key)), "title": "Zqvogel expires"}
        opening = post(f"{key}.0", by="annika", hours=-int(key), item=key, kind=Kind.OPENING, text="Zqvogel expires.")
        actions.take_in(source=forum, batch=batch(author("annika"), topic(key, by="annika", **said), opening))
    assert find().gaps == 1


def erased(cast: Cast, key: str = "annika") -> int:
    return actions.erase(by=cast.alice, identity=Author.objects.get(key=key).identity)


def test_their_name_stays_in_no_concern_that_came_of_their_questions(
    forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    actions.take_in(source=forum, batch=GIVEN)
    item = Item.objects.get()
    actions.raise_from(by=organisation.alice, items=[item], title="Upgrades break", text="Each release.\n\nOften.")
    concern = Concern.objects.get()
    assert "annika" not in f"{concern.title} {concern.text}".lower()
    page = client_of(organisation.alice).get(f"/concerns/{concern.id}/").content.decode()
    assert "Annika asks" in page
    # As concerns were written until their questions stood beside them.
    Concern.objects.update(text=f"{concern.text}\n\n- Annika asks\n- Ben asks")
    erased(organisation)
    assert Concern.objects.get().text == "Each release.\n\nOften.\n\n- Ben asks"
    page = client_of(organisation.alice).get(f"/concerns/{concern.id}/").content.decode()
    assert "Annika" not in page
    assert "A question without its words" in page


def test_all_that_is_kept_of_somebody_can_be_read_by_them(forum: Source) -> None:
    actions.take_in(source=forum, batch=GIVEN)
    told = queries.all_of(Author.objects.get(key="annika").identity)
    said = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    assert [each["handle"] for each in said["authors"]] == ["annidoe"]
    assert [each["title"] for each in said["items"]] == ["Annika asks"]
    assert [each["text"] for each in said["messages"]] == ["Words of 1.0.", "Annika thanks"]


def test_an_erased_person_leaves_no_word_and_no_figure_changes(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=GIVEN)
    before = standing()
    assert erased(organisation) == 2
    assert standing() == before
    assert (Message.objects.exclude(text="").get().text, Item.objects.get().title) == ("Hello", "")
    assert words.find(connection, ["annika"], 10) == words.find(connection, ["thanks"], 10) == []
    for trace in ("annika", "annidoe", "thanks"):
        assert trace not in dump()


def test_no_reading_brings_an_erased_person_back(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=GIVEN)
    erased(organisation)
    assert actions.take_in(source=forum, batch=GIVEN) == Taken(same=4)
    later = batch(author("annika", name="Annika", as_of=at(9)), post("1.3", by="annika", hours=3, text="Annika again"))
    actions.take_in(source=forum, batch=later)
    assert "annika" not in dump()
    assert Author.objects.count() == 2


def test_erasing_takes_what_a_merge_remembers_along(organisation: Cast, forum: Source) -> None:
    actions.take_in(source=forum, batch=GIVEN)
    actions.take_in(source=forum, batch=batch(author("nika", name="Annika D.")))
    one, other = (Author.objects.get(key=key).identity for key in ("annika", "nika"))
    actions.merge(by=organisation.alice, kept=one, other=other)
    erased(organisation)
    assert (Merge.objects.count(), set(Identity.objects.values_list("name", flat=True))) == (0, {""})
    assert "annika" not in dump()


@pytest.mark.slow
def test_the_words_of_a_gap_go_with_whoever_wrote_them(organisation: Cast, forum: Source, noon: Traveller) -> None:
    """What a worker found in words is a copy of them; a gap of others keeps its own."""
    gap_of_three(forum)
    assert "zqvogel" in dump()
    erased(organisation)
    assert "zqvogel" not in dump()
    find()
    assert "zqvogel" not in dump()


@pytest.mark.parametrize(
    "leave",
    [
        lambda: Gone(key="2", of="item"),
        lambda: Gone(key="2.0", of="message"),
        lambda: post("2.0", by="annika", hours=-2, item="2", kind=Kind.OPENING, text="Other.", edited_at=at(1)),
        lambda: topic("2", by="annika", opened_at=at(-2), title="Other", as_of=at(1)),
    ],
    ids=["the question is deleted", "its words are deleted", "its words are others", "its title is another"],
)
def test_the_words_of_a_gap_go_when_they_go_at_their_source(
    leave: Callable[[], Gone], forum: Source, noon: Traveller
) -> None:
    gap_of_three(forum)
    actions.take_in(source=forum, batch=batch(post("9.0", by="ben", item="9", text="About something else.")))
    assert Gap.objects.get().words
    actions.take_in(source=forum, batch=batch(leave()))
    assert Gap.objects.get().words == []


@pytest.mark.parametrize("gone", [Gone(key="2.0", of="message"), Gone(key="3", of="item")], ids=["words", "question"])
def test_what_goes_while_a_worker_compares_is_not_written_after_it_went(
    gone: Gone, forum: Source, noon: Traveller
) -> None:
    gap_of_three(forum)
    held = finding._library()
    actions.take_in(source=forum, batch=batch(gone))
    finding._keep_gaps(held, held.place_of())
    assert Gap.objects.get().words == []


def test_the_words_of_a_gap_are_forgotten_with_the_old_words(forum: Source, noon: Traveller) -> None:
    actions.take_in(source=forum, batch=batch(topic(opened_at=at(-9_000)), post("1.0", hours=-9_000)))
    Gap.objects.create(first=Item.objects.get(), items=[Item.objects.get().id], words=["zqvogel"], found_on=NOON)
    Source.objects.update(retention_months=6)
    actions.forget_old_words()
    assert "zqvogel" not in dump()


def test_a_mark_is_erased_where_names_were_never_kept(organisation: Cast, forum: Source) -> None:
    Source.objects.update(is_pseudonymous=True)
    actions.take_in(source=forum, batch=GIVEN)
    erased(organisation, Item.objects.get().author.key)  # type: ignore[union-attr]  # somebody asked
    assert actions.take_in(source=forum, batch=GIVEN) == Taken(same=4)
    assert Message.objects.exclude(text="").count() == 1


def test_old_words_are_forgotten_and_stay_so(forum: Source, noon: object) -> None:
    Source.objects.update(retention_months=6)
    old = batch(
        topic("2", opened_at=at(-24 * 200)),
        post("2.0", item="2", hours=-24 * 200, text="ancient"),
        topic("3", opened_at=at(-24 * 200)),
        post("3.0", item="3", hours=-24 * 200, text="ancient"),
        post("3.1", item="3", hours=-1, text="fresh"),
    )
    Source.objects.update(retention_months=None)
    actions.take_in(source=forum, batch=old)
    assert len(words.find(connection, ["ancient"], 10)) == 2
    Source.objects.update(retention_months=6)
    actions.forget_old_words()
    for again in (Batch(), old):
        actions.take_in(source=forum, batch=again)
        assert words.find(connection, ["ancient"], 10) == []
        assert dict(Item.objects.values_list("key", "title")) == {"2": "", "3": "Topic 3"}
        assert Message.objects.exclude(text="").get().text == "fresh"
    assert Item.objects.get(key="2").last_voice_at is not None


def test_a_source_without_a_limit_keeps_all(forum: Source) -> None:
    actions.take_in(source=forum, batch=GIVEN)
    actions.forget_old_words()
    assert not Progress.objects.exists()
    assert Message.objects.exclude(text="").count() == 3
    assert forgotten_before(NOON, None) is None
    assert forgotten_before(clock.now(), 0) is not None


def test_words_are_forgotten_once_a_day_after_three(forum: Source, noon: Traveller) -> None:
    old = batch(topic(opened_at=at(-9_000)), post("1.0", hours=-9_000))
    actions.take_in(source=forum, batch=old)
    noon.move_to(NOON.replace(hour=2))
    Source.objects.update(retention_months=6)
    actions.forget_old_words()
    assert Message.objects.get().text
    noon.move_to(NOON)
    actions.forget_old_words()
    assert Message.objects.get().text == ""
    Message.objects.update(text="again")
    actions.forget_old_words()
    assert Message.objects.get().text == "again"
