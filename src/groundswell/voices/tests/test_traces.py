"""What somebody who steals the database finds: nothing that was sealed, no author, no moment, no order."""

import logging
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection, connections
from django.test import Client

from groundswell.kit.seal.files import KeyFolder
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries
from groundswell.voices.models import Message, Voice
from groundswell.voices.rules import ConsentState, MessageKind, Verdict
from groundswell.voices.tests.conftest import Desks, opened, own
from groundswell.voices.tests.test_said_pages import carry
from groundswell.voices.tests.test_speak_page import send
from groundswell.voices.tests.test_thread_page import fill, open_by
from tests.visitors import Answer

CANARIES = ["canary-anonymous", "canary-signed", "canary-answer", "canary-more", "canary-consent", "canary-ticket"]


def cells_of_every_table() -> Iterator[tuple[str, str]]:
    """Yield every value of every column of every table of both databases, with its table."""
    for alias in connections:
        one = connections[alias]
        with one.cursor() as cursor:
            tables = one.introspection.table_names(cursor)
            for table in tables:
                cursor.execute(f"SELECT * FROM {one.ops.quote_name(table)}")
                for row in cursor.fetchall():
                    for value in row:
                        raw = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                        yield table, raw.decode("latin-1")


def everything_stored() -> str:
    """Return all of it as one text."""
    return "\n".join(value for _table, value in cells_of_every_table())


def live(desks: Desks, bob: Person, box: Client, browser: Client) -> list[str]:
    """Let people speak, answer, ask, agree and be refused, through the pages; return the receipts."""
    receipt = send(box, text="canary-anonymous", now="yes").receipt
    voice = Voice.objects.get(level="anonymous").id
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="canary-answer")
    actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="canary-consent", where="x")
    fill(box, open_by(box, receipt).form("text"), text="canary-more")
    fill(box, open_by(box, receipt).form("consent"), answer="objected", instead="canary-more in other words")
    send(box, text="canary-anonymous", readers=None)
    send(box, text="canary-anonymous", token="forged")
    page = carry(browser, "signed", "canary-signed")
    fill(browser, page.form("text"), ticket="canary-ticket", tidy="yes")
    signed = queries.threads_of(bob)[0].id
    actions.reader_writes(voice_id=signed, unlocked=desks.alice, text="canary-answer", kind=MessageKind.DRAFT)
    shown = browser.get(f"/mine/{signed}/")
    fill(browser, Answer("", 200, [], shown.text).form("verdict"), text="canary-more", verdict="approved")
    fill(browser, page.form("text"), text="canary-signed again", token="forged")
    carry(Client(), "signed", "canary-signed")
    return [receipt]


