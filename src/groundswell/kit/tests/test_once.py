"""On one page a question is asked once; wherever something may change, it is asked each time."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from groundswell.kit.once import OnceMiddleware, once_a_page

asked: list[tuple[object, ...]] = []


@once_a_page
def answer_to(*question: object, **more: object) -> int:
    """Answer with how often anything was asked."""
    asked.append((*question, *sorted(more.items())))
    return len(asked)


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def page(body: Callable[[], object], method: str = "GET") -> HttpResponse:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(body()))

    return OnceMiddleware(view)(RequestFactory().generic(method, "/"))


def twice() -> list[int]:
    return [answer_to("who"), answer_to("who")]


def test_a_page_asks_once_and_the_next_page_asks_again() -> None:
    assert page(twice).content == b"[1, 1]"
    assert page(twice).content == b"[2, 2]"


def test_other_arguments_are_another_question() -> None:
    assert page(lambda: [answer_to("who"), answer_to("whom"), answer_to("who", on=1), answer_to("who")]).content == (
        b"[1, 2, 3, 1]"
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_whoever_may_change_something_is_answered_anew_each_time(method: str) -> None:
    assert page(twice, method).content == b"[1, 2]"


def test_outside_of_a_page_every_question_is_asked() -> None:
    assert twice() == [1, 2]


def test_a_page_that_fails_forgets_as_well() -> None:
    def fail() -> None:
        answer_to("who")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        page(fail)
    assert twice() == [2, 3]


def test_a_question_that_failed_is_asked_again() -> None:
    @once_a_page
    def fail() -> None:
        asked.append(("fail",))
        raise LookupError

    def try_twice() -> int:
        for _ in range(2):
            with pytest.raises(LookupError):
                fail()
        return len(asked)

    assert page(try_twice).content == b"2"
