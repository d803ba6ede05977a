"""What each kind of place answers, in its own words, and what that means."""

import json

import pytest

from groundswell.connectors.sending.letters import Made, Reply, Where
from groundswell.connectors.sending.rules import Kind, What
from groundswell.connectors.sending.writing import WRITERS, github, gitlab, plainly

HERE = Where("https://place.example", "tide/ops", "main", "handbook")
MARKER = "groundswell-0123"


def reply(data: object, status: int = 200, **headers: str) -> Reply:
    return Reply(status, json.dumps(data).encode(), headers)


@pytest.mark.parametrize(
    ("answer", "is_done"),
    [
        (reply({"ref": "refs/heads/x"}, 201), True),
        (reply({"message": "Reference already exists"}, 422), True),
        (reply({"message": 'Invalid request.\n\n"sha" wasn\'t supplied.'}, 422), True),
        (reply({"errors": [{"message": "A pull request already exists for tide:x."}]}, 422), True),
        (reply({"message": "Validation Failed"}, 422), False),
        (reply({"message": "Not Found"}, 404), False),
    ],
)
def test_what_github_has_from_an_earlier_try_of_ours_is_done(answer: Reply, *, is_done: bool) -> None:
    assert github.Change().is_done(answer) is is_done


@pytest.mark.parametrize(
    ("answer", "is_done"),
    [
        (reply({"web_url": "x"}, 201), True),
        (reply({"message": "A branch called 'x' already exists. Switch to that branch"}, 400), True),
        (reply({"message": ["Another open merge request already exists for this source branch: !5"]}, 409), True),
        (reply({"message": "A file with this name already exists"}, 400), False),
        (reply({"message": "403 Forbidden"}, 403), False),
    ],
)
def test_what_gitlab_has_from_an_earlier_try_of_ours_is_done(answer: Reply, *, is_done: bool) -> None:
    assert gitlab.Change().is_done(answer) is is_done


@pytest.mark.parametrize("way", WRITERS, ids="-".join)
@pytest.mark.parametrize(
    "answer",
    [
        Reply(200, b"<html>maintenance</html>"),
        Reply(200, b""),
        Reply(200, b'{"cut": '),
        Reply(500, b"{}"),
        Reply(401, b"[]"),
        Reply(200, b'"words"'),
        Reply(200, b"[1, null]"),
        Reply(200, b'{"ok": true, "issues": [1], "messages": ["x"], "posts": {"a": 1}}'),
    ],
    ids=["page", "nothing", "cut", "fault", "key", "words", "numbers", "wrong"],
)
def test_no_answer_that_is_none_says_that_something_is_not_there(way: tuple[Kind, What], answer: Reply) -> None:
    writer = WRITERS[way]
    assert writer.found(HERE, answer, MARKER) is None
    assert writer.made(HERE, answer) is None


@pytest.mark.parametrize(
    ("way", "listed"),
    [
        ((Kind.GITHUB, What.TICKET), [{"html_url": "u", "body": None}] * plainly.A_PAGE),
        ((Kind.GITLAB, What.TICKET), [{"web_url": "u", "description": None}] * plainly.A_PAGE),
        ((Kind.SLACK, What.ASK), {"ok": True, "messages": [], "has_more": True}),
    ],
)
def test_a_full_page_without_the_mark_does_not_say_that_it_is_not_there(way: tuple[Kind, What], listed: object) -> None:
    assert WRITERS[way].found(HERE, reply(listed), MARKER) is None


def test_a_forum_that_shows_the_topic_at_once_is_understood_too() -> None:
    topic = WRITERS[Kind.DISCOURSE, What.BRIEF]
    assert topic.found(HERE, reply({"id": 7}), MARKER) == [Made("https://place.example/t/7")]
    assert topic.found(HERE, reply({}, 404), MARKER) == []
    moved = reply({}, 301, location="https://place.example/t/a-title/7?x=1")
    assert topic.found(HERE, moved, MARKER) == [Made("https://place.example/t/a-title/7")]


def test_a_request_that_was_merged_says_so() -> None:
    listed = [{"html_url": "u", "state": "closed", "merged_at": "2026-11-25T12:00:00Z"}]
    assert github.Change().found(HERE, reply(listed), MARKER) == [Made("u", "merged")]
    assert gitlab.Change().found(HERE, reply([{"web_url": "u", "state": "locked"}]), MARKER) == [Made("u", "open")]
