"""Search: what somebody may read is found by its words; what they may not read is neither found nor counted."""

import re
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from groundswell.kit import search
from groundswell.kit.search.models import Document
from groundswell.kit.search.words import tokens
from groundswell.kit.sqlite import gone

pytestmark = pytest.mark.django_db
# No two begin alike: an index writes only what differs from the word before.
LONE_WORDS = ("gravelzq", "heronzq", "otterzq")
CELL_ONE = f"cell:{UUID(int=1)}"
CELL_TWO = f"cell:{UUID(int=2)}"
EVERYBODY = {"public", "organisation"}


def say(object_id: str, title: str, body: str = "", audience: str = "organisation", context: str = "register") -> None:
    search.index(context, object_id, title=title, body=body, audience=audience, url=f"/concerns/{object_id}/")


def found(words: str, audiences: set[str] = EVERYBODY) -> list[str]:
    return [hit.object_id for hit in search.search(words, audiences)]


def test_a_concern_is_found_by_a_word_of_its_title_or_of_its_text() -> None:
    say("1", "Reviews wait for days", "The people who could do them are on client work")
    assert found("reviews") == found("client") == ["1"]


@pytest.mark.parametrize("words", ["review", "REVIEWS", "rev", "wait reviews", "  days,   reviews!  ", "révïews"])
def test_case_accents_order_and_endings_do_not_matter(words: str) -> None:
    say("1", "Reviews wait for days")
    assert found(words) == ["1"]


@pytest.mark.parametrize("words", ["naive cafe", "NAÏVE CAFÉ", "café"])
def test_accents_of_the_text_do_not_matter_either(words: str) -> None:
    say("1", "A naïve café")
    assert found(words) == ["1"]


def test_all_words_must_be_there() -> None:
    say("1", "Reviews wait")
    assert found("reviews deploy") == []


def test_a_title_counts_more_than_a_text() -> None:
    say("1", "Something else", "deploy " + "and other words " * 20)
    say("2", "The deploy", "and other words " * 20)
    assert found("deploy") == ["2", "1"]


def test_who_belongs_to_no_audience_of_a_document_does_not_find_it() -> None:
    say("1", "Only for Cell One", audience=CELL_ONE)
    assert found("cell", {*EVERYBODY, CELL_ONE}) == ["1"]
    assert found("cell", {*EVERYBODY, CELL_TWO}) == []
    assert found("cell", set()) == []


def test_the_words_of_an_audience_are_not_words_of_a_document() -> None:
    say("1", "Nothing", audience=CELL_ONE)
    assert found("cell 00000000", {CELL_ONE}) == []
    assert found("for", {CELL_ONE}) == []


def test_many_documents_of_others_hide_none_of_mine() -> None:
    say("mine", "Deploy", audience=CELL_ONE)
    search.index_many([search.Entry("register", f"{number}", "Deploy", "", CELL_TWO, "/") for number in range(600)])
    assert found("deploy", {CELL_ONE}) == ["mine"]


def test_a_changed_document_is_found_by_its_new_words_alone() -> None:
    say("1", "Reviews")
    say("1", "Deploys", audience=CELL_ONE)
    assert found("reviews", {*EVERYBODY, CELL_ONE}) == []
    assert found("deploys") == []
    assert found("deploys", {CELL_ONE}) == ["1"]
    assert Document.objects.count() == 1


def test_the_last_words_of_an_object_given_twice_at_once_hold() -> None:
    search.index_many([search.Entry("register", "1", title, "", "public", "/") for title in ("first", "second")])
    assert (found("first"), found("second")) == ([], ["1"])


def test_a_forgotten_document_is_gone_and_only_that_one() -> None:
    say("1", "Reviews")
    say("1", "Reviews", context="threads")
    search.forget("register", "1")
    search.forget("register", "never there")
    assert [hit.context for hit in search.search("reviews", EVERYBODY)] == ["threads"]


def test_what_a_failed_act_indexed_is_not_found() -> None:
    def act() -> None:
        with transaction.atomic():
            say("1", "Reviews")
            raise IntegrityError

    with pytest.raises(IntegrityError):
        act()
    assert found("reviews") == []


def test_an_index_can_be_made_again() -> None:
    say("1", "Reviews")
    say("2", "Deploys", audience=CELL_ONE)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_words" if connection.vendor == "sqlite" else "UPDATE search_document SET words = NULL"
        )
    assert found("reviews") == []
    search.rebuild()
    assert (found("reviews"), found("deploys"), found("deploys", {CELL_ONE})) == (["1"], [], ["2"])


def test_the_words_found_are_marked_and_nothing_else_is_html() -> None:
    say("1", "<b>Reviews</b> & co", "Before it <script>alert(1)</script> the reviewer waits. " + "More words. " * 40)
    (hit,) = search.search("review", EVERYBODY)
    assert hit.marked_title == "&lt;b&gt;<mark>Reviews</mark>&lt;/b&gt; &amp; co"
    assert "&lt;script&gt;" in hit.snippet
    assert "the <mark>reviewer</mark> waits" in hit.snippet
    assert set(re.findall(r"<[^>]*>", hit.snippet)) == {"<mark>", "</mark>"}
    assert len(hit.snippet) < 400
    assert hit.snippet.endswith("…")


