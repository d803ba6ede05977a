"""Routes without cookies, at the real server with two workers, as browsers of every age ask (keys.md)."""

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.steps import RECEIPT, receipt_on
from tests.processes import free_port
from tests.soak.installation import Installation, founded
from tests.visitors import Answer, Form, Visitor

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.own_database]
FOREIGN = "https://elsewhere.example"
SITES = (None, "same-origin", "none", "same-site", "cross-site")
ORIGINS = (None, "null", "own", FOREIGN, "http://localhost:1")
FOREIGN_COOKIE = "sessionid=zqforeign; csrftoken=zqforeign; desk=zqforeign"
ROUTES = ("/speak/", "/thread/", "/thread/talk/", "/b/x/", "/r/x/")


@pytest.fixture(scope="module", params=["at the root", "below a path"])
def installation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Serve at the root, and once more below a path, as behind a proxy."""
    below = {"GROUNDSWELL_BASE_URL": f"http://localhost:{free_port()}/under/a/path"}
    variables = below if request.param == "below a path" else {}
    with founded(tmp_path_factory.mktemp("cookieless") / "data", **variables) as made:
        yield made


@pytest.fixture
def visitor(installation: Installation) -> Visitor:
    return Visitor(installation.server.url)


def ask(visitor: Visitor, form: Form, path: str = "", **headers: str | None) -> Answer:
    """Send a form with exactly these headers beside the browser's own; without any, nothing says where it came from."""
    bare = Visitor(visitor.origin)
    body = "&".join(f"{name}={value}" for name, value in form.fields)
    given = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    sent = {"Cookie": FOREIGN_COOKIE, "Content-Type": "application/x-www-form-urlencoded"} | given
    if "Origin" in given:
        return bare.send("POST", path or form.action, body, **sent)
    return _without_origin(bare, path or form.action, body, sent)


def _without_origin(visitor: Visitor, path: str, body: str, headers: dict[str, str]) -> Answer:
    host = {"Host": visitor.origin.partition("://")[2]}
    answer, payload = visitor._exchange("POST", path, body, host | headers)
    return Answer(path, answer.status, answer.getheaders(), payload.decode())


def spoken(visitor: Visitor, words: str) -> Form:
    """Return the form of /speak/, filled in."""
    form = visitor.get("/speak/").form("text")
    kept = [(name, value) for name, value in form.fields if name not in {"text", "level"}]
    return Form(form.action, "POST", [*kept, ("text", words), ("level", "anonymous")])


def sets_a_cookie(answer: Answer) -> bool:
    return any(name.lower() == "set-cookie" for name, _value in answer.headers)


def is_let_in(site: str | None, origin: str | None) -> bool:
    """Tell what keys.md says about where a form came from."""
    return site in {"same-origin", "none"} if site else origin in {None, "null", "own"}


@pytest.mark.parametrize(("site", "origin"), list(itertools.product(SITES, ORIGINS)))
def test_a_form_is_taken_from_pages_of_ours_alone(site: str | None, origin: str | None, visitor: Visitor) -> None:
    form = spoken(visitor, "zqwords of somebody")
    own = visitor.origin if origin == "own" else origin
    said = ask(visitor, form, Sec_Fetch_Site=site, Origin=own)
    asked = Form(form.action.replace("speak", "thread"), "POST", [("receipt", "0" * 21)])
    opened = ask(visitor, asked, Sec_Fetch_Site=site, Origin=own)
    assert not sets_a_cookie(said)
    assert not sets_a_cookie(opened)
    if is_let_in(site, origin):
        assert said.status == 200, said.words[:500]
        assert receipt_on(said)
        assert opened.status == 422
    else:
        assert (said.status, opened.status) == (403, 403)
        # A stranger's words never stand on a page of ours; words that the browser blames on nobody can be copied there.
        assert ("zqwords" in said.body) is (site is None)
        assert not RECEIPT.search(said.words)


@pytest.mark.parametrize("path", ROUTES)
def test_no_answer_sets_a_cookie_whoever_asks_and_however(path: str, visitor: Visitor) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        answer = visitor.send(method, path, "" if method == "POST" else None, Cookie=FOREIGN_COOKIE)
        assert answer.status < 500
        assert not sets_a_cookie(answer)
        assert "zqforeign" not in answer.body


def test_a_form_is_taken_by_whichever_worker_it_reaches_and_by_all_alike(visitor: Visitor) -> None:
    """Sixteen connections are spread over both workers by the system; the same form goes over each of them."""
    form = spoken(visitor, "zq the same words")
    receipts = set()
    for _ in range(16):
        answer = ask(Visitor(visitor.origin), form, Sec_Fetch_Site="same-origin")
        assert answer.status == 200
        receipts.add(receipt_on(answer))
    assert len(receipts) == 1


def test_the_same_form_fifty_times_at_once_is_one_voice_with_one_receipt(visitor: Visitor) -> None:
    form, start = spoken(visitor, "zqonce"), threading.Barrier(50)

    def send(_number: int) -> str:
        start.wait()
        return receipt_on(ask(Visitor(visitor.origin), form, Sec_Fetch_Site="same-origin"))

    with ThreadPoolExecutor(50) as pool:
        receipts = set(pool.map(send, range(50)))
    assert len(receipts) == 1
    page = visitor.submit(visitor.get("/thread/").form("receipt"), receipt=receipts.pop())
    assert page.body.count("zqonce") == 1


def test_the_way_back_works_below_the_path_too(visitor: Visitor) -> None:
    receipt = receipt_on(ask(visitor, spoken(visitor, "zqback")))
    door = visitor.get("/thread/")
    page = visitor.submit(door.form("receipt"), receipt=receipt)
    assert "zqback" in page.body
    page = visitor.submit(page.form("text"), text="zqmore")
    assert page.status == 200
    assert "zqmore" in page.body
    assert receipt not in page.url
    assert visitor.cookies == {}
