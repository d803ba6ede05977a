"""Promises, and the mark of who thinks of leaving: for the reader who wrote them, and nobody else."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.urls import reverse

from groundswell.kit import audit, clock
from groundswell.kit.audit.models import Entry as Logged
from groundswell.kit.keyring import keys as keyring
from groundswell.voices import actions
from groundswell.voices.desk import queries, rules
from groundswell.voices.desk.actions import notes
from groundswell.voices.desk.queries import PAGE
from groundswell.voices.desk.tests.conftest import Desk, say, thread_of
from groundswell.voices.models import DeskNote

TODAY = date(2026, 11, 22)


def promise(desk: Desk, what: str = "call the vendor", days: int = 3, to: str = "Bob") -> UUID:
    by = clock.today() + timedelta(days=days)
    return notes.promise(unlocked=desk.unlocked, to=to, what=what, by=by)


def test_a_promise_stands_on_the_desk_with_its_day_and_for_whom(alices: Desk) -> None:
    alices.open()
    data = {"to": "Bob", "what": "ask for a second runner", "by": (clock.today() + timedelta(days=1)).isoformat()}
    assert alices.client.post(reverse("desk_promises"), data).status_code == 303
    page = alices.client.get(reverse("desk")).text
    assert "ask for a second runner" in page
    assert "to Bob" in page
    assert "tomorrow" in page


@pytest.mark.slow
def test_overdue_promises_rise_to_the_top_and_say_so(alices: Desk) -> None:
    promise(alices, "later", days=9)
    promise(alices, "overdue", days=-2)
    promise(alices, "today", days=0)
    alices.open()
    listed = alices.client.get(reverse("desk")).context["promises"]
    assert [each.what for each, _ in listed] == ["overdue", "today", "later"]
    assert alices.client.get(reverse("desk")).text.count('"line-title">overdue') == 1


@pytest.mark.slow
def test_a_kept_promise_leaves_the_desk_and_can_come_back(alices: Desk) -> None:
    note = promise(alices)
    alices.open()
    alices.client.post(reverse("desk_promise_keep", args=[note]), {"back": "desk"})
    assert "call the vendor" not in alices.client.get(reverse("desk")).text
    kept = alices.client.get(reverse("desk_promises")).text
    assert "call the vendor" in kept
    assert "Undo" in kept
    alices.client.post(reverse("desk_promise_reopen", args=[note]))
    assert "call the vendor" in alices.client.get(reverse("desk")).text


def test_a_dropped_promise_is_gone_and_its_key_with_it(
    alices: Desk, django_capture_on_commit_callbacks: object
) -> None:
    note = promise(alices)
    alices.open()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture of pytest-django
        alices.client.post(reverse("desk_promise_drop", args=[note]))
    assert not DeskNote.objects.exists()
    assert not keyring.keys_of([note])


@pytest.mark.parametrize("act", ["keep", "reopen", "drop"])
def test_a_promise_of_another_reader_is_missing(alices: Desk, ottos: Desk, act: str) -> None:
    note = promise(ottos)
    alices.open()
    foreign = alices.client.post(reverse(f"desk_promise_{act}", args=[note]))
    absent = alices.client.post(reverse(f"desk_promise_{act}", args=[uuid4()]))
    assert (foreign.status_code, foreign.content) == (404, absent.content)
    assert queries.notes(ottos.unlocked).promises


def test_a_tag_is_no_promise_and_cannot_be_kept(alices: Desk) -> None:
    spoken = say(alices)
    notes.tag_leaving(unlocked=alices.unlocked, voice=spoken.voice, note="since August")
    tag = DeskNote.objects.get()
    alices.open()
    assert alices.client.post(reverse("desk_promise_drop", args=[tag.id])).status_code == 404


def test_a_note_that_does_not_open_is_missing_and_breaks_no_page(alices: Desk) -> None:
    note = promise(alices)
    DeskNote.objects.update(body=b"spoiled")
    alices.open()
    assert alices.client.get(reverse("desk")).status_code == 200
    assert alices.client.post(reverse("desk_promise_keep", args=[note])).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"to": "", "what": "x", "by": "2026-12-01"}, "Fill this in."),
        ({"to": "Bob", "what": "x", "by": "soon"}, "Give the day as year, month and day"),
        ({"to": "Bob", "what": "x", "by": "9999-01-01"}, "more than ten years away"),
        ({"to": "Bob", "what": "x" * 1001, "by": "2026-12-01"}, "This is too long: 1001 characters, and 1000 fit."),
    ],
)
def test_a_promise_without_sense_comes_back_filled_in(alices: Desk, data: dict[str, str], sentence: str) -> None:
    alices.open()
    spoken = say(alices)
    alices.client.post(reverse("desk_voice_read", args=[spoken.voice]))
    for where in (reverse("desk_promises"), reverse("desk_voice_promise", args=[spoken.voice])):
        answer = alices.client.post(where, data)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert data["what"] in answer.text


@pytest.mark.slow
def test_a_desk_keeps_no_more_open_notes_than_it_can_show_quickly(
    alices: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_OPEN_NOTES", 2)
    promise(alices)
    promise(alices)
    alices.open()
    spoken = say(alices)
    alices.client.post(reverse("desk_voice_read", args=[spoken.voice]))
    data = {"to": "Bob", "what": "one more", "by": "2026-12-01"}
    for where in (reverse("desk_promises"), reverse("desk_voice_promise", args=[spoken.voice])):
        refused = alices.client.post(where, data)
        assert refused.status_code == 422
        assert "keep or drop some first" in refused.text
    refused = alices.client.post(reverse("desk_voice_tag", args=[spoken.voice]), {"note": "one more"})
    assert refused.status_code == 422
    assert DeskNote.objects.count() == 2


@pytest.mark.slow
def test_kept_promises_are_paged_and_each_stands_on_one_page(alices: Desk) -> None:
    with time_machine.travel(clock.now() - timedelta(days=PAGE + 4), tick=False) as traveller:
        for number in range(PAGE + 4):
            notes.keep_promise(unlocked=alices.unlocked, note=promise(alices, f"no. {number:02}"))
            traveller.shift(timedelta(days=1))
        alices.open()
        pages = [alices.client.get(reverse("desk_promises"), {"page": page}).context for page in (1, 2)]
    kept = [each.what for page in pages for each, _ in page["kept"]]
    assert kept == sorted(kept, reverse=True)
    assert len(set(kept)) == PAGE + 4
    assert [page["next_number"] for page in pages] == [2, None]


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999", "9999", ""])
def test_whatever_page_an_address_names_the_promises_open(alices: Desk, page: str) -> None:
    alices.open()
    assert alices.client.get(reverse("desk_promises"), {"page": page}).status_code == 200


@pytest.mark.slow
def test_a_tag_shows_to_its_writer_alone(alices: Desk, ottos: Desk) -> None:
    spoken = say(alices, ottos)
    for desk in (alices.open(), ottos.open()):
        desk.client.post(reverse("desk_voice_read", args=[spoken.voice]))
    alices.client.post(reverse("desk_voice_tag", args=[spoken.voice]), {"note": "an offer from elsewhere"})
    where = reverse("desk_voice", args=[spoken.voice])
    assert "an offer from elsewhere" in alices.client.get(where).text
    assert "an offer from elsewhere" in alices.client.get(reverse("desk")).text
    assert "an offer from elsewhere" not in ottos.client.get(where).text
    assert "Thinking of leaving" not in ottos.client.get(reverse("desk")).text


def test_tagging_twice_keeps_one_tag_with_the_newer_note(alices: Desk) -> None:
    spoken = say(alices)
    for note in ("maybe", "surely"):
        notes.tag_leaving(unlocked=alices.unlocked, voice=spoken.voice, note=note)
    tag = queries.leaving_tag(alices.unlocked, spoken.voice)
    assert tag is not None
    assert tag.note == "surely"
    assert DeskNote.objects.count() == 1


def test_a_tag_can_be_taken_away_and_twice_does_no_harm(alices: Desk) -> None:
    spoken = say(alices)
    notes.tag_leaving(unlocked=alices.unlocked, voice=spoken.voice)
    alices.open()
    for _ in range(2):
        where = reverse("desk_voice_untag", args=[spoken.voice])
        assert alices.client.post(where).status_code == 303
    assert not DeskNote.objects.exists()


def test_no_log_counts_tags(alices: Desk) -> None:
    spoken = say(alices)
    before = Logged.objects.count()
    unlocked = alices.unlocked
    after_unlocking = Logged.objects.count()
    notes.tag_leaving(unlocked=unlocked, voice=spoken.voice)
    notes.untag_leaving(unlocked=unlocked, voice=spoken.voice)
    assert Logged.objects.count() == after_unlocking == before + 1
    assert not {each.verb for each in audit.count_by_verb(1)} & {"tag_leaving", "untag_leaving"}


def test_a_dump_tells_a_tag_from_a_promise_by_nothing(alices: Desk) -> None:
    spoken = say(alices)
    notes.tag_leaving(unlocked=alices.unlocked, voice=spoken.voice, note="x" * 500)
    promise(alices)
    one, other = DeskNote.objects.values("key_id", "closed_on", "body", "envelope")
    assert len(one["body"]) == len(other["body"])
    assert len(one["envelope"]) == len(other["envelope"])
    assert (one["key_id"], one["closed_on"]) == (other["key_id"], other["closed_on"])


@pytest.mark.slow
def test_what_was_noted_of_a_voice_that_is_gone_is_listed_without_a_link_and_can_be_taken_away(alices: Desk) -> None:
    spoken = say(alices)
    unlocked = alices.unlocked
    notes.tag_leaving(unlocked=unlocked, voice=spoken.voice, note="an offer from elsewhere")
    by = clock.today() + timedelta(days=1)
    notes.promise(unlocked=unlocked, to="Bob", what="ask the board", by=by, voice=spoken.voice)
    alices.open()
    address = reverse("desk_voice", args=[spoken.voice])
    assert f'href="{address}"' in alices.client.get(reverse("desk_promises")).text
    actions.withdraw(thread=thread_of(spoken))
    for page in (alices.client.get(reverse("desk")).text, alices.client.get(reverse("desk_promises")).text):
        assert "ask the board" in page
        assert f'href="{address}"' not in page
    assert "an offer from elsewhere" in alices.client.get(reverse("desk")).text
    untag = reverse("desk_voice_untag", args=[spoken.voice])
    assert untag in alices.client.get(reverse("desk")).text
    assert alices.client.post(untag).status_code == 303
    assert "an offer from elsewhere" not in alices.client.get(reverse("desk")).text
    assert not queries.notes(unlocked).tags
    assert alices.client.post(untag).status_code == 404
