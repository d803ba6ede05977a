"""The people of the matrix with their browsers, and something of every kind that a route can be about."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import time_machine
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from groundswell.kit.seal.boxes import new_secret
from groundswell.kit.seal.passphrase import Cost
from groundswell.people import actions as people
from groundswell.people.models import Cell, Person, Served
from groundswell.people.rules import Grant
from groundswell.voices import actions
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey
from tests.cast import Cast, assemble

WORDS = "lamp otter seven gravel"
VISITORS = ("nobody", "bob", "charlie", "dana", "mo", "alice", "otto", "ada", "lee", "cora", "felix")
# Alice's scope is everybody; Cora's is Cell Two, and Felix's a community outside: of others, both read what members do.
ADVOCATES = frozenset({"alice", "cora", "felix"})
READERS = ADVOCATES | {"otto"}
MEMBERS = frozenset(VISITORS) - {"nobody", "lee"}
# A desk that nobody looks at locks itself after fifteen minutes; on a slow machine the matrix takes longer than that.
LOOKS_AGAIN_AFTER_SECONDS = 240


@dataclass(frozen=True)
class Stage:
    """Everybody, signed in; both desks open."""

    cast: Cast
    cookies: dict[str, dict[str, str]]
    desks: dict[str, Unlocked]
    # What routes can be about, by what made it.
    things: dict[Any, list[Any]] = field(default_factory=dict)
    looked: dict[str, float] = field(default_factory=dict)
    newcomers: dict[str, Person] = field(default_factory=dict)

    def browser(self, visitor: str) -> Client:
        """Return a fresh browser of somebody, as signed in as at the beginning."""
        since = time.monotonic() - self.looked.setdefault(visitor, time.monotonic())
        if visitor in self.desks and since > LOOKS_AGAIN_AFTER_SECONDS:
            self.look_again(visitor)
        return self._browser(visitor)

    def look_again(self, visitor: str) -> None:
        """Open the desk once more, as somebody who works at it does: it stays unlocked from there on."""
        client = self._browser(visitor)
        assert client.get(reverse("desk")).status_code == HTTPStatus.OK
        self.cookies[visitor] = _kept_by(client)
        self.looked[visitor] = time.monotonic()

    def _browser(self, visitor: str) -> Client:
        client = Client(raise_request_exception=False)
        for name, value in self.cookies[visitor].items():
            client.cookies[name] = value
        return client

    def person(self, visitor: str) -> Person:
        """Return somebody by name."""
        person: Person = self.newcomers.get(visitor) or getattr(self.cast, visitor)
        return person

    def key_of(self, visitor: str) -> DeskKey:
        """Return a reader's current key."""
        return DeskKey.objects.get(reader=self.person(visitor), retired_on=None)

    def said_anonymously(self, *readers: str) -> UUID:
        """Say something to these readers; return the voice."""
        chosen = [self.key_of(reader) for reader in readers]
        return actions.speak_anonymously(text="It is slow.", readers=chosen, nonce=new_secret()[:16], now=True).voice

    def said_signed(self, author: str, *readers: str) -> UUID:
        """Say something under a name to these readers; return the voice."""
        chosen = [self.key_of(reader) for reader in readers]
        return actions.speak_signed(author=self.person(author), text="It is slow.", readers=chosen).voice


@contextmanager
def taken_back() -> Iterator[None]:
    """Let a whole module stand on one scene: what is done in it is taken back at the end, and no midnight comes.

    Pages name days; what is compared before and after would differ in all of them when a day ends in between.
    """
    noon = datetime.now(UTC).replace(hour=12, minute=0)
    with time_machine.travel(noon), transaction.atomic(), transaction.atomic(using="keyring"):
        yield
        for alias in connections:
            transaction.set_rollback(True, using=alias)


def set_up() -> Stage:
    """Assemble the organisation with advocates of a part of it, open all desks, sign everybody in."""
    cast = assemble()
    people.assign_role(by=None, role=people.standard_role(Grant.REFERRER), person=cast.mo)
    newcomers = {"cora": _advocate("Cora", cells=[cast.cell_two]), "felix": _advocate("Felix", served=[_forum()])}
    stage = Stage(cast, {}, {}, newcomers=newcomers)
    stage.desks.update({name: _desk(stage.person(name)) for name in sorted(READERS)})
    stage.cookies.update({name: _signed_in(stage, name) for name in VISITORS})
    return stage


def _forum() -> Served:
    return people.serve(by=None, kind=Served.Kind.COMMUNITY, name="Forum")


def _advocate(name: str, *, cells: Sequence[Cell] = (), served: Sequence[Served] = ()) -> Person:
    person = people.add_person(by=None, name=name, email=f"{name.lower()}@example.org")
    role = people.standard_role(Grant.ADVOCATE)
    people.assign_role(by=None, role=role, person=person, cells=cells, served=served)
    return person


def _desk(reader: Person) -> Unlocked:
    return Unlocked(reader, keys.set_up(reader=reader, words=WORDS, cost=Cost.MINIMUM).pairs)


def _signed_in(stage: Stage, name: str) -> dict[str, str]:
    client = Client()
    if name != "nobody":
        client.force_login(stage.person(name))
    if name in READERS:
        client.post(reverse("desk_unlock"), {"passphrase": WORDS})
    return _kept_by(client)


def _kept_by(client: Client) -> dict[str, str]:
    return {key: morsel.value for key, morsel in client.cookies.items()}
