"""Foreign HTML becomes plain words in blocks."""

import time

import pytest

from groundswell.connectors.html import blocks_of
from groundswell.register.threads.rules import Block, BlockKind


def told(html: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks_of(html)]


def test_paragraphs_headings_lists_and_code_keep_their_kind() -> None:
    html = "<h2>Why</h2><p>Because  of\n<b>this</b>.</p><ul><li>one</li><li>two</li></ul><pre><code>a\n  b</code></pre>"
    assert told(html) == [
        ("heading", "Why"),
        ("paragraph", "Because of this."),
        ("item", "one"),
        ("item", "two"),
        ("code", "a\n  b"),
    ]


def test_nested_lists_keep_their_depth_and_numbers() -> None:
    blocks = blocks_of('<ol start="3"><li>c<ul><li>deep</li></ul>more</li><li>d</li></ol>')
    assert [(block.text, block.depth, block.marker) for block in blocks] == [
        ("c", 1, "3."),
        ("deep", 2, "•"),
        ("more", 1, ""),
        ("d", 1, "4."),
    ]


def test_links_keep_their_place_and_only_safe_addresses() -> None:
    (block,) = blocks_of(
        '<p>See  <a href="https://a.org/x?y=1"> the  page </a>, <a href="javascript:alert(1)">not</a> '
        '<a href="/u/bob">@bob</a></p>'
    )
    assert block.text == "See the page , not @bob"
    assert [(block.text[link.start : link.end], link.address) for link in block.links] == [
        ("the page", "https://a.org/x?y=1")
    ]


def test_two_line_breaks_begin_a_new_paragraph_and_one_a_new_line() -> None:
    assert told("<p>a<br>b<br><br>c</p>") == [("paragraph", "a\nb"), ("paragraph", "c")]


def test_pictures_are_named_emoji_drawn_and_scripts_gone() -> None:
    html = '<p><img class="emoji" alt=":tada:"> <img alt="a graph" src="https://x/y.png"><script>steal()</script><style>p{}</style></p>'
    assert told(html) == [("paragraph", "🎉 [picture: a graph]")]


def test_a_table_row_is_one_line() -> None:
    assert told("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>") == [
        ("paragraph", "a | b"),
        ("paragraph", "1 | 2"),
    ]


def test_a_preview_of_a_linked_page_is_not_the_authors_words() -> None:
    (block,) = blocks_of(
        '<aside class="onebox" data-onebox-src="https://a.org/x"><article><h3>Title</h3></article></aside>'
    )
    assert (block.quoted, block.said_by) == (1, "https://a.org/x")


def test_bullets_and_numbers_typed_by_hand_become_items() -> None:
    assert told("<p>• one<br>    still one<br>  • two</p><p>1. a<br>2. b</p><p>2026 was long.</p>") == [
        ("item", "one\nstill one"),
        ("item", "two"),
        ("item", "a"),
        ("item", "b"),
        ("paragraph", "2026 was long."),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "p", "aside", "unknown"])
def test_html_nested_without_end_is_read_in_no_time(tag: str) -> None:
    blocks, few = _read(tag, 10_000)
    _blocks, many = _read(tag, 40_000)
    assert len(blocks) == 1
    # Four times as much takes about four times as long; were each tag to look at all before it, sixteen times.
    assert many < 10 * few


def _read(tag: str, depth: int) -> tuple[tuple[Block, ...], float]:
    begun = time.thread_time()
    blocks = blocks_of(f"<{tag}>" * depth + "the words")
    return blocks, time.thread_time() - begun


def test_a_fragment_without_words_is_no_block() -> None:
    assert blocks_of("<p> </p><!-- x --><![CDATA[ y ]]><div><br></div>") == ()


def test_a_block_survives_being_stored() -> None:
    for block in blocks_of('<ul><li>x <a href="https://a.org">y</a></li></ul><blockquote>q</blockquote>'):
        assert Block.restored(block.stored()) == block
    assert Block.restored({"kind": "paragraph", "text": "a"}) == Block(BlockKind.PARAGRAPH, "a")
