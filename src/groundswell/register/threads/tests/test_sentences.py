"""A post is cut into the sentences that the keyboard steps through."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.register.threads.rules import Block, BlockKind, own_ranges, text_of
from groundswell.register.threads.sentences import sentences


def cut(*blocks: Block) -> list[str]:
    text = text_of(blocks)
    return [text[each.start : each.end] for each in sentences(blocks)]


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("We are tired. Nobody asks.", ["We are tired.", "Nobody asks."]),
        ("Is it us? (It is.) Yes!", ["Is it us?", "(It is.)", "Yes!"]),
        ("She said “enough.” Then she left…", ["She said “enough.”", "Then she left…"]),
        ("Say it early, e.g. Monday, i.e. before Dr. Who comes.", None),
        ("It took 4.5 hours in v2.0 of the tool.", None),
        ("one line\nanother", ["one line", "another"]),
        ("Wait... what? ok", None),
        ("疲れた。誰も聞かない。", ["疲れた。", "誰も聞かない。"]),
        ("Good. 🙂 Next.", ["Good.", "🙂 Next."]),
        ("See https://example.org/a.b?c=d. Then answer.", ["See https://example.org/a.b?c=d.", "Then answer."]),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, says: list[str] | None) -> None:
    assert cut(paragraph(text)) == (says or [text])


def test_a_heading_and_a_piece_of_code_are_one_each() -> None:
    assert cut(Block(BlockKind.HEADING, "Why. And how"), Block(BlockKind.CODE, "a. B\nc")) == [
        "Why. And how",
        "a. B\nc",
    ]


def test_quoted_words_are_no_sentence_of_the_author() -> None:
    quoted = Block(BlockKind.PARAGRAPH, "They said this.", quoted=1)
    assert cut(quoted, paragraph("I do not.")) == ["I do not."]


_BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(BlockKind),
        st.text(alphabet="ab .?!\n\"'()é。…12", min_size=1, max_size=40).filter(str.strip),
        quoted=st.integers(0, 1),
    ),
    max_size=5,
)


@given(_BLOCKS)
def test_every_word_of_the_author_lies_in_exactly_one_sentence(blocks: list[Block]) -> None:
    text, found = text_of(blocks), sentences(blocks)
    assert all(one.end <= other.start for one, other in pairwise(found))
    covered = {place for each in found for place in range(each.start, each.end)}
    own = {place for start, end in own_ranges(blocks) for place in range(start, end)}
    assert covered <= own
    assert all(text[place].isspace() for place in own - covered)
