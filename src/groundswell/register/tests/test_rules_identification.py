"""Details that could tell who said it are found; what is found is for a person to judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.register.rules import identification, nicknames, vocabulary
from groundswell.register.rules.identification import Corpus, Hit, Mark, Roster, hits
from groundswell.register.rules.words import stem

ROSTER = Roster(
    people=("Katherine Otieno", "Will Park", "Bo Li"),
    handles=("kotieno", "wpark"),
    cells=("Cell One", "Lighthouse"),
    roles_of_one=("Community Liaison",),
)
CORPUS = Corpus(vocabulary.ORDINARY | {stem(word) for word in vocabulary.ORDINARY})


def marks(text: str, *originals: str) -> list[tuple[Mark, str]]:
    return [(hit.mark, hit.excerpt) for hit in hits(text, roster=ROSTER, corpus=CORPUS, originals=originals)]


@pytest.mark.parametrize(
    ("text", "mark", "excerpt"),
    [
        ("Katherine is alone with it", Mark.NAME, "Katherine"),
        ("it is katherine’s work", Mark.NAME, "katherine’s"),
        ("ask Katherine Otieno", Mark.NAME, "Katherine Otieno"),
        ("Kate is alone with it", Mark.NICKNAME, "Kate"),
        ("Kath is alone with it", Mark.NICKNAME, "Kath"),
        ("wpark reviews all of it", Mark.HANDLE, "wpark"),
        ("as @someone_else said", Mark.HANDLE, "@someone_else"),
        ("mail a.b@example.org", Mark.EMAIL, "a.b@example.org"),
        ("see https://forum.example/t/12 now", Mark.LINK, "https://forum.example/t/12"),
        ("it began with MNG-2415", Mark.TICKET, "MNG-2415"),
        ("it began with #4711", Mark.TICKET, "#4711"),
        ("since 2026-11-02 nothing", Mark.DAY, "2026-11-02"),
        ("since 2.11.2026 nothing", Mark.DAY, "2.11.2026"),
        ("since 3rd of March nothing", Mark.DAY, "3rd of March"),
        ("since Mar 3 nothing", Mark.DAY, "Mar 3"),
        ("since March nothing", Mark.DAY, "March"),
        ("every Tuesday again", Mark.DAY, "Tuesday"),
        ("since last week", Mark.DAY, "last week"),
        ("in sprint 256 already", Mark.DAY, "sprint 256"),
        ("at 14:30 each day", Mark.DAY, "14:30"),
        ("since the third of March nothing", Mark.DAY, "third of March"),
        ("since March the third nothing", Mark.DAY, "March the third"),
        ("it came on the 12th, at once", Mark.DAY, "on the 12th"),
        ("since mid-march nothing", Mark.DAY, "mid-march"),
        ("it was two weeks ago", Mark.DAY, "two weeks ago"),
        ("a few days before", Mark.DAY, "a few days before"),
        ("right after Christmas", Mark.DAY, "Christmas"),
        ("back in 2019 it was so", Mark.DAY, "2019"),
        ("all of Q3 2025", Mark.DAY, "Q3 2025"),
        ("called at midnight", Mark.DAY, "midnight"),
        ("at half past nine", Mark.DAY, "half past nine"),
        ("seit dem 12. März nichts", Mark.DAY, "12. März"),
        ("seit Dienstag nichts", Mark.DAY, "Dienstag"),
        ("seit letzter Woche nichts", Mark.DAY, "letzter Woche"),
        ("depuis lundi rien", Mark.DAY, "lundi"),
        ("desde el martes nada", Mark.DAY, "martes"),
        ("people of cell one are tired", Mark.CELL, "cell one"),
        ("the Community Liaison has no time", Mark.ROLE, "Community Liaison"),
        ("it is all about kubernetes", Mark.RARE, "kubernetes"),
    ],
)
def test_a_detail_that_could_tell_is_found(text: str, mark: Mark, excerpt: str) -> None:
    assert (mark, excerpt) in marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has time to review, and the plan changes every week.",
        "We will park the idea, and it may stay so.",
        "The deadline was missed because nobody owned the work.",
        "",
        "…!?",
        "12 45 300",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert [mark for mark, _ in marks(text) if mark is not Mark.NAME] == []


def test_a_name_that_is_also_a_word_is_one_only_with_a_capital() -> None:
    assert marks("they will leave") == []
    assert (Mark.NAME, "Will") in marks("ask Will about it")


def test_a_month_without_a_sentence_before_it_is_a_verb() -> None:
    assert marks("May we have more time?") == []


def test_a_rare_word_is_told_once_however_often_it_stands_there() -> None:
    assert marks("kubernetes, Kubernetes and kubernetes") == [(Mark.RARE, "kubernetes")]


def test_a_word_that_readers_here_meet_often_is_not_rare() -> None:
    known = Corpus(CORPUS.ordinary, {stem("kubernetes"): 2})
    assert hits("all about kubernetes", roster=ROSTER, corpus=known) == ()


def test_words_that_might_be_rare_are_asked_for_by_their_plain_form() -> None:
    assert identification.candidates("All about Kubernetes and the plan", CORPUS) == {"kubernetes"}


def test_a_detail_inside_a_longer_one_is_told_once() -> None:
    assert marks("mail will.park@example.org") == [(Mark.EMAIL, "will.park@example.org")]


def test_five_words_in_a_row_are_the_authors_own() -> None:
    original = "honestly, I am so tired of being the only one who reviews"
    assert (Mark.COPIED, "so tired of being the") in marks("People are so tired of being the last", original)
    assert marks("People are so tired of being heard", original) == []


def test_copied_words_are_found_across_marks_and_capitals() -> None:
    assert [mark for mark, _ in marks("So tired: of BEING — the last", "so tired of being the only")] == [Mark.COPIED]


def test_a_long_copy_is_one_mark() -> None:
    text = "one two three four five six seven eight"
    assert [excerpt for mark, excerpt in marks(text, text) if mark is Mark.COPIED] == [text]


def test_two_copies_are_two_marks() -> None:
    original = "we must wait for it all day. they never told us why it is late"
    text = "we must wait for it, and then somebody else here came in and they never told us why"
    found = [excerpt for mark, excerpt in marks(text, original) if mark is Mark.COPIED]
    assert found == ["we must wait for it", "they never told us why"]


def test_the_authors_own_words_can_never_be_kept() -> None:
    assert not Hit(0, 4, Mark.COPIED, "some").may_be_kept
    assert all(Hit(0, 4, mark, "some").may_be_kept for mark in Mark if mark is not Mark.COPIED)


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at_and_every_mark_points_at_its_words(text: str) -> None:
    for hit in hits(text, roster=ROSTER, corpus=CORPUS, originals=[text[::-1]]):
        assert text[hit.start : hit.end] == hit.excerpt
        assert bool(hit.excerpt) != (hit.mark is Mark.LANGUAGE), "the language is a mark of the whole text"


@given(
    st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"]), min_size=5, max_size=12),
    st.data(),
)
def test_whatever_holds_five_words_of_an_original_is_found(said: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(said) - 5))
    copy = " ".join(said[at : at + 5])
    assert any(hit.mark is Mark.COPIED for hit in identification.copied(f"Now {copy} again", [" ".join(said)]))


AGREED = identification.Tidied(
    "honestly I am so tired of being the only one who reviews at night, every week again",
    agreed=["I am so tired of being the only one who reviews."],
)


def test_what_its_author_agreed_to_may_be_written_out_and_the_rest_stays_sealed() -> None:
    assert list(identification.copied("So tired of being the only one who reviews", [AGREED])) == []
    found = [hit.excerpt for hit in identification.copied("The only one who reviews at night, every week", [AGREED])]
    assert found == ["only one who reviews at night, every week"]


def test_a_yes_to_one_version_lets_no_other_authors_words_out() -> None:
    theirs = "they are so tired of being asked"
    assert [hit.excerpt for hit in identification.copied("are so tired of being asked", [AGREED, theirs])] == [
        "are so tired of being asked"
    ]


def test_five_words_of_an_author_are_a_quote_whether_agreed_to_or_not() -> None:
    assert identification.is_quoted("So tired of being the only one who reviews", AGREED)
    assert identification.is_quoted("so tired of being the last", "I am so tired of being the only one")
    assert not identification.is_quoted("Nobody else reviews", AGREED)


@given(
    st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), max_size=12),
    st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), max_size=12),
    st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), max_size=12),
)
def test_a_yes_lets_out_nothing_but_the_words_of_that_yes(said: list[str], agreed: list[str], text: list[str]) -> None:
    original = identification.Tidied(" ".join(said), [" ".join(agreed)])
    flagged = bool(list(identification.copied(" ".join(text), [original])))
    runs = {tuple(text[at : at + 5]) for at in range(len(text) - 4)}
    theirs = {tuple(said[at : at + 5]) for at in range(len(said) - 4)}
    given_out = {tuple(agreed[at : at + 5]) for at in range(len(agreed) - 4)}
    assert flagged == bool(runs & (theirs - given_out))


def test_cells_are_found_by_their_names() -> None:
    names = identification.Names({1: "Cell One", 2: "Lighthouse", 3: "…", 4: "lighthouse"})
    assert names.standing_in("Those of the Lighthouse know") == {2, 4}
    assert names.standing_in("A cell, one of many") == {1}
    assert names.standing_in("One cell") == set()
    assert names.standing_in("") == set()


def test_short_forms_are_no_ordinary_words() -> None:
    assert "the" not in nicknames.of({"theodora"}, ordinary=vocabulary.ORDINARY)
    assert {"theo", "theodo"} <= nicknames.of({"theodora"})
    assert "bob" in nicknames.of({"robert"})
    assert nicknames.of({"bo", "al"}) == frozenset()


@given(st.lists(st.sampled_from(["cell", "one", "two", "harbour"]), max_size=6), st.data())
def test_a_name_is_found_wherever_it_stands(said: list[str], data: st.DataObject) -> None:
    names = {1: "Cell One", 2: "Harbour", 3: "cell two harbour"}
    named = data.draw(st.sampled_from(sorted(names)))
    at = data.draw(st.integers(0, len(said)))
    assert named in identification.Names(names).standing_in(" ".join([*said[:at], names[named], *said[at:]]))


def test_who_wrote_elsewhere_has_a_name_or_a_handle_and_a_section_has_neither() -> None:
    wrote = ["Ana", "dana_w", "member1", "What went well", "Good", "Will Park", "…"]
    names, handles = identification.authors(wrote, ordinary=CORPUS.ordinary)
    assert (names, handles) == (["Ana", "Will Park", "dana_w", "…"], ["member1"])


def test_a_language_that_is_read_here_is_checked_word_by_word() -> None:
    text = "Niemand hat Zeit zum Begutachten, also bleibt fertige Arbeit liegen"
    assert [mark for mark, _ in marks(text)] == [Mark.LANGUAGE]
    read = {stem(word): 2 for word in text.replace(",", "").split() if word != "Begutachten"}
    found = hits(text, roster=ROSTER, corpus=Corpus(CORPUS.ordinary, read))
    assert [(hit.mark, hit.excerpt) for hit in found] == [(Mark.RARE, "Begutachten")]


def test_a_name_without_a_letter_marks_nothing() -> None:
    roster = Roster(people=("\u2026",), cells=("\u2026",))
    assert hits("The build is slow", roster=roster, corpus=CORPUS) == ()