def test_a_snippet_begins_near_the_first_word_found() -> None:
    say("1", "Title", "word " * 500 + "needle " + "word " * 500)
    (hit,) = search.search("needle", EVERYBODY)
    assert "<mark>needle</mark>" in hit.snippet
    assert hit.snippet.startswith("… ")


def test_languages_without_spaces_are_found_by_their_characters() -> None:
    say("1", "レビューが遅い")
    assert found("遅い") == ["1"]


QUERIES = (
    *("", " ", '"', '""', "'", "''", "\\", "*", "a*", "*a", "a AND", "AND OR NOT", "NEAR(a b, 2)", "a NEAR/2 b"),
    *("title:a", "{title body} : a", "audience : x", "^a", "a + b", "-a", "(", ")", "((a", "a)", "a:*", "a & | ! b"),
    *("<->", "a <-> b", ":*", "%", "%s", "_", "\x00", "a\x00b", "🙂", "🙂 a", "\u202eabc", "\u202e", "\ud800"),
    *("a" * 10_000, "a " * 10_000, "'; DROP TABLE search_document; --"),
)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_no_query_fails(query: str) -> None:
    say("1", "a b x title body", "abc")
    assert isinstance(search.search(query, EVERYBODY), list)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(query=st.text(max_size=60))
def test_no_query_fails_whatever_it_is(query: str, db: None) -> None:
    assert search.search(query, EVERYBODY) == []


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(title=st.text(max_size=60), body=st.text(max_size=200))
def test_every_text_can_be_indexed_and_is_found_by_its_own_first_word(title: str, body: str, db: None) -> None:
    say("1", title, body)
    words = tokens(title.replace("\x00", ""))
    if words:
        assert found(words[0]) == ["1"]


def test_half_a_character_can_be_indexed() -> None:
    say("1", "half \ud800 of it")
    assert found("half") == ["1"]


def test_a_very_long_text_can_be_indexed() -> None:
    say("1", "Long", " ".join(f"word{number}" for number in range(60_000)))
    assert found("word100") == ["1"]


def test_search_asks_the_database_twice_however_much_it_finds(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    say("1", "Reviews")
    with django_assert_num_queries(2):
        found("reviews")
    say("2", "Reviews")
    say("3", "Reviews")
    with django_assert_num_queries(2):
        assert len(found("reviews")) == 3


def test_forgetting_something_that_is_not_there_costs_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1 + 2):  # a savepoint around it
        search.forget("register", "nothing")


def _index_holds(word: str) -> bool:
    """Tell whether the bytes of the index itself hold a word, found or not."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT 1 FROM search_words_data WHERE instr(block, CAST(%s AS BLOB)) > 0", [word])
        else:
            cursor.execute("CHECKPOINT")
            held = " OR ".join(
                f"position(%s::bytea IN pg_read_binary_file(pg_relation_filepath('{name}'))) > 0"
                for name in ("search_document", "search_words")
            )
            cursor.execute(f"SELECT 1 WHERE {held}", [word, word])
        return cursor.fetchone() is not None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_words_of_what_is_forgotten_are_in_no_index_once_that_is_committed() -> None:
    for number in range(30):
        say(str(number), f"{LONE_WORDS[number % 3]} waits", f"number{number} " * 20)
    assert all(_index_holds(word) for word in LONE_WORDS)
    with transaction.atomic():
        for number in range(0, 30, 3):
            search.forget("register", str(number))
        if connection.vendor == "sqlite":
            assert not _index_holds(LONE_WORDS[0])
    # PostgreSQL itself may hold a snapshot just now: to count the rows of its tables.
    assert gone.erase_now(patience=60)
    assert [_index_holds(word) for word in LONE_WORDS] == [False, True, True]
    assert len(found(LONE_WORDS[1])) == 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite waits for readers: see kit/sqlite/tests/test_gone"
)
def test_what_a_reader_may_still_see_is_not_called_gone(caplog: pytest.LogCaptureFixture) -> None:
    for word in LONE_WORDS:
        say(word, f"{word} waits")
    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")
        with transaction.atomic():
            search.forget("register", LONE_WORDS[0])
        assert _index_holds(LONE_WORDS[0])
        assert "stays in its files" in caplog.text
        assert not gone.erase_now(patience=0.3)
    finally:
        reader.close()
    assert gone.erase_now(patience=60)
    assert not _index_holds(LONE_WORDS[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file of SQLite is one database's alone")
def test_what_runs_in_another_database_of_the_server_keeps_nothing() -> None:
    say("1", f"{LONE_WORDS[0]} waits")
    elsewhere = connection.copy()
    elsewhere.settings_dict = {**connection.settings_dict, "NAME": "postgres", "OPTIONS": {}}
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_current_xact_id()")
        search.forget("register", "1")
        assert gone.erase_now(patience=30)
        assert not _index_holds(LONE_WORDS[0])
    finally:
        elsewhere.close()


def test_a_transaction_that_forgets_ten_things_writes_the_files_anew_once() -> None:
    for number in range(10):
        say(str(number), f"word{number}")
    before = len(connection.run_on_commit)
    for number in range(10):
        search.forget("register", str(number))
    assert len(connection.run_on_commit) == before + 1
