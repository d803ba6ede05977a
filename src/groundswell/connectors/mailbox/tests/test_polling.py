"""A mail becomes a signed voice: sealed first, then removed, and only when it is sure who wrote it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.test import Client
from pytest_django import Settings

from groundswell.connectors.mailbox import polling
from groundswell.connectors.mailbox.models import AskedMail
from groundswell.connectors.mailbox.rules import Fate
from groundswell.connectors.mailbox.tests.conftest import Post
from groundswell.connectors.mailbox.tests.mails import SERVER, mail
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.voices.models import Voice, VoiceReader
from groundswell.voices.rules import Level

WORDS = "I am tired of the release process."

pytestmark = pytest.mark.usefixtures("organisation")


@pytest.fixture
def desks(open_desks: Callable[[], None]) -> None:
    open_desks()


def link_in(post: Post) -> str:
    """Return the path of the link in the newest mail that went out."""
    line = next(line for line in post.sent[-1].body.splitlines() if "/mail/" in line)
    return line[line.index("/mail/") :].strip()


@pytest.mark.slow
def test_a_proven_mail_becomes_a_signed_voice_and_leaves_the_mailbox(post: Post, desks: None, bob: Person) -> None:
    post.box.put(mail(WORDS, subject="Releases"))
    assert post.poll() == {Fate.KEEP: 1}
    assert post.said_by(bob) == [f"Releases\n\n{WORDS}"]
    voice = Voice.objects.get()
    assert (voice.level, voice.source, voice.author) == (Level.SIGNED, "mail", None)
    assert set(VoiceReader.objects.values_list("key__reader__name", flat=True)) == {"Alice", "Otto"}
    assert post.box.mails == {}
    assert post.sent == []


@pytest.mark.slow
def test_it_is_sealed_before_it_is_removed(post: Post, desks: None, bob: Person) -> None:
    post.box.put(mail(WORDS))
    post.box.breaks_at = "UID STORE"
    with pytest.raises(Exception, match=r".*") as broken:
        post.poll()
    assert not isinstance(broken.value, AssertionError)
    assert len(post.box.mails) == 1
    voice = Voice.objects.get().id
    assert post.poll() == {Fate.KEEP: 1}
    assert [each.id for each in Voice.objects.all()] == [voice]
    assert post.said_by(bob) == [WORDS]
    assert post.box.mails == {}


@pytest.mark.slow
def test_a_mail_stays_while_nobody_could_read_it(post: Post, bob: Person, open_desks: Callable[[], None]) -> None:
    post.box.put(mail(WORDS))
    assert post.poll() == {Fate.WAIT: 1}
    assert len(post.box.mails) == 1
    open_desks()
    assert post.poll() == {Fate.KEEP: 1}
    assert post.said_by(bob) == [WORDS]


@pytest.mark.slow
@pytest.mark.parametrize("sender", ["stranger@example.net", "lee@example.org", "a@b@c", "", "bob@example.org, x@y.z"])
def test_unknown_senders_get_nothing_and_leave_nothing(post: Post, desks: None, sender: str) -> None:
    post.box.put(mail(WORDS, sender=sender, proof=f"{SERVER}; dkim=pass header.d={sender.rpartition('@')[2] or 'x.y'}"))
    assert post.poll() == {Fate.REMOVE: 1}
    assert post.box.mails == {}
    assert post.sent == []
    assert not Voice.objects.exists()
    assert not AskedMail.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<all.example.org>"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_automatic_mails_are_nobodys_words(post: Post, desks: None, headers: dict[str, str]) -> None:
    post.box.put(mail("I am away until Monday.", **headers))
    assert post.poll() == {Fate.REMOVE: 1}
    assert post.sent == []
    assert not Voice.objects.exists()


@pytest.mark.slow
def test_an_unproven_mail_waits_for_a_click_on_a_link_sent_to_the_address(
    post: Post, desks: None, bob: Person, client: Client
) -> None:
    post.box.put(mail(WORDS, proof=None))
    assert post.poll() == {Fate.ASK: 1}
    assert [each.to for each in post.sent] == [["bob@example.org"]]
    assert WORDS not in post.sent[0].body
    assert not Voice.objects.exists()
    assert post.poll() == {}
    link = link_in(post)
    page = client.get(link)
    assert "Alice" in page.text
    assert "Otto" in page.text
    assert post.poll() == {}
    answer = client.post(link)
    assert (answer.status_code, answer["Location"]) == (303, link)
    assert "Thank you" in client.get(link).text
    assert post.poll() == {Fate.KEEP: 1}
    assert post.said_by(bob) == [WORDS]
    assert post.box.mails == {}
    assert not AskedMail.objects.exists()
    assert "No mail waits here" in client.get(link).text
    assert len(post.sent) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "proof",
    [
        f"{SERVER}; dkim=fail header.d=example.org",
        f"{SERVER}; dkim=pass header.d=evil.example",
        f"{SERVER}; spf=pass; dmarc=pass header.from=example.org",
        "mx.evil.example; dkim=pass header.d=example.org",
    ],
)
def test_a_signature_of_somebody_else_proves_nothing(post: Post, desks: None, proof: str) -> None:
    post.box.put(mail(WORDS, proof=proof))
    assert post.poll() == {Fate.ASK: 1}
    assert not Voice.objects.exists()


@pytest.mark.slow
def test_without_a_click_the_mail_is_removed_after_a_week(post: Post, desks: None) -> None:
    post.box.put(mail(WORDS, proof=None))
    post.poll()
    with time_machine.travel(clock.now() + timedelta(days=6)):
        assert post.poll() == {}
    with time_machine.travel(clock.now() + timedelta(days=7)):
        assert post.poll() == {Fate.REMOVE: 1}
    assert post.box.mails == {}
    assert not AskedMail.objects.exists()
    assert not Voice.objects.exists()


@pytest.mark.slow
def test_a_link_opens_nothing_when_it_is_guessed_or_its_person_has_left(
    post: Post, desks: None, bob: Person, client: Client
) -> None:
    post.box.put(mail(WORDS, proof=None))
    post.poll()
    link = link_in(post)
    assert client.get(f"{link[:-2]}x/").status_code == 404
    assert client.get("/mail/guessed/").status_code == 404
    bob.left_on = clock.today()
    bob.save()
    assert client.get(link).status_code == 404
    assert post.poll() == {}


@pytest.mark.slow
def test_a_heap_of_false_mails_neither_floods_a_person_nor_stops_the_others(
    post: Post, desks: None, bob: Person, dana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "A_POLL", 5)
    post.box.put(*(mail("buy", proof=None, message_id=f"<{number}@evil>") for number in range(12)))
    post.box.put(mail(WORDS, sender="dana@example.org"))
    for _ in range(3):
        post.poll()
    assert post.said_by(dana) == [WORDS]
    assert post.said_by(bob) == []
    assert len([each for each in post.sent if each.to == ["bob@example.org"]]) == 3


@pytest.mark.slow
def test_a_mail_server_that_does_not_answer_leaves_the_mail_to_be_asked_about_later(
    post: Post, desks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise ConnectionRefusedError

    post.box.put(mail(WORDS, proof=None))
    with monkeypatch.context() as patch:
        patch.setattr(polling, "ask", refuse)
        post.poll()
    assert not AskedMail.objects.exists()
    post.poll()
    assert len(post.sent) == 1


@pytest.mark.slow
def test_the_same_mail_delivered_twice_is_one_voice(post: Post, desks: None, bob: Person) -> None:
    post.box.put(mail(WORDS), mail(WORDS))
    assert post.poll() == {Fate.KEEP: 2}
    assert post.said_by(bob) == [WORDS]


@pytest.mark.slow
def test_two_mails_without_an_id_of_their_own_are_two_voices(post: Post, desks: None, bob: Person) -> None:
    bare = [mail(words).replace(b"Message-ID: <1@example.org>\n", b"") for words in ("One.", "Two.")]
    post.box.put(*bare, bare[0])
    post.poll()
    assert sorted(post.said_by(bob)) == ["One.", "Two."]


@pytest.mark.slow
def test_a_very_long_mail_becomes_parts_of_which_no_word_is_lost(post: Post, desks: None, bob: Person) -> None:
    words = [f"word{number}" for number in range(9_000)]
    post.box.put(mail("\n".join(" ".join(words[at : at + 9]) for at in range(0, 9_000, 9))))
    assert post.poll() == {Fate.KEEP: 1}
    said = post.said_by(bob)
    assert len(said) > 1
    ordered = sorted(said, key=lambda part: int(part[1:].partition("/")[0]))
    assert [word for part in ordered for word in part.partition("\n\n")[2].split()] == words
    assert post.box.mails == {}


@pytest.mark.slow
def test_a_mail_that_is_no_text_is_told_to_the_desk_and_not_lost_in_silence(
    post: Post, desks: None, bob: Person
) -> None:
    post.box.put(mail("\ufffd\ufffe" * 500))
    assert post.poll() == {Fate.KEEP: 1}
    assert "look like a file" in post.said_by(bob)[0]


@pytest.mark.slow
def test_no_word_and_no_address_of_a_mail_is_in_the_database(post: Post, desks: None) -> None:
    post.box.put(mail("canary words of a mail"), mail("other words", message_id="<canary@example.org>", proof=None))
    post.poll()
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM mailbox_askedmail")
        assert "canary" not in repr(cursor.fetchall())
        cursor.execute("SELECT * FROM voices_message")
        assert "canary" not in repr(cursor.fetchall())


def test_without_a_named_host_nothing_is_polled(post: Post, settings: Settings) -> None:
    settings.MAIL_IN = {**settings.MAIL_IN, "HOST": ""}
    polling.sweep()
    assert post.box.asked == []


def test_the_sweep_polls_every_few_minutes_and_not_every_time(post: Post, settings: Settings) -> None:
    settings.MAIL_IN = {**settings.MAIL_IN, "MINUTES": "3"}
    polling.sweep()
    polling.sweep()
    assert post.box.asked.count("LOGIN") == 1


def test_a_wrong_password_is_an_error_that_names_no_mail(post: Post) -> None:
    post.box.put(mail(WORDS))
    post.box.password = "another"
    with pytest.raises(Exception, match=r".*") as refused:
        post.poll()
    assert WORDS not in str(refused.value)
    assert len(post.box.mails) == 1
