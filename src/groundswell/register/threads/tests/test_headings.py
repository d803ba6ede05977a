"""Somebody typed a title as a line of its own: a long post is easier to read when it looks like one."""

import pytest

from groundswell.register.threads.rules import Block, BlockKind, Link, looks_like_a_heading

BELOW = Block(BlockKind.PARAGRAPH, "We have more clients than hands.")


def line(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


@pytest.mark.parametrize("text", ["Why I am writing", "Phase 2", "É", "A" * 60])
def test_a_short_line_without_a_stop_is_a_heading(text: str) -> None:
    assert looks_like_a_heading(line(text), BELOW)


@pytest.mark.parametrize(
    "text", ["", "We are tired.", "Does anybody read this?", "lower case", "Two\nlines", "A" * 61, "An open end –"]
)
def test_what_is_a_sentence_or_too_long_is_none(text: str) -> None:
    assert not looks_like_a_heading(line(text), BELOW)


def test_a_line_with_nothing_to_head_is_none() -> None:
    assert not looks_like_a_heading(line("Thanks"), None)
    assert not looks_like_a_heading(line("Thanks"), Block(BlockKind.HEADING, "Next"))


@pytest.mark.parametrize(
    "block",
    [
        Block(BlockKind.HEADING, "Marked already"),
        Block(BlockKind.PARAGRAPH, "Somebody else said it", quoted=1),
        Block(BlockKind.PARAGRAPH, "A link alone", links=(Link(0, 6, "https://example.org/"),)),
    ],
)
def test_a_quotation_a_link_and_a_marked_heading_stay_what_they_are(block: Block) -> None:
    assert not looks_like_a_heading(block, BELOW)
