"""A passage stays at its exact words when its post is edited, or says that they are gone."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.register.threads.anchors import anchored
from groundswell.register.threads.rules import Block, BlockKind, is_own, text_of, title_from, trimmed


def paragraphs(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


def moved(words: str, before: list[Block], after: list[Block]) -> tuple[int, int] | None:
    return anchored(words, was_at=text_of(before).index(words), before=before, after=after)


def test_words_that_moved_are_found_where_they_are_now() -> None:
    before, after = paragraphs("We are tired."), paragraphs("Edited.", "We are tired.")
    assert moved("We are tired.", before, after) == (9, 22)


def test_words_that_are_gone_have_no_place() -> None:
    assert moved("We are tired.", paragraphs("We are tired."), paragraphs("We were tired.")) is None


def test_words_said_twice_stay_where_their_neighbours_are() -> None:
    before = paragraphs("First: stop. Second: stop.")
    after = paragraphs("Zeroth: stop. First: stop. Second: stop.")
    place = anchored("stop.", was_at=21, before=before, after=after)
    assert place is not None
    assert text_of(after)[: place[1]].endswith("Second: stop.")


def test_words_that_are_only_quoted_now_are_gone() -> None:
    after = [Block(BlockKind.PARAGRAPH, "We are tired.", quoted=1), *paragraphs("No.")]
    assert moved("We are tired.", paragraphs("We are tired."), after) is None


def test_words_across_a_quotation_are_not_one_authors() -> None:
    blocks = [*paragraphs("mine"), Block(BlockKind.PARAGRAPH, "theirs", quoted=1), *paragraphs("mine")]
    assert is_own(blocks, 0, 4)
    assert not is_own(blocks, 0, 12)
    assert not is_own(blocks, 4, 6)
    assert not is_own(blocks, 0, 500)
    assert not is_own(blocks, 3, 3)


_TEXTS = st.lists(st.text(alphabet="ab ", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=4)


@given(before=_TEXTS, after=_TEXTS, data=st.data())
def test_a_passage_is_always_at_its_exact_words_or_nowhere(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    old, new = paragraphs(*before), paragraphs(*after)
    start = data.draw(st.integers(0, len(before[0]) - 1))
    words = before[0][start : data.draw(st.integers(start + 1, len(before[0])))]
    place = anchored(words, was_at=start, before=old, after=new)
    if place is None:
        assert not words.strip() or all(words not in text for text in after)
    else:
        assert text_of(new)[slice(*place)] == words


@given(_TEXTS)
def test_an_edit_that_changes_nothing_moves_nothing(texts: list[str]) -> None:
    blocks = paragraphs(*texts)
    start, end = trimmed(text_of(blocks), 0, len(texts[0]))
    assert anchored(text_of(blocks)[start:end], was_at=start, before=blocks, after=blocks) == (start, end)


@given(st.text(max_size=300))
def test_a_title_made_of_words_is_one_short_line(words: str) -> None:
    title = title_from(words)
    assert len(title) <= 120
    assert "\n" not in title
