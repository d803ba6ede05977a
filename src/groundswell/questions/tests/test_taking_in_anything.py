"""Whatever happens at a source, in whatever pieces and order it arrives: what is kept is what is true.

The oracle below reads the whole history at once, with loops alone; it shares no code with the product.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.models import Author, Item, Message, Source
from groundswell.questions.records import Author as AuthorRecord
from groundswell.questions.records import Gone, Kind
from groundswell.questions.records import Item as Topic
from groundswell.questions.records import Message as Record
from groundswell.questions.tests.conftest import at, author, batch, post, topic
from tests.cast import Cast

PEOPLE = ("ann", "ben", "cat", "bot", "team")
ITEMS = ("1", "2")
KEYS = tuple("abcdefgh")
FOREVER = at(10_000)


@dataclass
class History:
    """What happened at a source: versions of messages, and what went when."""

    messages: list[Record] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    answered_by: str = ""


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Return messages that are written, edited, moved, made asides and removed; clocks go backwards at will."""
    history = History(answered_by=draw(st.sampled_from(("", *KEYS))))
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6)):
        written = draw(st.integers(-5, 5))
        kind = draw(st.sampled_from((Kind.REPLY, Kind.REPLY, Kind.OPENING, Kind.NOTICE)))
        first = post(
            key,
            by=draw(st.sampled_from(PEOPLE)),
            hours=written,
            item=draw(st.sampled_from(ITEMS)),
            kind=kind,
            answer=draw(st.booleans()),
        )
        history.messages.append(first)
        for edit in range(1, draw(st.integers(0, 2)) + 1):
            history.messages.append(
                replace(
                    first,
                    edited_at=at(written + edit),
                    item=draw(st.sampled_from(ITEMS)),
                    text=f"{key}{edit}",
                    kind=draw(st.sampled_from((kind, kind, Kind.ASIDE))),
                )
            )
        if draw(st.booleans()):
            late = draw(st.none() | st.integers(0, 2))
            went = None if late is None else at(written + late)
            history.gone.append(Gone(key=key, of="message", at=went))
    return history


def true_text(history: History, key: str) -> Record | None:
    """Return how a message stands in the end, or None where it is gone or an aside."""
    versions = [each for each in history.messages if each.key == key]
    newest = versions[0]
    for each in versions:
        if (each.edited_at or each.written_at) > (newest.edited_at or newest.written_at):
            newest = each
    ends = [each.at or FOREVER for each in history.gone if each.key == key]
    ends += [each.edited_at or each.written_at for each in versions if each.kind is Kind.ASIDE]
    if any((newest.edited_at or newest.written_at) <= end for end in ends):
        return None
    return newest


def true_standing(history: History, item: str) -> tuple[str, int, datetime | None, bool]:
    """Return state, replies, first reply and whether the last voice is ours, by going through everything."""
    voices = []
    for key in KEYS:
        if any(each.key == key for each in history.messages):
            message = true_text(history, key)
            if message and message.item == item and message.author != "bot" and message.kind is not Kind.NOTICE:
                voices.append(message)
    voices.sort(key=lambda each: (each.written_at, each.key))
    replies = [each for each in voices if each.author != "ann"]
    is_last_ours = bool(voices) and voices[-1].author == "team"
    if not replies:
        return "unanswered", 0, None, is_last_ours
    is_answered = any(each.answer or each.key == history.answered_by for each in replies)
    state = "answered" if is_answered else ("on_them" if is_last_ours else "on_us")
    return state, len(replies), replies[0].written_at, is_last_ours


def kept(source: Source) -> dict[str, object]:
    """Return all that is kept of a source, without numbers."""
    messages = Message.objects.filter(source=source).values_list(
        "key", "item__key", "author__key", "kind", "written_at", "edited_at", "is_answer", "gone_at", "text"
    )
    items = Item.objects.filter(source=source).values_list(
        "key", "title", "state", "replies", "first_reply_at", "is_last_ours", "first_reply_by__key", "last_voice_at"
    )
    authors = Author.objects.filter(source=source).values_list("key", "name", "is_bot")
    return {"messages": sorted(messages, key=str), "items": sorted(items, key=str), "authors": sorted(authors)}


@pytest.mark.slow
@pytest.mark.django_db
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories(), data=st.data())
def test_any_history_in_any_pieces_ends_as_it_is_true(
    organisation: Cast, history: History, data: st.DataObject
) -> None:
    source = Source.objects.create(name=f"Forum {Source.objects.count()}", kind="discourse")
    known = [author(each, bot=each == "bot") for each in PEOPLE]
    take_in(source=source, batch=batch(known[-1]))
    ours = Author.objects.get(source=source, key="team").identity
    ours.person = organisation.alice
    ours.save()
    topics = [topic(key, answered_by=history.answered_by) for key in ITEMS]
    facts: list[AuthorRecord | Topic | Record | Gone] = [*known, *topics, *history.messages, *history.gone]
    arriving = data.draw(st.permutations(facts)) + data.draw(st.lists(st.sampled_from(facts), max_size=5))
    while arriving:
        size = data.draw(st.integers(1, len(arriving)))
        take_in(source=source, batch=batch(*arriving[:size]))
        arriving = arriving[size:]
    for item in ITEMS:
        stored = Item.objects.get(source=source, key=item)
        found = (stored.state, stored.replies, stored.first_reply_at, stored.is_last_ours)
        assert found == true_standing(history, item)
    for message in Message.objects.filter(source=source):
        newest = true_text(history, message.key)
        assert message.text == (newest.text if newest else "")
    before = kept(source)
    again = take_in(source=source, batch=batch(*facts))
    assert (again.new, again.changed, again.gone) == (0, 0, 0)
    assert kept(source) == before
