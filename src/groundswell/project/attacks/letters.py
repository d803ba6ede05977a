"""Mail size and subject: who sees the mails go by looks for the people to whom something happened."""

import email
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email import policy
from pathlib import Path

import numpy as np

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.engines.disclosure.attacks.scoring import Bools, auc
from groundswell.kit import clock
from groundswell.people.letter import composing, send_due_letter
from groundswell.people.models import Person
from groundswell.project.attacks.house import House
from groundswell.project.attacks.limits import AUC_LIMIT, GUESSING
from groundswell.voices import actions, queries
from groundswell.voices.rules import MessageKind

NAME = "mail size and subject"
BETWEEN = re.compile(rb"\n-{79}\n")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Seen:
    """What an observer sees of a mail without opening it: to whom, how many bytes, its header, its hour."""

    to: str
    size: int
    subject: str
    hour: str
    headers: tuple[str, ...]


def attack(house: House) -> Verdict:
    """Let something wait for half of the members, send everybody's letter, and try to tell the halves apart."""
    lucky = house.members[::2]
    for person in lucky:
        _let_something_wait(house, person)
    happened = {person.email for person in lucky}
    letters = [seen for seen in sent_now(house.folder / "mail") if seen.subject == composing.SUBJECT]
    mine = {person.email for person in house.members}
    return told_apart([seen for seen in letters if seen.to in mine], happened)


def told_apart(mails: Sequence[Seen], happened: set[str]) -> Verdict:
    """Return how well the mails of those to whom something happened are told from the others."""
    positive = np.array([seen.to in happened for seen in mails])
    signs = [[float(seen.size) for seen in mails]]
    signs += [_shares([getattr(seen, what) for seen in mails], positive) for what in ("subject", "hour", "headers")]
    success = GUESSING + max(abs(auc(np.array(sign), positive) - GUESSING) for sign in signs)
    return Verdict(NAME, "auc", success, GUESSING, AUC_LIMIT, len(mails))


def _shares(values: list[object], positive: Bools) -> list[float]:
    """Return for each mail the share of positives among those that look the same."""
    alike = [np.array([other == value for other in values]) for value in values]
    return [float(positive[same].mean()) for same in alike]


def sent_now(folder: Path) -> list[Seen]:
    """Send the letter of next week, and return what an observer saw."""
    before = {file.name for file in folder.glob("*")}
    # A new installation does not begin with the letter of a week in which it was not there.
    send_due_letter()
    with clock.held_at(clock.now() + WEEK):
        send_due_letter()
    return seen_in(file for file in sorted(folder.glob("*")) if file.name not in before)


def seen_in(files: Iterable[Path]) -> list[Seen]:
    """Return what an observer sees of the mails in files, as they would go over the wire."""
    parts = (part for file in files for part in BETWEEN.split(file.read_bytes()) if part.strip())
    return [_seen(part) for part in parts]


def _seen(raw: bytes) -> Seen:
    message = email.message_from_bytes(raw, policy=policy.default)
    size = len(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    headers = tuple(sorted({name.lower() for name in message}))
    to, subject, hour = (str(message.get(name, "")) for name in ("To", "Subject", "Date"))
    return Seen(to, size, subject, hour, headers)


def _let_something_wait(house: House, person: Person) -> None:
    """Let a member sign something, and let the desk answer, and ask whether a tidied version will do."""
    keys = queries.keys_of(queries.readers_today())
    said = actions.speak_signed(author=person, text="Five pages about the rota.", readers=keys, tidy=True)
    for kind, words in ((MessageKind.WORDS, "Thank you."), (MessageKind.DRAFT, "The rota is full.")):
        actions.reader_writes(voice_id=said.voice, unlocked=house.desks[0], text=words, kind=kind)
