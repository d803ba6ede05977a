"""The loop, on a real server: said, heard, answered, shown with the author's yes, fixed, and confirmed by receipt."""

import re
from collections.abc import Iterator

import pytest

from tests.journeys import steps
from tests.journeys.steps import Somebody
from tests.processes import Running, running
from tests.visitors import Answer, Form

pytestmark = pytest.mark.slow

WORDS = "The on-call rota eats my evenings, and I am too tired to say so."
ANSWER = "Thank you for saying it. Which evenings are the worst?"
CONCERN = "Being on call takes private time"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("serve", tmp_path_factory.mktemp("loop") / "data") as started:
        steps.add_person(started, "alice@example.org", "Alice", "advocate")
        steps.add_person(started, "otto@example.org", "Otto", "alternate")
        steps.add_person(started, "bob@example.org", "Bob")
        yield started


@pytest.fixture(scope="module")
def alice(server: Running) -> Somebody:
    reader = steps.sign_in(server, "alice@example.org")
    steps.set_up_desk(reader)
    return reader


@pytest.fixture(scope="module")
def otto(server: Running) -> Somebody:
    reader = steps.sign_in(server, "otto@example.org")
    steps.set_up_desk(reader)
    return reader


@pytest.mark.usefixtures("otto")
def test_what_is_said_anonymously_is_heard_answered_shown_fixed_and_confirmed(server: Running, alice: Somebody) -> None:
    receipt = steps.speak_anonymously(server, WORDS)
    voice = _read_the_first_new_voice(alice)
    assert WORDS in voice.words
    assert ANSWER in alice.visitor.submit(_form(voice, "/answer/"), text=ANSWER).words

    concern = _make_a_concern(alice, voice)
    author, dialogue = steps.open_thread(server, receipt)
    assert ANSWER in dialogue.words
    assert "A concern at the desk" in dialogue.words

    publication = _propose_to_show_it(alice, concern)
    assert not _has_form(publication, "/publish/"), "nothing goes out before its author was heard"
    author, dialogue = steps.open_thread(server, receipt)
    author.submit(steps.deed(dialogue, "consent"), answer="agreed")
    alice.visitor.submit(_form(alice.visitor.get(publication.url), "/publish/"))
    bob = steps.sign_in(server, "bob@example.org").visitor
    assert CONCERN in bob.get("/concerns/").words
    assert WORDS not in bob.get(concern).body

    _fix(alice, concern)
    author, dialogue = steps.open_thread(server, receipt)
    assert "The rota is shared by all cells now." in dialogue.words
    confirmation = steps.deed(dialogue, "confirm")
    author.submit(confirmation, **dict([confirmation.buttons[0]]))
    assert "confirmed" in bob.get(concern).words
    assert re.search(r"confirmed 1\b", bob.get("/").words)


def test_a_stranger_with_a_guessed_receipt_learns_nothing(server: Running) -> None:
    _, page = steps.open_thread(server, "0000-0000-0000-0000-0000-0")
    assert page.status in {404, 422}
    assert WORDS not in page.words


def _read_the_first_new_voice(reader: Somebody) -> Answer:
    desk = reader.visitor.get("/desk/")
    form = next(each for each in desk.forms if re.fullmatch(r"/desk/voices/[0-9a-f-]+/read/", each.action))
    return reader.visitor.submit(form)


def _make_a_concern(reader: Somebody, voice: Answer) -> str:
    """Write a concern anew from a voice; return its address."""
    link = re.search(r'href="(/concerns/new/[^"]*)"', voice.body)
    assert link is not None
    page = reader.visitor.get(link.group(1))
    return reader.visitor.submit(page.form("title"), title=CONCERN, audience="advocate").url


def _propose_to_show_it(reader: Somebody, concern: str) -> Answer:
    """Offer the concern's words to everyone, and ask those behind it."""
    page = reader.visitor.get(f"/register/concern/{concern.rstrip('/').rsplit('/', 1)[1]}/words/")
    page = reader.visitor.submit(page.form("reason"), audience="organisation", reason="Everybody is on call.")
    return reader.visitor.submit(_form(page, "/ask/"))


def _fix(reader: Somebody, concern: str) -> None:
    page = reader.visitor.get(concern + "move/")
    reader.visitor.submit(page.form("to"), to="fixed", reason="The rota is shared by all cells now.")


def _form(page: Answer, ending: str) -> Form:
    found = next((form for form in page.forms if form.action.endswith(ending)), None)
    assert found is not None, f"No form to {ending} on {page.url} ({page.status}): {page.words[:3000]}"
    return found


def _has_form(page: Answer, ending: str) -> bool:
    return any(form.action.endswith(ending) for form in page.forms)
