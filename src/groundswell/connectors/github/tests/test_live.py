"""Issues, comments and discussions are read live, whole, and the same whatever happens on the way."""

from datetime import UTC, datetime

import pytest

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.github import api, sync, webhooks
from groundswell.connectors.shape import Knock
from groundswell.questions.records import Batch, Gone, Item, Kind
from tests.replay.github import Repository, moment, user, written
from tests.replay.keeping import Known, opened, read, read_killed
from tests.replay.server import Reply, serving

NAMED = {"choices": {"repositories": "o/r"}, "key": "t0ken"}


@pytest.fixture(scope="module")
def clean() -> Known:
    with serving(Repository()) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        assert there.asked[0].headers["authorization"] == "Bearer t0ken"
        assert there.asked[0].headers["x-github-api-version"] == "2022-11-28"
    return known


def item(known: Known, key: str) -> Item:
    return known.items[key]  # type: ignore[return-value]


@pytest.mark.slow
def test_issues_are_items_and_pull_requests_are_not(clean: Known) -> None:
    issues = {key for key in clean.items if "#" in key}
    assert issues == {f"o/r#{number}" for number in range(1, 251) if number % 10}
    done, refused = item(clean, "o/r#8"), item(clean, "o/r#4")
    assert (done.closed_at is not None, done.resolved_at is not None) == (True, True)
    assert (refused.closed_at is not None, refused.resolved_at) == (True, None)


def test_comments_come_with_their_issues(clean: Known) -> None:
    said = [each for each in clean.messages.values() if each.key.startswith("issuecomment")]  # type: ignore[attr-defined]
    assert len(said) == 2 * 225
    assert {each.item for each in said} <= set(clean.items)  # type: ignore[attr-defined]


def test_discussions_come_with_every_comment_and_reply_also_those_beyond_a_page(clean: Known) -> None:
    keys = {key for key in clean.messages if "discussion" in key}
    assert {f"discussioncomment-{5000 + 10 * place}" for place in range(60)} <= keys
    assert {f"discussioncomment-{600000 + place}" for place in range(55)} <= keys
    answered = item(clean, "o/r/discussions/10")
    assert (answered.answered_by, answered.resolved_at is not None) == ("discussioncomment-10000", True)
    assert list(answered.labels) == ["lms", "Q&A"]


def test_bots_members_and_those_who_left_are_told_apart(clean: Known) -> None:
    authors = clean.authors
    assert authors["dependabot[bot]"].is_bot  # type: ignore[attr-defined]
    assert authors["ghost"].name == "ghost"  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(clean: Known, seed: int) -> None:
    with serving(Repository()) as there:
        there.illness.begin(share=0.3, seed=seed)
        tried = read_killed(sync.CONNECTOR, opened(there.address, **NAMED), seed=seed)
        assert there.illness.had
    assert (tried.messages, tried.items) == (clean.messages, clean.items)


@pytest.mark.slow
def test_only_what_changed_is_asked_for_again(clean: Known) -> None:
    del clean
    repository = Repository()
    with serving(repository) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
        before = len(there.asked)
        repository.touched |= {3: 5000, 1002: 5000}
        known.items.clear()
        read(sync.CONNECTOR, opened(there.address, **NAMED), known)
        assert len(there.asked) - before == 3
    assert {"o/r#3", "o/r/discussions/2"} <= set(known.items)
    assert len(known.items) < 30


@pytest.mark.slow
def test_a_whole_page_that_changed_at_one_moment_stops_nothing() -> None:
    repository = Repository(issues=250, discussions=0, touched=dict.fromkeys(range(1, 251), 7))
    with serving(repository) as there:
        known = read(sync.CONNECTOR, opened(there.address, **NAMED))
    assert len(known.items) == 225


def test_a_question_that_github_does_not_understand_is_said() -> None:
    bad = Reply({"errors": [{"message": "Bad field"}]})
    with serving(lambda asked: bad if asked.body else Reply([])) as there, pytest.raises(Unanswered, match="Bad field"):
        read(sync.CONNECTOR, opened(there.address, **NAMED))


def test_an_enterprise_server_has_graphql_beside_rest() -> None:
    with serving(lambda asked: Reply({"data": {"repository": {}}} if asked.body else [])) as there:
        read(sync.CONNECTOR, opened(f"{there.address}/api/v3", **NAMED))
        assert {asked.path for asked in there.asked} == {
            "/api/v3/repos/o/r/issues", "/api/v3/repos/o/r/issues/comments", "/api/graphql",
        }  # fmt: skip  # paths beside each other


def test_a_look_counts_the_open_issues() -> None:
    with serving(Repository()) as there:
        seen = sync.look(opened(there.address, **NAMED))
    assert (seen.count, seen.newest_at) == (12, datetime(2025, 1, 1, 0, 9, tzinfo=UTC))


def told(kind: str, **body: object) -> Batch:
    whole = {"action": "created", "repository": {"full_name": "O/r"}, **body}
    return webhooks.read(kind, written(whole), opened("https://api.github.com", **NAMED))


def test_what_github_tells_by_itself() -> None:
    repository = Repository()
    assert [each.key for each in told("issues", issue=repository.issue(3)).items] == ["o/r#3"]
    assert told("issue_comment", comment=repository.comment(3)).messages[0].item == "o/r#2"
    assert told("issues", action="deleted", issue=repository.issue(3)).gone == (Gone(key="o/r#3", of="item"),)
    gone = told("issue_comment", action="deleted", comment=repository.comment(3)).gone
    assert gone == (Gone(key="issuecomment-5003", of="message"),)
    assert told("star") == told("issues", repository={"full_name": "o/other"}) == Batch()


def test_discussions_that_are_told_are_those_that_are_asked_for() -> None:
    row = {
        "number": 10, "title": "Talk 10", "body": "How?", "html_url": "https://x/10", "created_at": moment(10),
        "updated_at": moment(10), "user": user(1), "author_association": "NONE", "category": {"name": "Q&A"},
        "answer_chosen_at": moment(10), "answer_html_url": "https://x/10#discussioncomment-10000",
        "labels": [{"name": "lms"}],
    }  # fmt: skip  # as an event looks
    comment = {
        "id": 10000, "body": "Said", "created_at": moment(10), "updated_at": moment(11), "user": user(2),
        "author_association": "OWNER", "parent_id": None,
    }  # fmt: skip  # as above
    asked = api.from_discussions([Repository().discussion(10)], "o/r").items[0]
    batch = told("discussion_comment", discussion=row, comment=comment)
    assert batch.items[0] == asked
    assert [(each.key, each.kind, each.edited_at is not None) for each in batch.messages] == [
        ("o/r/discussions/10", Kind.OPENING, False),
        ("discussioncomment-10000", Kind.REPLY, True),
    ]
    assert told("discussion", action="deleted", discussion=row).gone[0].key == "o/r/discussions/10"
    gone = told("discussion_comment", action="deleted", discussion=row, comment=comment).gone[0]
    assert gone == Gone(key="discussioncomment-10000", of="message")


def test_the_signature_of_github() -> None:
    # The example of GitHub's documentation.
    said = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    knock = Knock(headers={"x-hub-signature-256": said}, body=b"Hello, World!", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert webhooks.is_signed(knock, "It's a Secret to Everybody")
    assert not webhooks.is_signed(knock, "It's a secret")
