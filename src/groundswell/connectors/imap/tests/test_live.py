"""A mailbox is read live and left as it was; a connection that breaks costs a batch at most."""

from pathlib import Path
from urllib.parse import quote

import pytest

from groundswell.connectors.archives import Archive
from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.imap import sync
from groundswell.connectors.imap.api import from_mails
from groundswell.connectors.mailbox.tests.imap_server import Mailbox, serving
from groundswell.connectors.mbox.parse import Files
from groundswell.connectors.shape import Opened
from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.models import Item, Message, Source
from groundswell.questions.records import Kind
from tests.replay.keeping import Known, opened, read

NAMED = {"choices": {"user": "list"}, "key": "open sesame"}


def mail(number: int, *, answers: str = "", subject: str = "Theme", sender: str = "Ann <ann@example.org>") -> bytes:
    ids = [f"<{each}>" for each in answers.split()]
    references = f"In-Reply-To: {ids[-1]}\nReferences: {' '.join(ids)}\n" if ids else ""
    return (
        f"From: {sender}\nMessage-ID: <m{number}@x>\nDate: Mon, 02 Nov 2026 10:{number % 60:02d}:00 +0000\n"
        f"Subject: {subject}\n{references}Content-Type: text/plain\n\nWords of mail {number}\n"
    ).encode()


@pytest.fixture
def box() -> Mailbox:
    found = Mailbox()
    found.put(mail(1), mail(2, answers="m1@x", subject="Re: Theme"), mail(3, answers="m1@x m2@x", subject="Re: Theme"))
    found.put(mail(4, answers="gone@x", subject="Re: Older", sender="bob@example.org"))
    return found


def at(port: int) -> Opened:
    return opened(f"imap://127.0.0.1:{port}/INBOX", seconds=5.0, **NAMED)


def test_threads_are_known_by_their_first_mail_also_by_one_that_never_came(box: Mailbox) -> None:
    with serving(box) as port:
        known = read(sync.CONNECTOR, at(port))
    assert set(known.messages) == {"m1@x", "m2@x", "m3@x", "m4@x"}
    assert set(known.items) == {"m1@x", "gone@x"}
    assert known.items["m1@x"].title == "Theme"  # type: ignore[attr-defined]
    assert known.items["gone@x"].title == "Older"  # type: ignore[attr-defined]
    assert known.messages["m1@x"].kind == Kind.OPENING  # type: ignore[attr-defined]
    assert known.messages["m3@x"].text == "Words of mail 3"  # type: ignore[attr-defined]
    assert known.authors["ann@example.org"].name == "Ann"  # type: ignore[attr-defined]


def test_the_mailbox_is_only_looked_at(box: Mailbox) -> None:
    with serving(box) as port:
        read(sync.CONNECTOR, at(port))
    assert "EXAMINE" in box.asked
    assert not {"SELECT", "UID STORE", "EXPUNGE"} & set(box.asked)


def test_only_new_mails_are_fetched_until_numbers_count_anew(box: Mailbox) -> None:
    with serving(box) as port:
        known = read(sync.CONNECTOR, at(port))
        box.asked.clear()
        read(sync.CONNECTOR, at(port), known)
        assert "UID FETCH" not in box.asked
        box.put(mail(5))
        read(sync.CONNECTOR, at(port), known)
        assert "m5@x" in known.messages
        box.validity, count = 8, len(known.messages)
        box.asked.clear()
        read(sync.CONNECTOR, at(port), known)
    assert box.asked.count("UID FETCH") == 10
    assert len(known.messages) == count


def test_a_connection_that_breaks_is_a_sentence_and_the_rest_comes_later(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "A_BATCH", 1)
    known = Known()
    with serving(box) as port:
        for broken in ("UID SEARCH", "UID FETCH", "EXAMINE"):
            box.breaks_at = broken
            with pytest.raises(Unanswered) as caught:
                read(sync.CONNECTOR, at(port), known)
            assert caught.value.why is Why.BROKEN
        read(sync.CONNECTOR, at(port), known)
    assert len(known.messages) == 4


def test_a_wrong_password_waits_for_somebody(box: Mailbox) -> None:
    box.password = "another"
    with serving(box) as port, pytest.raises(Unanswered, match="does not accept the name") as caught:
        read(sync.CONNECTOR, at(port))
    assert caught.value.why is Why.KEY


