"""A draft without the words of somebody who was erased."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.teaching.rules.drafts import LEFT_OUT, Erased, Form, Thread, draft, without
from groundswell.teaching.tests.test_rules_duties import WORDS

ASKED = "My upgrade of Zqkeyvogel stops.\n\nIt says: no such table."
ANSWERED = "Run the migrations first.\nThen start it again."
TITLE = "Upgrade of Zqkeyvogel stops"
THREAD = Thread(TITLE, ASKED, ANSWERED, "https://forum.example.org/t/1")


@pytest.mark.parametrize("form", Form)
def test_whoever_asked_leaves_the_draft_and_whoever_answered_stays(form: Form) -> None:
    found = without(draft(form, THREAD, WORDS), Erased((ASKED,), TITLE))
    for trace in ("Zqkeyvogel", "no such table"):
        assert trace not in found
    assert "> Run the migrations first." in found


@pytest.mark.parametrize("form", Form)
def test_whoever_answered_leaves_it_and_the_question_stays(form: Form) -> None:
    found = without(draft(form, THREAD, WORDS), Erased((ANSWERED,)))
    assert "migrations" not in found
    assert "start it again" not in found
    assert "Zqkeyvogel" in found
    assert LEFT_OUT in found


@pytest.mark.slow
@given(st.text(st.characters(codec="ascii"), max_size=900), st.sampled_from(list(Form)))
def test_no_quoted_line_of_an_erased_text_stays(said: str, form: Form) -> None:
    thread = Thread("A title of ours", said, said, "")
    found = without(draft(form, thread, WORDS), Erased((said,)))
    quoted = [line.lstrip("> ").strip() for line in found.splitlines() if line.startswith("> ") and line != LEFT_OUT]
    whole = " ".join(said.split())
    assert not [line for line in quoted if line and " ".join(line.split()) in whole]


def test_what_a_person_wrote_around_it_stays_as_it_is() -> None:
    ours = "## Why\n\nRestart it.\n\n> A quote of others\n\nUpgrade: yes\n"
    assert without(ours, Erased(("Something else was said here.",), "Upgrade")) == ours
    assert without(ours, Erased(())) == ours
    mixed = f"{ours}\nMy upgrade of Zqkeyvogel stops.\nno such table"
    assert without(mixed, Erased((ASKED,))) == f"{ours}\n{LEFT_OUT}\nno such table", "three words are anybody's"


def test_a_title_of_one_short_word_goes_where_it_is_all_that_a_line_says() -> None:
    said = "# Restart\n- Question: Restart\nRestart it each night."
    assert without(said, Erased((), "Restart")) == "# […]\n- Question: […]\nRestart it each night."
