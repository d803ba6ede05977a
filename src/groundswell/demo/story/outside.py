"""Three weeks of the Harbour forum: what was asked outside, and how far two hours a sprint and one advocate go."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.questions import actions
from groundswell.questions.models import Author as Known
from groundswell.questions.models import HandOff, Item, Source
from groundswell.questions.records import Author, Batch, Kind, Message
from groundswell.questions.records import Item as Topic

FORUM = "https://forum.harbour.example"
DOCS = "https://docs.harbour.example"
OURS = {"chidi": "Chidi Eze", "rosa": "Rosa Iversen", "maren": "Maren Holt"}
OUTSIDE = {
    "lin": "Lin Okafor",
    "petra": "Petra Vale",
    "jonas": "Jonas Rehm",
    "sadia": "Sadia Noor",
    "teo": "Teo Marchetti",
    "wren": "Wren Halloway",
    "ivo": "Ivo Brandt",
}


@dataclass(frozen=True)
class Asked:
    """A topic: how many hours ago, by whom, and what was replied, each so many hours after it began."""

    hours_ago: int
    by: str
    title: str
    text: str
    labels: Sequence[str] = ()
    replies: Sequence[tuple[float, str, str]] = ()
    answer: int = 0  # which reply was accepted, counted from 1
    resolved_after: float | None = None


@dataclass(frozen=True)
class Page:
    """A page of Harbour's documentation."""

    address: str
    title: str
    text: str


_TOLD = json.loads(Path(__file__).with_name("forum.json").read_text(encoding="utf-8"))
PAGES = tuple(Page(**each) for each in _TOLD["pages"])
TOPICS = tuple(Asked(**each) for each in _TOLD["topics"])


def three_weeks(teller: Teller) -> None:
    """Let people ask in the Harbour forum, and let two firefighters and the advocate do what fits into their hours."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    actions.read_docs(address=DOCS, pages=PAGES)
    forum = actions.begin_source(
        by=teller.advocate, kind="discourse", name="Harbour forum", address=FORUM, is_public=True
    )
    people = tuple(Author(key=key, name=name, handle=key) for key, name in (OURS | OUTSIDE).items())
    actions.take_in(source=forum, batch=Batch(authors=people))
    _are_ours(teller, forum)
    topics = [_topic(number, each, now) for number, each in enumerate(TOPICS, start=1)]
    said = [message for number, each in enumerate(TOPICS, start=1) for message in _said(number, each, now)]
    actions.take_in(source=forum, batch=Batch(items=tuple(topics), messages=tuple(said)))
    _work(teller, forum)
    from groundswell.questions.finding import find  # noqa: PLC0415 - numerics load when a story is told, not before

    find()


def _are_ours(teller: Teller, forum: Source) -> None:
    for known in Known.objects.filter(source=forum, key__in=OURS).select_related("identity"):
        known.identity.person = teller.people[known.key]
        known.identity.save(update_fields=["person"])


def _work(teller: Teller, forum: Source) -> None:
    maren, chidi = teller.advocate, teller.people["chidi"]

    def topic(number: int) -> Item:
        return Item.objects.get(source=forum, key=str(number))

    actions.spend(by=chidi, item=topic(1), minutes=15, words="memory of a small server")
    actions.spend(by=chidi, item=topic(14), minutes=30, words="compared the export with the page")
    actions.take(by=chidi, item=topic(5))
    actions.spend(by=chidi, item=topic(5), minutes=30)
    actions.take(by=chidi, item=topic(9))
    actions.estimate(by=chidi, item=topic(9), minutes=300)
    actions.accept_hand_off(by=maren, hand_off=HandOff.objects.get(item=topic(9)))
    _escalate(chidi, maren, topic(8))
    handed = actions.hand_off(
        by=maren, item=topic(11), team="Harbour mobile team", note="Happens in their player, on every network."
    )
    actions.accept_hand_off(by=maren, hand_off=handed)
    actions.hand_off(by=maren, item=topic(10), person=teller.people["freya"], note="You wrote the menu of the course.")
    actions.sort_as(by=maren, item=topic(12), work=Item.Work.UPSTREAM)
    actions.sort_as(by=maren, item=topic(15), work=Item.Work.OUTSIDE)
    actions.snooze(by=maren, item=topic(16), until=clock.today() + timedelta(days=5))
    actions.spend(by=maren, item=topic(3), minutes=40)


def _escalate(chidi: Person, maren: Person, item: Item) -> None:
    note = "The archive has the names of the pictures and not the pictures. That is more than an hour."
    handed = actions.escalate(by=chidi, item=item, note=note)
    outcome = "A small script fetches them from the old storage; it is linked in the topic."
    actions.say_outcome(by=maren, hand_off=handed, outcome=outcome)


def _topic(number: int, told: Asked, now: datetime) -> Topic:
    opened = _began(told, now)
    slug = "-".join(told.title.lower().replace("?", "").replace(":", "").replace(",", "").split())
    resolved = None if told.resolved_after is None else opened + timedelta(hours=told.resolved_after)
    return Topic(
        key=str(number),
        kind="topic",
        title=told.title,
        address=f"{FORUM}/t/{slug}/{number}",
        opened_at=opened,
        author=told.by,
        labels=tuple(told.labels),
        resolved_at=resolved,
        answered_by=f"{number}.{told.answer}" if told.answer else "",
    )


def _said(number: int, told: Asked, now: datetime) -> list[Message]:
    opened, item = _began(told, now), str(number)
    first = Message(key=f"{item}.0", item=item, author=told.by, written_at=opened, text=told.text, kind=Kind.OPENING)
    replies = [
        Message(
            key=f"{item}.{place}",
            item=item,
            author=by,
            written_at=opened + timedelta(hours=hours),
            text=text,
            answer=place == told.answer,
        )
        for place, (hours, by, text) in enumerate(told.replies, start=1)
    ]
    return [first, *replies]


def _began(told: Asked, now: datetime) -> datetime:
    return (now - timedelta(hours=told.hours_ago)).astimezone(UTC)
