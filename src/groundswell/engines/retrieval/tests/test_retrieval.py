"""What answers a question: by its words, by what was pointed to before, and never by what came later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.retrieval.index import Document, Index, Pointer
from groundswell.engines.retrieval.words import stem, words

FORUM = (
    Document(
        "Upgrade stops at the database migration", "The upgrade to 12 stops when it migrates.", "Run it twice.", 1
    ),
    Document("Which theme has a dark mode", "I look for a dark theme.", "The standard one.", 2),
    Document("Install on a small server", "How much memory does it need?", "Two gigabytes.", 3),
    Document("Mails are not sent", "Nobody gets the mails of the course.", "Look at the worker.", 4),
    Document("Course export as PDF", "How do I export a course?", "There is a button.", 5),
)
texts = st.text("abcdefg ", max_size=30)
documents = st.lists(st.builds(Document, title=texts, opening=texts, rest=texts, day=st.floats(0, 100)), max_size=8)


def places(index: Index, title: str, opening: str = "", **told: float) -> list[int]:
    return [each.place for each in index.nearest(title, opening, **told)]  # type: ignore[arg-type]


def test_the_thread_about_the_same_is_found_first() -> None:
    index = Index(FORUM)
    assert places(index, "Migration fails", "My upgrade stops at a migration.")[0] == 0
    assert places(index, "dark mode?")[0] == 1


def test_what_shares_no_word_is_not_found() -> None:
    assert places(Index(FORUM), "Kubernetes", "Helm chart") == []


def test_nothing_that_came_later_answers_and_no_question_answers_itself() -> None:
    index = Index(FORUM)
    assert places(index, "Course mails", day=4.0) == []
    assert 0 not in places(index, FORUM[0].title, FORUM[0].opening, but=0)


def test_where_people_were_pointed_before_rises() -> None:
    asked = Document("No mails after the move", "Mails of the course are not sent.", "", 6)
    wanted = Document("Queue keeps growing", "The worker of the course is stuck.", "Restart it.", 0)
    forum = (*FORUM, asked, wanted)
    alone, told = Index(forum), Index(forum, [Pointer(7, 5, 6), Pointer(8, 3, 6)])
    question = ("Mails stay away", "The mails of a course do not come.")
    before, after = places(alone, *question), places(told, *question)
    assert after.index(6) < before.index(6)
    assert places(told, *question, day=6.5).index(6) >= after.index(6), "a pointer of a later day does not count"


def test_of_equal_threads_the_first_are_told_and_no_more_than_asked_for() -> None:
    index = Index([Document("Mails are late", "Why?")] * 9)
    assert [places(index, "late mails", most=most) for most in (1, 3, 9, 20)] == [
        [0],
        [0, 1, 2],
        [*range(9)],
        [*range(9)],
    ]


def test_a_pointer_of_the_question_itself_does_not_count() -> None:
    forum = (*FORUM, Document("No mails", "Mails of the course are not sent.", "", 6))
    question = (forum[5].title, forum[5].opening)
    pointers = [Pointer(7, 5, 3), Pointer(8, 5, 4)]
    alone, told = Index(forum), Index(forum, pointers)
    assert told.nearest(*question, but=5) == alone.nearest(*question, but=5)
    assert told.nearest(*question) != alone.nearest(*question)


def test_how_alike_and_how_much_is_found_are_shares() -> None:
    found = Index(FORUM).nearest(FORUM[2].title, FORUM[2].opening)
    assert found[0].place == 2
    assert found[0].likeness == pytest.approx(1, abs=1e-3)
    assert found[0].found == pytest.approx(1)


@pytest.mark.slow
@given(documents, texts, texts)
def test_any_texts_are_taken_and_shares_stay_shares(forum: list[Document], title: str, opening: str) -> None:
    index = Index(forum)
    for each in index.nearest(title, opening):
        assert 0 < each.found <= 1 + 1e-6
        assert -1e-6 <= each.likeness <= 1 + 1e-6
    assert index.nearest(title, opening) == Index(forum).nearest(title, opening), "the same texts give the same answer"


def test_questions_that_are_alike_and_what_they_are_about() -> None:
    index = Index((*FORUM, Document("Upgrade stops at a migration", "The upgrade stops when it migrates.", "", 9)))
    assert [place for place, _ in index.alike(0, 0.3)] == [5]
    assert "upgrad" in index.telling_words([0, 5])


def test_words_of_code_are_themselves_and_their_parts() -> None:
    assert words("getIJKToRAS https://example.org/x") == ["getijktora", "get", "ijk", "to", "ras"]
    assert stem("installations") == stem("installing") == "instal"
    assert words("データベース") == ["デー", "ータ", "タベ", "ベー", "ース"]
    assert words("字") == ["字"]