def test_nobody_there_is_said(box: Mailbox) -> None:
    with serving(box) as port:
        pass
    with pytest.raises(Unanswered, match="Nobody answers for mail"):
        read(sync.CONNECTOR, at(port))
    inside = opened("imaps://127.0.0.1", may_be_inside=False, **NAMED)
    with pytest.raises(Unanswered, match="inside your own network"):
        read(sync.CONNECTOR, inside)
    with pytest.raises(Unanswered, match=r"could read the key\. Write imaps://"):
        read(sync.CONNECTOR, opened("imap://127.0.0.1", may_be_inside=False, **NAMED))


def test_a_look_counts_the_mails(box: Mailbox) -> None:
    with serving(box) as port:
        assert sync.look(at(port)).count == 4


@pytest.mark.parametrize("folder", ['A"B', "Entw%C3%BCrfe", "back%5Cslash"])
def test_a_folder_of_any_letters_is_asked_for_by_its_name_alone(box: Mailbox, folder: str) -> None:
    with serving(box) as port:
        place = opened(f"imap://127.0.0.1:{port}/{quote(folder, safe='%')}", seconds=5.0, **NAMED)
        read(sync.CONNECTOR, place)
    assert "EXAMINE" in box.asked


def test_a_name_of_a_folder_begins_no_command_of_its_own(box: Mailbox) -> None:
    """What is percent-encoded in an address is a line end all the same."""
    with serving(box) as port:
        place = opened(f"imap://127.0.0.1:{port}/INBOX%22%0D%0AX1%20EXPUNGE%0D%0A", seconds=5.0, **NAMED)
        with pytest.raises(Unanswered) as caught:
            read(sync.CONNECTOR, place)
    assert caught.value.why is Why.MISSING
    assert "EXPUNGE" not in box.asked
    assert "EXAMINE" not in box.asked


def test_a_password_of_other_letters_is_a_sentence_without_it(box: Mailbox) -> None:
    with serving(box) as port:
        place = opened(f"imap://127.0.0.1:{port}/INBOX", seconds=5.0, **(NAMED | {"key": "schl\u00fcssel"}))
        with pytest.raises(Unanswered, match="takes no name and no password") as caught:
            read(sync.CONNECTOR, place)
    assert caught.value.why is Why.KEY
    assert "schl" not in caught.value.sentence


LIST = (
    mail(1),
    mail(2, answers="m1@x", subject="Re: Theme"),
    # Of those above it this one names the nearest alone, and the next one none but by its subject.
    mail(3, answers="m2@x", subject="Re: Theme"),
    mail(4, subject="Re: Theme"),
    mail(5, answers="m1@x m2@x m3@x", subject="Re: Theme"),
    mail(6, answers="lost@x gone@x", subject="Re: Older"),
)


def as_mbox(folder: Path, *mails: bytes) -> Path:
    file = folder / "list.mbox"
    file.write_bytes(b"".join(b"From list@x Mon Nov  2 10:00:00 2026\n" + each + b"\n" for each in mails))
    return file


def kept() -> list[tuple[object, ...]]:
    rows = Message.objects.values_list("key", "item__key", "kind", "reply_to", "text", "author__key")
    return [*sorted(rows), *sorted(Item.objects.filter(gone_at=None).values_list("key", "title", "replies"))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "doors", [("imap", "mbox"), ("mbox", "imap"), ("imap", "mbox", "imap"), ("mbox", "imap", "mbox")]
)
def test_a_mail_that_comes_by_both_doors_is_one_item_in_one_thread(tmp_path: Path, doors: tuple[str, ...]) -> None:
    source = Source.objects.create(name="List", kind="imap")
    archive, known = as_mbox(tmp_path, *LIST), from_mails(LIST)
    for door in doors:
        batches = Files(Archive(archive)).read("") if door == "mbox" else [known]
        for each in batches:
            take_in(source=source, batch=each)
    assert {row[0]: row[1] for row in kept()[:6]} == {
        **{f"m{number}@x": "m1@x" for number in range(1, 6)}, "m6@x": "lost@x"
    }  # fmt: skip  # one thing
    assert kept()[6:] == [("lost@x", "Older", 0), ("m1@x", "Theme", 0)]
    before = kept()
    for each in [*Files(Archive(archive)).read(""), known]:
        assert take_in(source=source, batch=each).changed == 0
    assert kept() == before


@pytest.mark.django_db
def test_a_mailbox_that_holds_the_end_of_a_list_joins_its_archive(tmp_path: Path) -> None:
    source = Source.objects.create(name="List", kind="imap")
    take_in(source=source, batch=from_mails([LIST[2], LIST[4]]))
    for each in Files(Archive(as_mbox(tmp_path, *LIST))).read(""):
        take_in(source=source, batch=each)
    before = kept()
    assert {row[1] for row in before[:6]} == {"m1@x", "lost@x"}
    take_in(source=source, batch=from_mails(LIST))
    assert kept() == before