@pytest.mark.slow
def test_no_word_no_receipt_and_no_name_is_in_any_table_session_mail_or_log(
    desks: Desks,
    bob: Person,
    box: Client,
    client_of: Callable[[Person], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    receipts = live(desks, bob, box, client_of(bob))
    stored = everything_stored()
    written = caplog.text + "".join(f"{message.subject}{message.body}" for message in mail.outbox)
    keys = "".join(file.read_bytes().decode("latin-1") for file in Path(settings.KEYS_FOLDER).glob("*.key"))
    for canary in CANARIES:
        assert canary not in stored + written + keys
    for receipt in receipts:
        for shape in (receipt, receipt.replace("-", ""), receipt.lower()):
            assert shape not in stored + written + keys


@pytest.mark.slow
def test_nothing_leads_from_a_signed_voice_to_its_author(
    desks: Desks, bob: Person, box: Client, client_of: Callable[[Person], Client]
) -> None:
    live(desks, bob, box, client_of(bob))
    about_people = {"people_", "audit_", "account_", "django_", "auth_", "search_", "mfa_", "socialaccount_"}
    traces = {
        table
        for table, value in cells_of_every_table()
        if bob.id.hex in value.replace("-", "") and not table.startswith(tuple(about_people))
    }
    assert traces == set()


def test_a_dump_without_the_key_files_opens_nothing_for_the_author_either(
    desks: Desks, bob: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spoken = actions.speak_anonymously(text="canary", readers=desks.keys, nonce=b"n" * 16)
    voice = actions.speak_signed(author=bob, text="canary", readers=desks.keys).voice
    monkeypatch.setattr("groundswell.voices.sealing.key_files", lambda: KeyFolder(tmp_path / "other"))
    assert spoken.receipt is not None
    assert queries.thread_by_receipt(spoken.receipt) is None
    assert queries.threads_of(bob) == []
    assert queries.thread_of(bob, voice) is None


def test_no_table_of_sealed_things_holds_a_moment() -> None:
    for model in (Voice, Message):
        kinds = {field.get_internal_type() for field in model._meta.get_fields() if hasattr(field, "attname")}
        assert "DateTimeField" not in kinds
        assert "AutoField" not in kinds
        assert "BigAutoField" not in kinds


def test_two_dumps_differ_by_one_closed_text_of_a_common_size(desks: Desks) -> None:
    actions.speak_anonymously(text="one", readers=desks.keys, nonce=b"1" * 16)
    before = {row["id"]: row for row in Voice.objects.values()}
    actions.speak_anonymously(text="another, quite a bit longer than one", readers=desks.keys, nonce=b"2" * 16)
    after = {row["id"]: row for row in Voice.objects.values()}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1
    assert len({len(bytes(body)) for body in Message.objects.values_list("body", flat=True)}) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_order_of_rows_tells_nothing_of_the_order_of_voices(desks: Desks) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's tables are shuffled at night")
    said = [
        actions.speak_anonymously(text=f"{number}", readers=desks.keys, nonce=number.to_bytes(16, "big")).voice
        for number in range(24)
    ]
    with connection.cursor() as cursor:
        for table in ("voices_voice", "voices_message", "voices_envelope", "voices_voicereader", "voices_consent"):
            with pytest.raises(DatabaseError):
                cursor.execute(f"SELECT rowid FROM {table}")
        cursor.execute("SELECT id FROM voices_voice")
        stored = [UUID(row[0]) for row in cursor.fetchall()]
    assert sorted(stored) == sorted(said)
    assert stored == sorted(stored)
    # Random order has about half of all pairs the wrong way round; the order of speaking has none.
    place = {voice: index for index, voice in enumerate(said)}
    pairs = [(first, second) for index, first in enumerate(stored) for second in stored[index + 1 :]]
    inverted = sum(place[first] > place[second] for first, second in pairs) / len(pairs)
    assert 0.2 < inverted < 0.8


def test_the_id_of_a_voice_tells_neither_time_nor_order(desks: Desks) -> None:
    said = actions.speak_anonymously(text="x", readers=desks.keys, nonce=random.randbytes(16)).voice
    assert said.version == 4


def test_a_consent_and_a_verdict_say_nothing_readable(desks: Desks, bob: Person) -> None:
    voice = actions.speak_signed(author=bob, text="canary-signed", readers=desks.keys).voice
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="canary-answer", kind=MessageKind.DRAFT)
    actions.author_answers_draft(thread=own(bob, voice), draft=1, verdict=Verdict.EDITED, text="canary-more")
    consent = actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="canary-consent")
    assert consent is not None
    actions.answer_consent(thread=own(bob, voice), consent_id=consent.id, answer=ConsentState.AGREED, named=True)
    stored = everything_stored()
    assert not any(canary in stored for canary in (*CANARIES, "edited", "approved"))


def test_open_words_are_where_the_promise_says_and_their_dialogue_is_sealed(desks: Desks, bob: Person) -> None:
    spoken = actions.speak_open(author=bob, text="canary-open", audience=Audience.ORGANISATION, readers=desks.keys)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="canary-answer")
    found = {table for table, value in cells_of_every_table() if "canary-open" in value}
    assert "voices_voice" in found
    assert all(table == "voices_voice" or table.startswith("search") for table in found)
    assert "canary-answer" not in everything_stored()


def test_a_receipt_opens_its_own_dialogue_and_no_other(desks: Desks) -> None:
    one = actions.speak_anonymously(text="one", readers=desks.keys, nonce=b"1" * 16)
    other = actions.speak_anonymously(text="other", readers=desks.keys, nonce=b"2" * 16)
    assert opened(one).voice.id != opened(other).voice.id
    foreign = opened(one)
    with pytest.raises(Exception, match="does not open"):
        queries.dialogue(type(foreign)(opened(other).voice, foreign.keys))
