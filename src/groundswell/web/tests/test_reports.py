"""A fault is reported by its type and our lines; what was sent, and who sent it, appears nowhere."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory

from groundswell.web import reports
from groundswell.web.tests.pages import CANARY

pytestmark = pytest.mark.usefixtures("pages")
ADDRESS = "203.0.113.77"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what the product's own handler writes."""
    handler = next(each for each in logging.getLogger().handlers if isinstance(each.formatter, reports.SafeFormatter))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS)


@pytest.mark.parametrize("path", ["/speak/break/", "/break/"])
def test_a_forced_fault_leaks_no_body_address_agent_or_query(browser: Client, log: io.StringIO, path: str) -> None:
    browser.handler.enforce_csrf_checks = False
    browser.post(f"{path}?q={CANARY}", {"text": CANARY}, headers={"User-Agent": CANARY, "Cookie": CANARY})
    written = log.getvalue()
    assert CANARY not in written
    assert ADDRESS not in written
    assert "pages.py" in written
    assert "ValueError" in written


def test_a_cause_is_told_before_its_consequence(browser: Client, log: io.StringIO) -> None:
    browser.post("/speak/break/", {"text": CANARY})
    written = log.getvalue()
    assert written.index("ValueError") < written.index("RuntimeError")


@pytest.mark.parametrize("path", ["/speak/no-such-page/", "/b/a-ballot-code/", "/no-such-page/", "/speak/"])
def test_what_a_visitor_did_wrong_leaves_no_line(browser: Client, log: io.StringIO, path: str) -> None:
    browser.get(path)
    browser.put(path)
    browser.post(path, {"text": CANARY}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "speak" not in log.getvalue()
    assert CANARY not in log.getvalue()
    assert "ballot" not in log.getvalue()


def test_an_attack_is_told_by_its_kind(browser: Client, log: io.StringIO) -> None:
    browser.get("/promise/", headers={"Host": f"{CANARY}.example"})
    assert CANARY not in log.getvalue()


def test_a_warning_about_security_without_a_request_is_not_written(log: io.StringIO) -> None:
    logging.getLogger("django.security.DisallowedHost").error("Invalid header: %s", CANARY)
    assert log.getvalue() == ""


def test_a_fault_at_the_start_says_what_is_missing(log: io.StringIO) -> None:
    try:
        __import__("no_such_module")
    except ImportError:
        logging.getLogger("groundswell").exception("cannot start", stack_info=True)
    assert "no_such_module" in log.getvalue()
    assert "Stack" not in log.getvalue()


def test_an_error_of_the_system_is_told_by_its_code(log: io.StringIO) -> None:
    try:
        open(f"/nowhere/{CANARY}")  # noqa: PTH123, SIM115 - it does not exist
    except OSError:
        logging.getLogger("groundswell").exception("no file")
    assert "No such file" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_djangos_own_report_holds_types_and_lines_alone() -> None:
    secret = CANARY
    try:
        int(secret)
    except ValueError as error:
        request = RequestFactory().post("/speak/", {"text": CANARY}, REMOTE_ADDR=ADDRESS)
        reporter = reports.Reporter(request, type(error), error, error.__traceback__)
        for report in (reporter.get_traceback_text(), reporter.get_traceback_html()):
            assert "ValueError" in report
            assert CANARY not in report
            assert ADDRESS not in report
        assert reporter.get_traceback_data() == {}


def test_errors_that_cause_each_other_in_a_ring_end() -> None:
    one, two = ValueError(), TypeError()
    one.__cause__, two.__cause__ = two, one
    assert list(reports.lines_of(one)) == ["builtins.TypeError", "builtins.ValueError"]
