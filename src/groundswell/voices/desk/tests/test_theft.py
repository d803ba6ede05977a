"""Everything on disk is stolen: database, key files, sessions. Nothing opens without passphrase or cookie (G7)."""

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.urls import reverse

from groundswell.kit.seal import boxes, passphrase, texts
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.people.models import Session
from groundswell.voices import sealing
from groundswell.voices.desk.actions import notes
from groundswell.voices.desk.tests.conftest import SECRET, WORDS, Desk, say
from groundswell.voices.models import DeskKey, DeskNote, Envelope, Message

KEY_BYTES = 32


def everything_in_the_tables() -> Iterator[bytes]:
    """Yield every value of every table of both databases."""
    for model in apps.get_models(include_auto_created=True):
        alias = "keyring" if model._meta.app_label == "keyring" else "default"
        if model._meta.db_table not in connections[alias].introspection.table_names():
            continue
        names = [
            field.attname for field in model._meta.concrete_fields if not isinstance(field, models.CompositePrimaryKey)
        ]
        for row in model._default_manager.using(alias).values_list(*names):
            yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)


def everything_in_the_folder() -> Iterator[bytes]:
    for file in sorted(Path(settings.DATA_FOLDER).rglob("*")):
        if file.is_file() and file.stat().st_size < 1_000_000:
            yield file.read_bytes()
    sealing.key_files().owner_key()
    yield from (settings.SECRET_KEY.encode(), sealing.key_files().pepper(), sealing.key_files().source_key())


def keys_a_thief_could_try() -> set[bytes]:
    """Return every run of 32 bytes that begins or ends a stolen value, and the hashes of each value."""
    found: set[bytes] = set()
    for value in itertools.chain(everything_in_the_tables(), everything_in_the_folder()):
        found.add(hashlib.sha256(value).digest())
        found.add(hashlib.blake2b(value, digest_size=KEY_BYTES).digest())
        if len(value) >= KEY_BYTES:
            found |= {value[:KEY_BYTES], value[-KEY_BYTES:], value[: KEY_BYTES * 2][-KEY_BYTES:]}
    return found


@pytest.fixture
def robbed(alices: Desk) -> Desk:
    """Return a desk that was opened, used and is open still, in a browser that the thief does not have."""
    say(alices)
    notes.promise(unlocked=alices.unlocked, to="Bob", what=SECRET, by=alices.key.made_on)
    alices.open()
    return alices


@pytest.mark.slow
def test_no_stolen_value_opens_the_desk_key_the_session_or_a_voice(robbed: Desk) -> None:
    import base64  # noqa: PLC0415 - one use

    box = base64.urlsafe_b64decode(robbed.client.session["desk"])
    key = DeskKey.objects.get(reader=robbed.reader)
    envelopes = [bytes(each) for each in Envelope.objects.values_list("sealed", flat=True)]
    envelopes += [bytes(each) for each in DeskNote.objects.values_list("envelope", flat=True)]
    beside = b"groundswell desk 1 " + robbed.reader.pk.bytes
    tried = keys_a_thief_could_try()
    assert len(tried) > 100
    for candidate in tried:
        for closed, bound in ((box, beside), (box, b""), (bytes(key.by_recovery or b""), b"")):
            with pytest.raises(Unopenable):
                boxes.decrypt(candidate, closed, beside=bound)
        for envelope in envelopes:
            with pytest.raises(Unopenable):
                boxes.open_sealed(KeyPair.of_private(candidate), envelope)


def test_the_wrapped_key_opens_with_the_passphrase_and_not_with_what_lies_around(robbed: Desk) -> None:
    wrapped = bytes(DeskKey.objects.get(reader=robbed.reader).by_passphrase or b"")
    for guess in ("", robbed.reader.email, robbed.reader.name, str(robbed.reader.pk), settings.SECRET_KEY):
        with pytest.raises(Unopenable):
            passphrase.unwrap(wrapped, guess)
    assert passphrase.unwrap(wrapped, WORDS)


def test_with_every_item_key_a_text_stays_closed_without_the_readers_half(robbed: Desk) -> None:
    from groundswell.kit.keyring import keys as keyring  # noqa: PLC0415 - one use

    message = Message.objects.get()
    (envelope,) = message.envelopes.all()
    item_key = keyring.key_for(message.voice_id)
    stranger = boxes.new_key_pair()
    with pytest.raises(Unopenable):
        texts.open_text(bytes(message.body), bytes(envelope.sealed), stranger, item_key)
    del robbed


@pytest.mark.slow
def test_the_words_stand_nowhere_on_disk_nor_in_a_session(robbed: Desk) -> None:
    voice = Message.objects.get().voice_id
    robbed.client.post(reverse("desk_voice_read", args=[voice]))
    robbed.client.post(reverse("desk_voice_answer", args=[voice]), {"text": f"answer to: {SECRET}"})
    robbed.client.post(reverse("desk_voice_tag", args=[voice]), {"note": SECRET})
    needles = [SECRET.encode(), SECRET.encode().hex().encode(), WORDS.encode()]
    for value in itertools.chain(everything_in_the_tables(), everything_in_the_folder()):
        assert not [needle for needle in needles if needle in value]
    for session in Session.objects.all():
        assert SECRET not in str(session.get_decoded())


def test_a_cookie_without_the_session_row_opens_nothing(robbed: Desk) -> None:
    Session.objects.all().delete()
    robbed.client.force_login(robbed.reader)
    assert not robbed.is_open()
