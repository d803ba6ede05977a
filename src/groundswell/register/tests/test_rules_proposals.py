"""What a proposal says is kept and read again as it was, and every detail in it waits for a person."""

import json
from datetime import date

from groundswell.register.rules.identification import Hit, Mark
from groundswell.register.rules.proposals import Content, Outcome, as_published, held_against, kept, read, written

BOB, MONDAY = Hit(0, 3, Mark.NAME, "Bob"), Hit(4, 10, Mark.DAY, "Monday")
WORDS = {"title": "Bob, Monday", "text": ""}


def held(content: Content, *hits: Hit, by: str = "Alice") -> Content:
    return held_against(content, hits, by=by, day="2026-11-22")


def outcomes(content: Content) -> dict[str, str]:
    return {look.excerpt: look.outcome.value for look in content.looks}


def test_a_detail_waits_is_kept_is_rewritten_and_waits_again_when_it_comes_back() -> None:
    content = held(Content(WORDS, "why"), BOB, MONDAY, BOB)
    assert outcomes(content) == {"Bob": "", "Monday": ""}
    bob = content.looks[0].id
    content = kept(content, [bob], by="Alice", reason="a tool", day="2026-11-22")
    assert outcomes(content) == {"Bob": "kept", "Monday": ""}
    assert [look.excerpt for look in content.waiting] == ["Monday"]
    content = held(content, by="Otto")
    assert outcomes(content) == {"Bob": "kept", "Monday": "rewritten"}
    assert [(look.by, look.decided_on) for look in content.resolved] == [
        ("Alice", date(2026, 11, 22)),
        ("Otto", date(2026, 11, 22)),
    ]
    content = held(content, BOB, MONDAY)
    assert outcomes(content) == {"Bob": "kept", "Monday": ""}
    assert content.waiting[0].decided_on is None


def test_what_is_written_is_read_again_as_it_was() -> None:
    content = kept(held(Content(WORDS, "why"), BOB), [], by="x", reason="y", day="z")
    assert read(json.loads(json.dumps(written(content)))) == content


def test_what_went_out_keeps_neither_what_was_rewritten_nor_why_a_detail_stayed() -> None:
    content = held(Content(WORDS, "why"), BOB, MONDAY)
    content = kept(content, [content.looks[0].id], by="Alice", reason="a tool", day="2026-11-22")
    out = as_published(held(content, BOB))
    assert [(look.mark, look.excerpt, look.outcome, look.reason, look.by) for look in out.looks] == [
        (Mark.NAME, "", Outcome.KEPT, "", "Alice")
    ]


def test_a_long_detail_is_cut_and_recognised() -> None:
    link = Hit(0, 300, Mark.LINK, "https://" + "x" * 292)
    content = held(held(Content(WORDS), link), link)
    assert [len(look.excerpt) for look in content.looks] == [200]


def test_printing_it_shows_none_of_it() -> None:
    printed = repr(kept(held(Content(WORDS, "why so"), BOB), [], by="", reason="", day=""))
    assert "Bob" not in printed
    assert "why so" not in printed
