"""Sprint 255: the forum thread is brought to the desk and worked through."""

import json
import re
from datetime import timedelta
from importlib import resources
from uuid import UUID

from groundswell.connectors.discourse.reading import read
from groundswell.demo.story.telling import Teller
from groundswell.register import actions as register
from groundswell.register.models import Concern, Theme
from groundswell.register.models.thread import Post, Thread
from groundswell.register.rules.concerns import Stuck
from groundswell.register.rules.items import Kind
from groundswell.register.threads import actions, items, queries
from groundswell.register.threads.rules import text_of

BEGAN = (254, 8)
# What Milo's post said before he edited it, a day after it was marked.
FIRST_DRAFT = {"or speak into a camera, I will say nothing.": "or speak into a camera, I keep my mouth shut."}
_POST = re.compile(r"^=== (\d+) (\w+) \| day (\d+) (\d\d):(\d\d)(?: \| likes (\d+))?\n", re.MULTILINE)


def topic(teller: Teller, *, edited: bool) -> bytes:
    """Return the thread as Discourse would give it; Milo's post before or after the edit."""
    text = _text("thread.md")
    title, *parts = _POST.split(text)
    posts = [_post(teller, parts[at : at + 7], edited=edited) for at in range(0, len(parts), 7)]
    began = teller.days.moment(*BEGAN, 9)
    found = {
        "id": 418,
        "title": title.strip().removeprefix("# "),
        "created_at": began.isoformat(),
        "post_stream": {"posts": posts, "stream": [post["id"] for post in posts]},
    }
    return json.dumps(found).encode()


def _text(name: str) -> str:
    return resources.files("groundswell.demo.story").joinpath(name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def _post(teller: Teller, parts: list[str], *, edited: bool) -> dict[str, object]:
    number, handle, day, hour, minute, likes, text = parts
    at = teller.days.moment(*BEGAN, int(hour), int(minute)) + timedelta(days=int(day) - 1)
    for now, before in FIRST_DRAFT.items():
        text = text if edited else text.replace(now, before)
    return {
        "id": 9_100 + int(number),
        "post_number": int(number),
        "username": handle,
        "name": teller.people[handle].name,
        "created_at": at.isoformat(),
        "raw": text.strip(),
        "actions_summary": [{"id": 2, "count": int(likes or 0)}],
    }


def bring_the_thread(teller: Teller) -> None:
    """Bring the thread in, as the command line does."""
    with teller.on(255, 9, 9):
        arriving = read(topic(teller, edited=False), address="https://forum.saltmarsh.example/t/418")
        actions.bring_thread(by=teller.advocate, arriving=arriving)


def mark_the_thread(teller: Teller) -> None:
    """Mark what the posts hold, post by post."""
    with teller.on(255, 9, 10):
        for line in _lines("marks.txt"):
            number, kind, key, words = (part.strip() for part in line.split("|"))
            mark(teller, int(number), Kind(kind), key, words)


def mark(teller: Teller, number: int, kind: Kind, key: str, words: str) -> None:
    """Mark words of a post: what has no item yet under that name becomes one, everything else supports it."""
    post = Post.objects.get(thread=Thread.objects.get(), number=number)
    version = queries.newest(post)
    start = text_of(queries.blocks_in(version)).index(words)
    passage = actions.mark(
        by=teller.advocate,
        post=post,
        start=start,
        end=start + len(words),
        version=version.number,
        kind=kind,
        item=teller.items.get(key),
        about=_about(teller, key),
    )
    if key not in teller.items:
        teller.keep(key, items.kept_by(teller.advocate, kind, passage.item_id))


def _about(teller: Teller, key: str) -> UUID | None:
    return teller.items.get(ABOUT.get(key, ""))


# Which concern a view or a measure is about, where it is not the nearest one above.
ABOUT = {
    "two hours": "bugs", "first, not last": "hold", "check-up": "leaving", "open talks": "threads", "one role": "hours",
    "45 hours": "demand", "only fixing": "hours", "private is fine": "formal", "both pay": "hours",
}  # fmt: skip  # as above


def write_it_plainly(teller: Teller) -> None:
    """Give the marked concerns titles that somebody understands who has not read the thread."""
    with teller.on(255, 10, 14):
        for key, title, stuck, themes in PLAIN:
            concern = teller.the_concern(key)
            text = concern.text or concern.title
            if key not in WRITTEN_BEFORE:
                register.edit_concern(by=teller.advocate, concern=concern, title=title, text=text)
            concern = Concern.objects.get(id=concern.id)
            found = list(Theme.objects.filter(name__in=themes))
            register.classify_concern(by=teller.advocate, concern=concern, stuck=stuck, themes=found)


WRITTEN_BEFORE = frozenset({"leaving", "hold"})
PLAIN: tuple[tuple[str, str, Stuck, list[str]], ...] = (
    ("hold", "", Stuck.NO_OWNER, ["overcommitment"]),
    ("leaving", "", Stuck.UNKNOWN, ["burnout"]),
    ("threads", "The more of us there are, the less a thread comes to an end", Stuck.UNKNOWN, []),
    (
        "hours",
        "The roles that look after people have no hours, and sit inside the cell",
        Stuck.NO_OWNER,
        ["cell responsibilities"],
    ),
    ("bugs", "Two hours a sprint are too few for the large questions of the community", Stuck.TOO_SMALL, []),
    ("demand", "The advocate is needed for more hours than there are", Stuck.NONE, ["overcommitment"]),
    ("forum reading", "Nobody reads the forum during a sprint", Stuck.UNKNOWN, []),
    (
        "firm or loose",
        "We do not know when firm cells are better, and when loose ones are",
        Stuck.NONE,
        ["cell responsibilities"],
    ),
    ("formal", "Saying something must not need a form", Stuck.TOO_SMALL, []),
    ("heron", "The new role takes hours from a cell that is short of them", Stuck.ONE_PERSON, ["overcommitment"]),
)
