"""What was typed, and whether the chat proves itself."""

import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.chat.rules import Asked, Wish, asked, is_mattermost, is_slack, padded

# The example of Slack's own documentation.
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
STAMP = "1531420618"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
    b"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a"
    b"14d10d2c447fce8b6703c"
)
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_slacks_own_example_is_believed() -> None:
    assert is_slack(SECRET, stamp=STAMP, body=BODY, signature=SIGNATURE, now=int(STAMP) + 10)


@pytest.mark.parametrize(
    "change",
    [
        {"body": BODY + b"x"},
        {"signature": SIGNATURE[:-1] + "0"},
        {"signature": ""},
        {"signature": SIGNATURE.replace("v0=", "v1=")},
        {"stamp": "1531420619"},
        {"stamp": ""},
        {"stamp": "x"},
        {"stamp": "1" * 13},
        {"now": int(STAMP) + 301},
        {"now": int(STAMP) - 301},
        {"secret": ""},
        {"secret": "another"},
    ],
    ids=str,
)
def test_anything_else_is_not(change: dict[str, object]) -> None:
    told = {"secret": SECRET, "stamp": STAMP, "body": BODY, "signature": SIGNATURE, "now": int(STAMP)} | change
    assert not is_slack(told.pop("secret"), **told)  # type: ignore[arg-type]


def test_five_minutes_are_still_fresh() -> None:
    for away in (300, -300):
        assert is_slack(SECRET, stamp=STAMP, body=BODY, signature=SIGNATURE, now=int(STAMP) + away)


@given(st.binary(max_size=50), st.text(max_size=20))
def test_whatever_is_signed_is_believed_and_by_nobody_else(body: bytes, other: str) -> None:
    signed = f"v0={hmac.new(b'key', f'v0:{STAMP}:'.encode() + body, sha256).hexdigest()}"
    assert is_slack("key", stamp=STAMP, body=body, signature=signed, now=int(STAMP))
    assert not is_slack("yek", stamp=STAMP, body=body, signature=signed, now=int(STAMP))
    assert not is_slack("key", stamp=STAMP, body=body, signature=other, now=int(STAMP))


@pytest.mark.parametrize(
    ("token", "header", "is_it"),
    [
        ("t", "Token t", True),
        ("t", "Token u", False),
        ("t", "Bearer t", False),
        ("t", "", False),
        ("", "Token ", False),
    ],
)
def test_mattermost_proves_itself_by_the_token_of_the_command(token: str, header: str, *, is_it: bool) -> None:
    assert is_mattermost(token, header=header) is is_it


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("speak It is slow.", Asked(Wish.SPEAK, "It is slow.")),
        ("  Speak:  It is slow.\nAnd long. ", Asked(Wish.SPEAK, "It is slow.\nAnd long.")),
        ("say so", Asked(Wish.SPEAK, "so")),
        ("talk", Asked(Wish.TALK)),
        ("talk now", Asked(Wish.TALK_NOW)),
        ("talk to me", Asked(Wish.TALK)),
        ("Talk to me, now!", Asked(Wish.TALK_NOW)),
        ("talk with me about reviews", Asked(Wish.TALK, "about reviews")),
        ("talk to Medea", Asked(Wish.TALK, "to Medea")),
        ("talk now about reviews", Asked(Wish.TALK_NOW, "about reviews")),
        ("talk about reviews", Asked(Wish.TALK, "about reviews")),
        ("check-in", Asked(Wish.CHECK_IN)),
        ("anonymous It is me", Asked(Wish.ANONYMOUS, "It is me")),
        ("link ab12", Asked(Wish.LINK, "ab12")),
        ("", Asked(Wish.HELP)),
        ("It is slow.", Asked(Wish.HELP)),
        ("speak", Asked(Wish.SPEAK)),
    ],
)
def test_the_first_word_says_what_and_the_rest_are_words(typed: str, wish: Asked) -> None:
    assert asked(typed) == wish


@given(st.text(max_size=80).map(str.strip).filter(bool))
def test_words_come_as_they_were_typed(words: str) -> None:
    assert asked(f"speak {words}").words == words.lstrip().strip("\n ")


def test_what_is_kept_has_one_of_few_sizes() -> None:
    assert [len(padded("x" * size, 8)) for size in (0, 8, 9, 17)] == [8, 8, 16, 32]
    assert padded("[1]", 8).strip() == "[1]"
