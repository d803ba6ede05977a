"""Issues of GitLab are read live with their notes; what is inside stays inside."""

import base64
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from groundswell.connectors.gitlab import notes, sync, webhooks
from groundswell.connectors.shape import Knock
from groundswell.questions.records import Batch, Kind
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import serving
from tests.replay.trackers import GitLabProject, moment


@dataclass
class Long(GitLabProject):
    """A project with one issue of many notes."""

    notes: int = 0

    def _count(self, number: int) -> int:
        return self.notes if number == 3 else 1


NAMED = {"choices": {"projects": "g/p"}, "key": "glpat"}
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def clean() -> Known:
    with serving(GitLabProject()) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        assert there.asked[0].headers["private-token"] == "glpat"
    return known


@pytest.mark.slow
def test_every_issue_but_a_confidential_one_is_read_with_its_notes(clean: Known) -> None:
    assert set(clean.items) == {f"g/p#{number}" for number in range(1, 231)} - {"g/p#13"}
    said = {key for key, row in clean.messages.items() if row.item == "g/p#7"}  # type: ignore[attr-defined]
    assert said == {"g/p#7", *(f"note_{7000 + place}" for place in range(120) if place != 2)}


def test_lines_of_the_system_are_notices_and_internal_notes_never_come(clean: Known) -> None:
    assert clean.messages["note_7001"].kind == Kind.NOTICE  # type: ignore[attr-defined]
    assert ("message", "note_7002") in clean.gone


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(clean: Known, seed: int) -> None:
    with serving(GitLabProject()) as there:
        there.illness.begin(share=0.3, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **NAMED), seed=seed)
    assert (tried.messages, tried.items, tried.authors) == (clean.messages, clean.items, clean.authors)


@pytest.mark.slow
def test_no_batch_is_without_end_and_a_kill_within_an_issue_goes_on_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "PAGES_A_BATCH", 3)
    project, known, batches = Long(issues=6, notes=1_250), Known(), 0
    with serving(project) as there:
        at = opened(there.address, **NAMED)
        while True:
            asked = len(there.asked)
            batch = next(sync.CONNECTOR.reader(at).read(known.cursor))  # type: ignore[misc]  # it has one
            assert len(there.asked) - asked <= 1 + 3
            if batch.cursor == known.cursor:
                break
            known.take(batch)
            batches += 1
    said = [key for key, row in known.messages.items() if row.item == "g/p#3"]  # type: ignore[attr-defined]
    assert len(said) == 1_250
    assert set(known.items) == {f"g/p#{number}" for number in range(1, 7)}
    assert batches >= 5
    assert "notes" not in known.cursor


def test_an_issue_that_changes_while_it_is_read_comes_again_and_nothing_is_left_out() -> None:
    rows = [{"iid": number, "updated_at": moment(number), "user_notes_count": 1} for number in (1, 2, 3)]
    asked: list[tuple[str, int]] = []

    def ask(issue: str, page: int) -> list[dict[str, object]]:
        asked.append((issue, page))
        return []

    [(held, after)] = notes.bites(rows, notes.Mark("2", moment(2), 4), ask)
    assert (asked, after, [row["iid"] for row, _notes in held]) == ([("2", 4), ("3", 1)], None, [2, 3])
    asked.clear()
    moved = [rows[0], rows[2], {**rows[1], "updated_at": moment(9)}]
    list(notes.bites(moved, notes.Mark("2", moment(2), 4), ask))
    assert asked == [("3", 1), ("2", 1)]
    assert notes.Mark.of({"issue": "2", "updated": "x", "page": "many"}) == notes.Mark("2", "x", 1)


def test_a_service_that_shows_one_page_for_every_page_is_read_to_an_end() -> None:
    page = [{"id": number} for number in range(100)]
    issue = {"iid": 1, "updated_at": moment(1)}
    [(held, after)] = notes.bites([issue], notes.Mark(), lambda _issue, _page: page)
    assert (len(held[0][1]), after) == (100, None)


def test_a_look_counts_the_open_issues() -> None:
    with serving(GitLabProject()) as there:
        assert sync.look(opened(there.address, **NAMED)).count == 9


def test_what_gitlab_tells_by_itself() -> None:
    def told(kind: str, **body: object) -> Batch:
        whole = {"project": {"path_with_namespace": "g/p"}, "user": {"username": "Ann", "name": "Ann"}, **body}
        return webhooks.read(kind, json.dumps(whole).encode(), opened("https://gitlab.com", **NAMED))

    note = {"id": 5, "note": "Try this", "noteable_type": "Issue", "created_at": moment(1), "updated_at": moment(1)}
    message = told("Note Hook", object_attributes=note, issue={"iid": 3}).messages[0]
    assert (message.key, message.item, message.text, message.author) == ("note_5", "g/p#3", "Try this", "ann")
    issue = {
        "iid": 4,
        "action": "open",
        "title": "New",
        "url": "https://x",
        "created_at": moment(1),
        "description": "?",
    }
    assert told("Issue Hook", object_attributes=issue).items[0].title == "New"
    for other in (
        told("Issue Hook", object_attributes=issue | {"action": "update"}),
        told("Confidential Issue Hook", object_attributes=issue),
        told("Issue Hook", object_attributes=issue, project={"path_with_namespace": "g/other"}),
    ):
        assert other == Batch()


def test_both_ways_of_proof_count_and_an_old_signature_does_not() -> None:
    body, stamp = b'{"a": 1}', str(int(NOW.timestamp()))
    key = base64.b64encode(b"0123456789abcdef").decode()
    mac = base64.b64encode(hmac.digest(b"0123456789abcdef", b"m1." + stamp.encode() + b"." + body, "sha256")).decode()
    signed = {"webhook-id": "m1", "webhook-timestamp": stamp, "webhook-signature": f"v1,AAAA v1,{mac}"}
    secret = f"whsec_{key}"
    assert webhooks.is_signed(Knock(headers=signed, body=body, at=NOW), secret)
    assert not webhooks.is_signed(Knock(headers=signed, body=body + b" ", at=NOW), secret)
    late = datetime.fromtimestamp(NOW.timestamp() + 301, UTC)
    assert not webhooks.is_signed(Knock(headers=signed, body=body, at=late), secret)
    assert webhooks.is_signed(Knock(headers={"x-gitlab-token": "plain"}, body=body, at=NOW), "plain")
    assert not webhooks.is_signed(Knock(headers={"x-gitlab-token": "plai"}, body=body, at=NOW), "plain")
    assert not webhooks.is_signed(Knock(headers=signed, body=body, at=NOW), "whsec_not base64!")
