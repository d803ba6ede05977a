"""What is sent twice from one page is kept once."""

from uuid import UUID

from groundswell.questions.rules.once import effort_key, mark_of

ONE, TWO = UUID(int=1), UUID(int=2)


def test_a_page_that_showed_something_else_has_another_mark() -> None:
    assert mark_of([ONE, TWO]) == mark_of([TWO, ONE])
    assert len({mark_of([]), mark_of([ONE]), mark_of([TWO]), mark_of([ONE, TWO])}) == 4
    assert mark_of([])


def test_the_same_from_the_same_page_is_the_same() -> None:
    known = effort_key(ONE, 1, "page", "15")
    assert known == effort_key(ONE, 1, "page", "15")
    others = (
        effort_key(TWO, 1, "page", "15"),
        effort_key(ONE, 2, "page", "15"),
        effort_key(ONE, 1, "later", "15"),
        effort_key(ONE, 1, "page", "30"),
    )
    assert len({known, *others}) == 5
