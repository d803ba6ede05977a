"""What a document brings, and what it never brings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.located import Unreadable
from groundswell.connectors.markdown import reading
from groundswell.connectors.markdown.reading import Document, read
from groundswell.connectors.markdown.tests.documents import RETROSPECTIVE, document
from groundswell.register.rules.items import SourceKind
from groundswell.register.threads.rules import ArrivingThread, text_of


def said(thread: ArrivingThread) -> list[tuple[str, str, str]]:
    return [(post.handle, post.name, text_of(post.blocks)) for post in thread.posts]


def read_or_refused(text: str) -> ArrivingThread | str:
    """Return what arrives, or the sentence; anything else that happens fails the test."""
    try:
        return read(Document(text.encode("utf-8", "replace"), SourceKind.SPRINT_UPDATE, day=date(2026, 9, 18)))
    except Unreadable as fault:
        return str(fault)


def refusal(content: bytes, **more: object) -> str:
    told: dict[str, object] = {"kind": SourceKind.RETROSPECTIVE, "day": date(2026, 9, 20), **more}
    with pytest.raises(Unreadable) as caught:
        read(Document(content, **told))  # type: ignore[arg-type]  # as `document`
    return str(caught.value)


def test_each_section_and_each_author_in_it_becomes_a_post() -> None:
    thread = read(document())
    assert (thread.title, thread.begun_at.date(), thread.source) == (
        "End of sprint 255",
        date(2026, 9, 18),
        SourceKind.RETROSPECTIVE,
    )
    assert said(thread) == [
        ("End of sprint 255", "", "We met for an hour."),
        ("Ana", "What went well", "The release went out without a call at night."),
        ("Ben", "What went well", "Pairing helped."),
        ("What went well", "", "We all agree."),
        ("Cleo", "What was hard", "Nobody has time for the forum."),
        ("Dan", "What was hard", "Client work wins, every time."),
        ("Eve", "What was hard", "Two days for one review."),
        ("To do", "", "ask for ten hours\n\nwrite it down"),
    ]


def test_a_list_in_which_every_line_begins_with_a_name_is_a_list_of_authors() -> None:
    assert said(read(document("- Ana: one\n- @ben: two\n- Cleo Maria D.: three\n"))) == [
        ("Ana", "", "one"),
        ("ben", "", "two"),
        ("Cleo Maria D.", "", "three"),
    ]


@pytest.mark.parametrize(
    "text", ["- Ana: one\n- nobody in particular\n", "- Note: one\n", "**Note** that this is bold.\n", "Ana: one\n"]
)
def test_what_is_no_list_of_names_stays_one_post(text: str) -> None:
    assert len(read(document(text)).posts) == 1


def test_a_name_alone_in_bold_begins_what_follows_it() -> None:
    assert said(read(document("**Ana**\n\nOne.\n\n- two\n\n**Ben:**\n- three\n"))) == [
        ("Ana", "", "One.\n\ntwo"),
        ("Ben", "", "three"),
    ]


def test_several_headings_of_the_first_rank_are_sections_and_no_title() -> None:
    thread = read(document("# Ana\n\none\n\n# Ben\n\ntwo\n", title="Update"))
    assert (thread.title, [post.handle for post in thread.posts]) == ("Update", ["Ana", "Ben"])


@pytest.mark.parametrize(
    ("text", "name", "title", "day"),
    [
        ("# Retro of 2026-03-04\n\nx", "", "Retro of 2026-03-04", date(2026, 3, 4)),
        ("x", "2026-03-05-ship_crew.md", "ship crew", date(2026, 3, 5)),
        ("x", "2026-03-05.md", "Retrospective", date(2026, 3, 5)),
        ("x", "", "Retrospective", date(2026, 9, 20)),
    ],
)
def test_title_and_day_come_from_the_text_then_from_the_name_then_from_who_brought_it(
    text: str, name: str, title: str, day: date
) -> None:
    thread = read(document(text, name=name))
    assert (thread.title, thread.begun_at.date()) == (title, day)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    content = ("\ufeff" + RETROSPECTIVE.replace("\n", "\r\n")).encode()
    assert read(Document(content, SourceKind.RETROSPECTIVE)) == read(document())


def test_markup_and_script_in_it_come_as_words_or_not_at_all() -> None:
    thread = read(document('<script>alert(1)</script>\n\n<b onclick="x()">Bold</b> words <!-- hidden -->\n'))
    assert [text_of(post.blocks) for post in thread.posts] == ["Bold words"]


def test_links_are_kept_and_dangerous_ones_are_not() -> None:
    block = read(document("[here](https://example.org/a) and [there](javascript:alert(1))\n")).posts[0].blocks[0]
    assert [link.address for link in block.links] == ["https://example.org/a"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This document is empty."),
        (b"\xef\xbb\xbf\r\n ", "This document is empty."),
        (b"x" * 1_000_000, "larger than 256 KB"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not UTF-8"),
        (b"words\x00words", "This is no text"),
        ("a".encode("utf-16"), "UTF-16"),
        ("Über"[:1].encode()[:1], "cut off in the middle of a character"),
        (b"---\ntitle: Half", "cut off: the lines at its beginning have no end"),
        (b"---\ndate: 2026-02-30\n---\nx", "2026-02-30 is no day"),
        (b"<!DOCTYPE html><html><p>x", "whole web page"),
        (b"# Only a title\n\n## And a heading\n", "holds no words"),
        (b"[" * 20_000, "square brackets"),
        (b"**A:** b\n\n" * 1_001, "more than 1000 sections"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(content: bytes, says: str) -> None:
    assert says in refusal(content)
    assert refusal(content).endswith("Nothing was imported.")


def test_without_a_day_anywhere_the_day_is_asked_for() -> None:
    assert "Name the day." in refusal(b"We met.", day=None)


def test_an_update_and_a_retrospective_of_one_day_are_two_documents() -> None:
    ids = {read(document(kind=kind)).external_id for kind in reading.KINDS}
    ids |= {read(document(reach="cell:1")).external_id, read(document(reach="cell:2")).external_id}
    assert len(ids) == 4


def test_an_edit_changes_the_words_of_its_post_and_of_no_other() -> None:
    before = {post.external_id: post.fingerprint for post in read(document()).posts}
    edited = RETROSPECTIVE.replace("Pairing helped.", "Pairing helped a lot.").replace("## To do", "New.\n\n## To do")
    after = {post.external_id: post.fingerprint for post in read(document(edited)).posts}
    assert before.keys() == after.keys()
    assert sum(before[key] != after[key] for key in before) == 2


marked_up = st.lists(st.sampled_from("#*-:> \n`[]()<>|_\\12ab\r\t"), max_size=120).map("".join)


@given(st.text(max_size=300) | marked_up)
def test_any_text_is_read_twice_alike_or_refused_in_a_sentence(text: str) -> None:
    found = [read_or_refused(text), read_or_refused(text)]
    assert found[0] == found[1]
    for thread in found:
        if isinstance(thread, ArrivingThread):
            assert len({post.external_id for post in thread.posts}) == len(thread.posts)
            assert all(text_of(post.blocks).strip() and 0 < len(post.handle) <= 100 for post in thread.posts)
        else:
            assert thread.endswith("Nothing was imported.")


@pytest.mark.slow
@given(st.lists(st.text("abc XYZ.", min_size=1).filter(lambda said: said.strip(" .")), min_size=1, max_size=8))
def test_no_words_are_lost_between_the_authors(lines: list[str]) -> None:
    text = "".join(f"**Author {number}:** word{number} {line.strip()}\n\n" for number, line in enumerate(lines))
    posts = read(document(text)).posts
    assert [post.handle for post in posts] == [f"Author {number}" for number in range(len(lines))]
    assert all(f"word{number}" in text_of(post.blocks) for number, post in enumerate(posts))
