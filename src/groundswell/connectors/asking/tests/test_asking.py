"""Asking over real sockets: patience, places, and answers that are whole or none."""

import gzip
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from groundswell.connectors.asking.asker import Asker
from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.pace import Pace
from tests.replay.server import Asked, Illness, Reply, Service, serving

QUICK = Pace(a_minute=1e9, at_once=10, tries=4, longest_pause=0.01, longest_wait=5)


def asker(address: str, **more: object) -> Asker:
    given: dict[str, object] = {"pace": QUICK, "may_be_inside": True, "seconds": 5.0, **more}
    return Asker(address, **given)  # type: ignore[arg-type]


def in_turn(*replies: Reply) -> Service:
    left = list(replies)
    return lambda _asked: left.pop(0) if len(left) > 1 else left[0]


def fault_of(ask: Callable[[], object]) -> Unanswered:
    with pytest.raises(Unanswered) as caught:
        ask()
    return caught.value


def test_a_question_carries_the_key_and_the_query_and_brings_back_json() -> None:
    def service(asked: Asked) -> Reply:
        return Reply({"path": asked.path, "query": asked.query, "key": asked.headers["api-key"]})

    with serving(service) as there, asker(f"{there.address}/forum/", headers={"Api-Key": "k"}) as ask:
        found = ask.json("/t/ä b.json", [("tag[]", "a&b"), ("page", 2)])
    assert found == {"path": "/forum/t/%C3%A4%20b.json", "query": [["tag[]", "a&b"], ["page", "2"]], "key": "k"}


def test_it_waits_as_long_as_it_is_asked_to_and_then_asks_again() -> None:
    slept: list[float] = []
    service = in_turn(Reply({}, 429, {"Retry-After": "3"}), Reply({}, 503, {"Retry-After": "1.5"}), Reply({"ok": 1}))
    with serving(service) as there, asker(there.address, sleep=slept.append) as ask:
        assert ask.json("/") == {"ok": 1}
    assert slept == [3.0, 1.5]


def test_a_wait_that_is_too_long_is_handed_back_with_its_length() -> None:
    with serving(in_turn(Reply({}, 429, {"Retry-After": "3600"}))) as there, asker(there.address) as ask:
        fault = fault_of(lambda: ask.json("/"))
        assert (fault.why, fault.again_in, len(there.asked)) == (Why.PACE, 3600.0, 1)


def test_a_limit_that_is_used_up_is_told_from_a_key_that_is_refused() -> None:
    used_up = Reply({}, 403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "600"})
    with serving(in_turn(used_up, Reply({}, 403))) as there, asker(there.address) as ask:
        assert fault_of(lambda: ask.json("/")).why is Why.PACE
        fault = fault_of(lambda: ask.json("/"))
        assert (fault.why, len(there.asked)) == (Why.KEY, 2)
        assert "does not accept the key (403)" in fault.sentence


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"<html><title>We are down</title>"), "answered with a page (“We are down”)"),
        (Reply(b""), "answered with nothing at all"),
        (Reply(b'{"half": ['), "is no JSON, or only a part of it"),
    ],
    ids=["a page", "nothing", "a half"],
)
def test_an_answer_that_is_no_json_is_asked_for_again_and_then_told_in_a_sentence(reply: Reply, words: str) -> None:
    with serving(in_turn(reply)) as there, asker(there.address) as ask:
        fault = fault_of(lambda: ask.json("/"))
        assert fault.why is Why.STRANGE
        assert words in fault.sentence
        assert len(there.asked) == QUICK.tries


@pytest.mark.parametrize("kind", ["cut", "hang up", "500", "429", "page"])
def test_every_illness_that_passes_is_sat_out(kind: str) -> None:
    illness = Illness(share=0.4, seed=7, kinds=(kind,))
    with serving(lambda asked: Reply({"n": asked.first("n")}), illness=illness) as there:
        with asker(there.address, pace=Pace(a_minute=1e9, at_once=10, tries=20, longest_pause=0.001)) as ask:
            assert [ask.json("/", [("n", n)])["n"] for n in range(20)] == [str(n) for n in range(20)]
        assert illness.had


def test_who_answers_too_slowly_is_not_waited_for() -> None:
    illness = Illness(share=1, kinds=("slow",))
    with (
        serving(lambda _asked: Reply({}), illness=illness) as there,
        asker(there.address, seconds=0.05, pace=Pace(tries=1)) as ask,
    ):
        fault = fault_of(lambda: ask.json("/"))
    assert (fault.why, "did not answer within" in fault.sentence) == (Why.AWAY, True)


def test_what_writes_is_sent_once_whatever_became_of_it() -> None:
    for kind in ("cut", "hang up", "500"):
        illness = Illness(share=1, kinds=(kind,))
        with serving(lambda _asked: Reply({"id": 1}), illness=illness) as there, asker(there.address) as ask:
            assert fault_of(lambda: ask.send("/posts", {"raw": "words"})).why is Why.BROKEN
            assert len(there.asked) == 1


def test_what_writes_is_sent_again_where_the_service_did_not_take_it() -> None:
    service = in_turn(Reply({}, 429, {"Retry-After": "0"}), Reply({"id": 1}, 201))
    with serving(service) as there, asker(there.address) as ask:
        assert ask.send("/posts", {"raw": "words"}).json() == {"id": 1}
        assert [json.loads(each.body) for each in there.asked] == [{"raw": "words"}] * 2


