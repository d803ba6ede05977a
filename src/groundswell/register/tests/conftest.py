"""Concerns at every rung of the ladder, and desks with people behind them."""

from collections.abc import Callable
from uuid import UUID

import pytest

from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Item, Wording
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules.concerns import State
from groundswell.register.wordings import words_of
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.tests.conftest import WORDS
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey
from groundswell.voices.tests.conftest import Desks, desks, opened_desk

__all__ = ["Desks", "desks", "opened_desk"]

# Written so that no detail in it could tell who said it.
TITLE = "Reviews wait for days"
TEXT = "Nobody has time to review, so finished work waits and is forgotten."

type Raise = Callable[..., Concern]


@pytest.fixture
def raised(alice: Person) -> Raise:
    """Return a function that raises a concern at the advocates' desk, and publishes it where an audience is named."""

    def make(
        title: str = TITLE,
        *,
        audience: Audience = Audience.ADVOCATE,
        cell: Cell | None = None,
        voices: tuple[UUID, ...] = (),
        by: Person = alice,
        text: str = TEXT,
    ) -> Concern:
        concern = actions.raise_concern(
            by=by,
            title=title,
            text=text,
            audience=Audience.ADVOCATE,
            sources=[SourceRef.voice(voice) for voice in voices],
        )
        return published(concern, audience, by=by, cell=cell) if audience is not Audience.ADVOCATE else concern

    return make


def published[Kept: Item](item: Kept, audience: Audience, *, by: Person, cell: Cell | None = None) -> Kept:
    """Propose an item's own words, keep every mark, and let them out."""
    wording = proposed(item, audience, by=by, cell=cell)
    keep_all(wording, by)
    actions.publish_words(by=by, wording=wording, desk=desk_of(by))
    item.refresh_from_db()
    return item


def proposed(item: Item, audience: Audience, *, by: Person, cell: Cell | None = None) -> Wording:
    """Propose an item's own words for an audience."""
    return actions.propose_words(
        by=by,
        item=item,
        words=words_of(item),
        audience=audience,
        cell=cell,
        reason="Others have it too.",
        desk=desk_of(by),
    )


def keep_all(wording: Wording, by: Person) -> None:
    """Keep every mark that waits for a look."""
    waiting = [look.id for look in content_of(wording, desk_of(by)).waiting]
    reason = "It is the name of the thing, and everybody uses it."
    if waiting:
        actions.keep_marks(by=by, wording=wording, looks=waiting, reason=reason, desk=desk_of(by))


def desk_of(reader: Person) -> Unlocked | None:
    """Return a reader's unlocked desk; None for whoever has none."""
    if not DeskKey.objects.filter(reader=reader, retired_on=None).exists():
        return None
    return Unlocked(reader, keys.unlock(reader=reader, words=WORDS).pairs)


def move(concern: Concern, *states: State, by: Person, reason: str = "Because it was agreed.") -> Concern:
    """Move a concern through states."""
    for state in states:
        concern = actions.move_concern(by=by, concern=concern, to=state, reason=reason, pointer="the client")
    return concern
