"""Pieces on their way, a decision made inside, a quote for everybody, a call that closes, a duty that asks."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.kit.ports import Port
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.propositions.models import Decision
from groundswell.propositions.proposing.tests.conftest import begun as proposed
from groundswell.propositions.proposing.tests.conftest import publish as publish_proposition
from groundswell.propositions.proposing.tests.conftest import reviewed
from groundswell.propositions.proposing.tests.test_decisions import decide
from groundswell.register import actions as register
from groundswell.register.models import Concern
from groundswell.register.rules.concerns import State
from groundswell.register.tests.conftest import Raise, raised
from groundswell.talks.models import Quote
from groundswell.talks.quotes.tests.test_pages import for_everybody, post, said_yes
from groundswell.talks.transcripts.tests.scene import a_meeting
from groundswell.teaching import actions
from groundswell.teaching.actions import EventWords, PieceWords
from groundswell.teaching.models import Duty, Event, Piece
from groundswell.teaching.ports import Gap, Repeats, Solved
from groundswell.teaching.rules.drafts import Thread
from groundswell.teaching.rules.duties import AnswerKind
from groundswell.teaching.rules.pieces import Kind, Origin, Stage
from groundswell.voices.tests.conftest import Desks, desks
from tests.cast import Cast

__all__ = ["Desks", "Raise", "desks", "raised"]

type ClientOf = Callable[[Person], Client]
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
STORY = "We asked less of everybody, and reviews came sooner."


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let it be Wednesday noon until a test travels on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def words(title: str = "How to restart", kind: Kind = Kind.POST, **told: object) -> PieceWords:
    known: dict[str, object] = {"for_whom": "People with a server", "aim": "They restart it alone", "words": "Run it."}
    return PieceWords(kind=kind, title=title, **(known | told))  # type: ignore[arg-type]


def begun(cast: Cast, stage: Stage = Stage.IDEA, **told: Any) -> Piece:  # noqa: ANN401 - as `words` takes it
    """Begin a piece by the planner, and let it go as far as a stage inside."""
    piece = actions.begin_piece(by=cast.mo, words=words(**told))
    return brought(cast, piece, stage)


def brought(cast: Cast, piece: Piece, stage: Stage) -> Piece:
    for each in list(Stage)[1 : list(Stage).index(stage) + 1]:
        piece = actions.move_piece(by=cast.mo, piece=piece, to=each, scheduled_on=clock.today())
    return piece


def published(cast: Cast, readers: Audience = Audience.ORGANISATION, **told: Any) -> Piece:  # noqa: ANN401 - as above
    """Publish a piece."""
    piece = begun(cast, Stage.REVIEW, **told)
    actions.publish_piece(by=cast.mo, piece=piece, readers=readers)
    return Piece.objects.get(id=piece.id)


def process(concern: UUID, **told: object) -> dict[str, Any]:
    """Return what a change of a process says: it adds one step and removes two."""
    steps = {"added": "One reviews each day", "removed": "Two sign off\nSomebody fills a form"}
    return {"kind": Kind.PROCESS, "served": concern, "words": ""} | steps | told


def being_fixed(cast: Cast, concern: UUID) -> None:
    """Let somebody fix a concern."""
    found = Concern.objects.get(id=concern)
    told = "Two look at it now."
    register.move_concern(by=cast.alice, concern=found, to=State.BEING_FIXED, reason=told, kept="Nobody is in it.")


@pytest.fixture
def concern(raised: Raise) -> UUID:
    """Return a concern that everybody here reads."""
    return raised(audience=Audience.ORGANISATION).id


@pytest.fixture
def public_concern(raised: Raise) -> UUID:
    """Return a concern that everybody reads, also outside."""
    return raised(title="Reviews take long", audience=Audience.PUBLIC).id


@pytest.fixture
def decision(organisation: Cast, raised: Raise) -> Decision:
    """Return a decision made inside."""
    made = proposed(organisation.alice, raised(audience=Audience.ORGANISATION))
    publish_proposition(organisation.alice, made)
    reviewed(organisation.alice, made)
    return decide(organisation.alice, made.parts.first())  # type: ignore[arg-type]


@pytest.fixture
def story(organisation: Cast, decision: Decision) -> Piece:
    """Return a story of that decision, which the planner wrote and which is in review."""
    return begun(organisation, Stage.REVIEW, title="Less is asked", words=STORY, source=(Origin.DECISION, decision.id))


@pytest.fixture
def quote(organisation: Cast, client_of: ClientOf) -> Quote:
    """Return a quote of Bob that he gave to everybody."""
    keeper, speaker = client_of(organisation.alice), client_of(organisation.bob)
    made = for_everybody(keeper, a_meeting(organisation.alice, who={"Bob": organisation.bob}))
    assert said_yes(speaker, made) == 303
    assert post(keeper, "publish_quote", made) == 303
    return Quote.objects.get(id=made.id)


def take_back(speaker: Client, quote: Quote) -> None:
    """Let a speaker take their quote back."""
    assert post(speaker, "withdraw_quote", quote) == 303


def noted(cast: Cast, name: str = "TideConf", **told: object) -> Event:
    """Note an event whose call closes in twenty days, anywhere on earth."""
    known: dict[str, object] = {
        "starts_on": clock.today() + timedelta(days=90),
        "closes_on": clock.today() + timedelta(days=20),
        "zone": "AoE",
    }
    return actions.note_event(by=cast.mo, words=EventWords(name=name, **(known | told)))  # type: ignore[arg-type]


@pytest.fixture
def duty(organisation: Cast) -> Duty:
    """Return a duty of the advocates that asks for a number and a yes."""
    made = actions.begin_duty(by=organisation.mo, name="Look through the forum", why="So that nobody waits.")
    actions.add_point(by=organisation.mo, duty=made, words="Threads that wait", kind=AnswerKind.NUMBER, unit="threads")
    actions.add_point(by=organisation.mo, duty=made, words="Spam removed", kind=AnswerKind.YES_NO)
    return made


class Forum:
    """A context that knows a solved question and a gap: what the ports ask for."""

    def __init__(self) -> None:
        self.thread = Solved(
            uuid4(),
            Thread("Restart hangs", "It hangs.", "Use tide.", "https://forum.example/t/1"),
            date(2026, 11, 1),
            "/",
        )
        self.gap = Gap(uuid4(), "How to restart", "/")
        self.change: Repeats | None = None

    def solved(self, most: int) -> Sequence[Solved]:
        return [self.thread][:most]

    def solved_among(self, threads: Collection[UUID]) -> Mapping[UUID, Solved]:
        return {each.id: each for each in [self.thread] if each.id in threads}

    def gaps(self, most: int) -> Sequence[Gap]:
        return [self.gap][:most]

    def gaps_among(self, gaps: Collection[UUID]) -> Mapping[UUID, Gap]:
        return {each.id: each for each in [self.gap] if each.id in gaps}

    def repeats(self, origin: Origin, thing: UUID, since: date) -> Repeats | None:
        is_known = (origin, thing) == (Origin.QUESTION, self.thread.id) and since >= self.thread.solved_on
        return self.change if is_known else None


@contextmanager
def plugged[Plug](port: Port[Plug], plug: Plug) -> Iterator[None]:
    """Let one source stand behind a port, whatever is plugged into it otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(port, "_plugged", [plug])
        yield


def page(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"teaching:{route}", args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
