"""Hears what is written to our bot in Mattermost, which tells nobody by itself; the answer follows by a worker.

How far a conversation was heard, the voice and the answer that waits are written together or not at all: a process may
be killed at any moment, and two may listen at once.
"""

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import NEEDS_A_PERSON, Unanswered, Why
from groundswell.connectors.chat import queries, rules, telling
from groundswell.connectors.chat.answering import answer, may_ask
from groundswell.connectors.chat.models import Door
from groundswell.connectors.mattermost.client import A_PAGE, Mattermost
from groundswell.connectors.mattermost.direct import Place, Said, number, unheard
from groundswell.connectors.reading import Row, word
from groundswell.connectors.sources.opening import understood
from groundswell.kit.seal import locks

# A chat that is away is asked again after this; one that only a person can mend, after that.
TRY_AGAIN_SECONDS, MEND_SECONDS = 60.0, 600.0
LONGEST_FAULT, LEAST_SIZE = 500, 1024
# What is no better a minute later.
_LASTING = NEEDS_A_PERSON | {Why.STRANGE}
logger = logging.getLogger(__name__)


class _Overtaken(Exception):
    """Another process heard on meanwhile, or the door has ended."""


class _Quiet:
    """Until when a door, or one conversation, is left alone, after it could not be heard."""

    def __init__(self) -> None:
        self._until: dict[tuple[UUID, str], float] = {}

    def is_over(self, door: UUID, channel: str = "") -> bool:
        """Tell whether it may be asked now."""
        return time.monotonic() >= self._until.get((door, channel), 0.0)

    def begin(self, fault: Unanswered, door: UUID, channel: str = "") -> None:
        """Leave it alone for a while."""
        pause = MEND_SECONDS if fault.why in _LASTING else TRY_AGAIN_SECONDS
        self._until[door, channel] = time.monotonic() + max(pause, fault.again_in)


quiet = _Quiet()


def listen() -> int:
    """Hear every chat that does not tell by itself; return how many messages were heard. Asked every few seconds."""
    return sum(hear(door) for door in queries.doors_to_hear() if quiet.is_over(door.id))


def hear(door: Door) -> int:
    """Hear one chat to its end; return how many messages were heard. A fault is said on the page of the doors."""
    try:
        with locks.taken(settings.DATA_FOLDER / "reading" / f"{door.id}.lock"):
            heard = _Ear(door).hear()
    except (locks.Taken, _Overtaken):
        return 0
    except Unanswered as fault:
        quiet.begin(fault, door.id)
        _note_fault(door, fault.sentence)
        return 0
    _note_fault(door, "")
    return heard


@dataclass
class _Ear:
    """One turn of listening at a door."""

    door: Door
    us: str = field(default="", init=False)
    places: dict[str, Place] = field(default_factory=dict, init=False)

    def hear(self) -> int:
        """Hear whatever is new in each conversation."""
        token, told = telling.token_of(self.door), _told(self.door)
        if not token:
            words = _("Its token cannot be opened with the keys of this installation. End this door, and open it anew.")
            raise Unanswered(Why.KEY, words)
        self.us = str(told.get("us") or "")
        self.places = {key: Place.of(row) for key, row in (told.get("places") or {}).items() if isinstance(row, dict)}
        chat = Mattermost(telling.opened(self.door, token))
        with chat.ask:
            if not self.us:
                self._begin(chat)
                return 0
            return sum(self._apart(chat, row) for row in chat.conversations())

    def _begin(self, chat: Mattermost) -> None:
        """Note what stands there before the door is one: it was not said to us."""
        self.us = chat.myself()
        self.places = {word(row, "id"): Place.before(row) for row in chat.conversations()}
        self._keep()

    def _apart(self, chat: Mattermost, channel: Row) -> int:
        """Hear one conversation; what is wrong with it alone keeps none of the others waiting."""
        key = word(channel, "id")
        place = self.places.get(key, Place())
        if not place.is_behind(channel) or not quiet.is_over(self.door.id, key):
            return 0
        try:
            with understood(self.door.name):
                return self._conversation(chat, channel, place)
        except Unanswered as fault:
            if fault.why not in _LASTING:
                raise
            quiet.begin(fault, self.door.id, key)
            logger.warning("A conversation with a bot could not be heard: %s", fault.why)
            return 0

    def _conversation(self, chat: Mattermost, channel: Row, place: Place) -> int:
        key = word(channel, "id")
        posts = _posts(chat, key, place)
        said = unheard(posts, us=self.us, channel=channel, place=place)
        for heard, each in enumerate(said):
            if not may_ask(self.door, each.account):
                # It waits where it stands, and is heard when its account may ask again.
                return heard
            with transaction.atomic():
                self.places[key] = place = place.after(each, posts)
                self._keep()
                self._take(key, each)
        self.places[key] = place.at_the_end(channel, posts)
        if self.places[key] != place:
            self._keep()
        return len(said)

    def _take(self, channel: str, said: Said) -> None:
        told = answer(
            door=self.door,
            account=said.account,
            wish=rules.asked(said.words),
            delivery=f"chat {self.door.id} {said.key}",
            is_in_time=True,
        )
        # Their words stand in their own conversation already: they are not given back, and wait in no queue.
        lines = [told.text, *([_("What hangs on a message is not taken.")] if said.has_files else [])]
        telling.tell_later(self.door, channel, "\n".join(lines), message=said.key, thread=said.thread)

    def _keep(self) -> None:
        """Write down how far it was heard, if nobody did meanwhile. Raises _Overtaken."""
        was = bytes(self.door.heard)
        told = {"us": self.us, "places": {key: place.kept() for key, place in self.places.items()}}
        now = secrets.closed(rules.padded(json.dumps(told), LEAST_SIZE), of=f"heard {self.door.id}")
        if not Door.objects.filter(id=self.door.id, ended_on=None, heard=was).update(heard=now):
            raise _Overtaken
        self.door.heard = now


def _posts(chat: Mattermost, channel: str, place: Place) -> list[Row]:
    """Return the posts of a conversation from the newest down to what was heard."""
    found: list[Row] = []
    while True:
        page = chat.posts(channel, word(found[-1], "id") if found else "")
        found += page
        oldest = min((number(post, "create_at") for post in page), default=0)
        if len(page) < A_PAGE or oldest <= place.looks_from:
            return found


def _told(door: Door) -> Mapping[str, Any]:
    try:
        content = secrets.opened(door.heard, of=f"heard {door.id}")
    except secrets.Unopenable:
        content = ""
    found = json.loads(content) if content else {}
    return found if isinstance(found, dict) else {}


def _note_fault(door: Door, sentence: str) -> None:
    if door.fault != sentence[:LONGEST_FAULT]:
        Door.objects.filter(id=door.id, ended_on=None).update(fault=sentence[:LONGEST_FAULT])