def test_a_redirect_is_followed_within_the_place_and_never_out_of_it() -> None:
    def service(asked: Asked) -> Reply:
        there = {"/a": "/b", "/out": "http://elsewhere.example/b", "/round": "/round"}
        return Reply({}, 302, {"Location": there[asked.path]}) if asked.path in there else Reply({"at": asked.path})

    with serving(service) as there, asker(there.address, headers={"Authorization": "secret"}) as ask:
        assert ask.json("/a") == {"at": "/b"}
        fault = fault_of(lambda: ask.json("/out"))
        assert (fault.why, "http://elsewhere.example" in fault.sentence) == (Why.ADDRESS, True)
        assert "circle" in fault_of(lambda: ask.json("/round")).sentence
        assert "secret" not in repr(ask)


def test_a_private_address_is_asked_only_where_that_is_allowed() -> None:
    with serving(lambda _asked: Reply({})) as there, asker(there.address, may_be_inside=False) as ask:
        fault = fault_of(lambda: ask.json("/"))
        assert (fault.why, there.asked) == (Why.ADDRESS, [])
        assert "inside your own network" in fault.sentence


def test_a_name_is_looked_up_once_so_that_it_cannot_turn_private_after_the_check() -> None:
    turns = [["127.0.0.1"], ["10.0.0.1"]]
    with serving(lambda _asked: Reply({"ok": 1})) as there:
        port = there.address.rpartition(":")[2]
        with asker(f"http://forum.example:{port}", resolve=lambda _host, _port: turns.pop(0)) as ask:
            assert [ask.json("/"), ask.json("/")] == [{"ok": 1}] * 2
            assert there.asked[0].headers["host"] == f"forum.example:{port}"
    assert len(turns) == 1


def test_packed_answers_are_unpacked_and_bombs_are_not() -> None:
    packed = Reply(gzip.compress(b'{"items": []}'), headers={"Content-Encoding": "gzip"})
    bomb = Reply(gzip.compress(b" " * 5_000_000), headers={"Content-Encoding": "gzip"})
    half = Reply(gzip.compress(b'{"items": []}')[:-9], headers={"Content-Encoding": "gzip"})
    with serving(in_turn(packed, bomb, half)) as there, asker(there.address, most_bytes=1_000_000) as ask:
        assert ask.json("/") == {"items": []}
        assert fault_of(lambda: ask.json("/")).why is Why.LARGE
        assert fault_of(lambda: ask.json("/")).why is Why.BROKEN


def test_what_is_larger_than_allowed_is_not_read() -> None:
    with serving(lambda _asked: Reply(b"x" * 2_000_000)) as there, asker(there.address, most_bytes=1_000_000) as ask:
        fault = fault_of(lambda: ask.get("/"))
        assert (fault.why, len(there.asked)) == (Why.LARGE, 1)


def test_what_is_known_already_is_not_sent_again() -> None:
    def service(asked: Asked) -> Reply:
        known = asked.headers.get("if-none-match") == '"a"'
        return Reply(b"", 304) if known else Reply({"n": 1}, headers={"ETag": '"a"'})

    with serving(service) as there, asker(there.address) as ask:
        first = ask.get("/")
        assert (first.json(), first.mark, first.is_unchanged) == ({"n": 1}, '"a"', False)
        assert ask.get("/", mark=first.mark).is_unchanged


def test_nobody_at_the_address_is_told_as_such() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        with asker(address, pace=Pace(tries=1)) as ask:
            assert fault_of(lambda: ask.json("/")).sentence == f"Nobody answers at {address}."

    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    with asker("https://forum.example", resolve=unknown, pace=Pace(tries=1)) as ask:
        assert "Nobody answers to the name forum.example" in fault_of(lambda: ask.json("/")).sentence


def test_it_keeps_to_its_pace() -> None:
    slept: list[float] = []
    pace = Pace(a_minute=60, at_once=2)
    with (
        serving(lambda _asked: Reply({})) as there,
        asker(there.address, pace=pace, sleep=slept.append, ticks=lambda: 100.0) as ask,
    ):
        for _time in range(5):
            ask.json("/")
    assert slept == [1.0, 2.0, 3.0]


def test_the_next_page_is_named_by_the_link() -> None:
    link = '<https://api.example/issues?page=2>; rel="next", <https://api.example/issues?page=9>; rel="last"'
    with serving(lambda _asked: Reply([], headers={"Link": link})) as there, asker(there.address) as ask:
        answer = ask.get("/")
    assert (answer.link("next"), answer.link("prev")) == ("https://api.example/issues?page=2", "")


def test_a_key_of_two_lines_or_of_strange_letters_is_a_sentence_that_does_not_hold_it() -> None:
    with serving(in_turn(Reply({}))) as there:
        for key in ("k3y\nX-Admin: 1", "k3y\u20ac"):
            with asker(there.address, headers={"Api-Key": key}) as ask:
                fault = fault_of(lambda ask=ask: ask.json("/"))  # type: ignore[misc]  # of this turn
            assert (fault.why, "cannot be sent" in fault.sentence) == (Why.ADDRESS, True)
            assert "k3y" not in fault.sentence
            assert fault.__cause__ is None
            assert fault.__suppress_context__, "what HTTP says of it repeats the key"
        assert there.asked == []


def test_a_redirect_to_strange_letters_is_a_sentence() -> None:
    moved = Reply(b"", 302, {"Location": "/caf\u00e9"})
    with serving(in_turn(moved)) as there, asker(there.address) as ask:
        assert fault_of(lambda: ask.json("/")).why is Why.ADDRESS


def test_a_length_of_thousands_of_digits_is_a_cut_answer() -> None:
    content = b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n{}"
    with answering(content) as address, asker(address, pace=Pace(tries=1)) as ask:
        assert fault_of(lambda: ask.json("/")).why is Why.BROKEN


@contextmanager
def answering(content: bytes) -> Iterator[str]:
    """Answer whoever comes with these very bytes, and hang up."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            line, _address = door.accept()
            with line:
                line.recv(65536)
                line.sendall(content)

        thread = Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        thread.join(10)
