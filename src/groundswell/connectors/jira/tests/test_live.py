"""Issues of Jira are read live, of Cloud and of Data Center; what was not said to the asker stays inside."""

import hmac
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from groundswell.connectors.jira import sync, webhooks
from groundswell.connectors.shape import Knock
from groundswell.questions.records import Batch, Gone
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import serving
from tests.replay.trackers import JiraSite

CLOUD = {"choices": {"projects": "ABC", "mail": "reader@example.org"}, "key": "k"}
CENTER = {"choices": {"projects": "ABC"}, "key": "k"}


@pytest.fixture(scope="module")
def clean() -> Known:
    with serving(JiraSite()) as there:
        known = read(sync.CONNECTOR, opened(there.address, **CLOUD))
        assert there.asked[0].headers["authorization"] == "Basic cmVhZGVyQGV4YW1wbGUub3JnOms="
    return known


@pytest.mark.slow
def test_every_issue_comes_with_all_its_comments_also_those_a_list_leaves_out(clean: Known) -> None:
    assert set(clean.items) == {f"ABC-{number}" for number in range(1, 231)}
    said = {key for key, row in clean.messages.items() if row.item == "ABC-20"}  # type: ignore[attr-defined]
    assert said == {"ABC-20", *(f"comment-{20000 + place}" for place in range(25) if place != 1)}
    assert ("message", "comment-20001") in clean.gone
    assert list(clean.items["ABC-4"].labels) == ["lms", "Alphabet"]  # type: ignore[attr-defined]
    assert clean.items["ABC-4"].resolved_at is not None  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_data_center_is_asked_in_its_own_way_and_says_the_same(clean: Known) -> None:
    with serving(JiraSite(is_cloud=False)) as there:
        known = read(sync.CONNECTOR, opened(there.address, **CENTER))
        assert there.asked[0].headers["authorization"] == "Bearer k"
    assert known.messages == clean.messages


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(clean: Known, seed: int) -> None:
    with serving(JiraSite()) as there:
        there.illness.begin(share=0.25, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **CLOUD), seed=seed)
    assert (tried.messages, set(tried.items)) == (clean.messages, set(clean.items))


def test_only_what_changed_since_is_asked_for_in_the_time_zone_of_the_account() -> None:
    site = JiraSite(issues=30)
    with serving(site) as there:
        known = read(sync.CONNECTOR, opened(there.address, **CLOUD))
        site.issues = 33
        known.items.clear()
        read(sync.CONNECTOR, opened(there.address, **CLOUD), known)
    # Two minutes are looked at twice, for Cloud's search lags behind.
    assert set(known.items) == {f"ABC-{number}" for number in range(28, 34)}


def test_the_query_holds_names_that_anybody_may_type() -> None:
    asked = sync.asked(['A"B', "C\\D"], "2026-01-01T00:30:00+00:00", ZoneInfo("America/New_York"))
    assert asked == 'project in ("AB", "CD") and updated >= "2025-12-31 19:28" order by updated asc, key asc'


def test_a_look_says_when_an_issue_last_changed() -> None:
    with serving(JiraSite()) as there:
        seen = sync.look(opened(there.address, **CLOUD))
    assert (seen.count, seen.newest_at) == (None, datetime(2025, 1, 1, 3, 50, tzinfo=UTC))


def test_what_jira_tells_by_itself() -> None:
    def told(event: str, **body: object) -> Batch:
        whole = {"webhookEvent": event, **body}
        return webhooks.read("", json.dumps(whole).encode(), opened("https://j.example", **CLOUD))

    site = JiraSite()
    assert told("jira:issue_updated", issue=site.issue(3)).items[0].address == "https://j.example/browse/ABC-3"
    assert told("comment_created", issue=site.issue(3), comment=site.comment(3, 0)).messages[1].key == "comment-3000"
    assert told("jira:issue_deleted", issue={"key": "ABC-3"}).gone == (Gone(key="ABC-3", of="item"),)
    gone = told("comment_deleted", issue={"key": "ABC-3"}, comment={"id": "5"}).gone
    assert gone == (Gone(key="comment-5", of="message"),)
    assert told("jira:issue_updated", issue={"key": "XYZ-3"}) == Batch()


def test_only_what_jira_signed_counts() -> None:
    said = "sha256=" + hmac.new(b"s", b"{}", "sha256").hexdigest()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert webhooks.is_signed(Knock(headers={"x-hub-signature": said}, body=b"{}", at=at), "s")
    assert not webhooks.is_signed(Knock(headers={"x-hub-signature": said}, body=b"[]", at=at), "s")
