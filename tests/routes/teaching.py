"""Pieces, events, duties and hand-overs: what their routes are about, and for whom it exists."""

from datetime import timedelta
from uuid import uuid4

from groundswell.kit import clock
from groundswell.people.rules import Audience
from groundswell.teaching import actions
from groundswell.teaching.actions import EventWords, PieceWords
from groundswell.teaching.models import Duty, HandOver, Piece
from groundswell.teaching.rules.duties import AnswerKind
from groundswell.teaching.rules.pieces import Kind, Stage
from tests.routes.stage import ADVOCATES, MEMBERS, READERS, VISITORS
from tests.routes.stage import Stage as Everybody
from tests.routes.things import Make, Thing, thing_of

_WRITING = ADVOCATES | {"mo"}


def _piece(stage: Everybody, *, is_public: bool = False) -> Piece:
    words = PieceWords(Kind.POST, "How to restart", "People with a server", "They restart it alone", "Run it.")
    piece = actions.begin_piece(by=stage.cast.mo, words=words)
    for each in (Stage.DRAFT, Stage.REVIEW):
        piece = actions.move_piece(by=stage.cast.mo, piece=piece, to=each)
    if is_public:
        actions.publish_piece(by=stage.cast.mo, piece=piece, readers=Audience.PUBLIC)
    return piece


def _pieces(stage: Everybody) -> list[Thing]:
    return [Thing({"piece": _piece(stage).id}, keepers=_WRITING)]


def _opened(stage: Everybody) -> list[Thing]:
    """Return a story of the inside that the advocate opened and the planner wrote: any other reader looks."""
    piece = _piece(stage)
    Piece.objects.filter(id=piece.id).update(widened_by=stage.cast.alice, widened_on=clock.today())
    return [thing_of("piece", piece.id, *READERS - {"alice"})]


def _quoted(stage: Everybody) -> list[Thing]:
    return [Thing({"piece": _piece(stage).id, "quote": uuid4()}, keepers=_WRITING)]


def _public(stage: Everybody) -> list[Thing]:
    return [
        Thing({"piece": _piece(stage, is_public=True).id}, frozenset(VISITORS)),
        thing_of("piece", _piece(stage).id),
    ]


def _events(stage: Everybody) -> list[Thing]:
    day = clock.today() + timedelta(days=20)
    words = EventWords("TideConf", day + timedelta(days=60), closes_on=day, zone="AoE")
    return [Thing({"event": actions.note_event(by=stage.cast.mo, words=words).id}, keepers=_WRITING)]


def _duty(stage: Everybody) -> Duty:
    duty = actions.begin_duty(by=stage.cast.mo, name=f"Look through the forum {Duty.objects.count() + 1}")
    kind = AnswerKind.NUMBER
    actions.add_point(by=stage.cast.mo, duty=duty, words=f"Threads {Duty.objects.count()}", kind=kind, unit="threads")
    return duty


def _duties(stage: Everybody) -> list[Thing]:
    return [Thing({"duty": _duty(stage).id}, keepers=_WRITING)]


def _run(stage: Everybody) -> list[Thing]:
    return [Thing({"duty": _duty(stage).id}, _WRITING, _WRITING)]


def _points(stage: Everybody) -> list[Thing]:
    duty = _duty(stage)
    return [Thing({"duty": duty.id, "point": duty.points.get().id}, MEMBERS, _WRITING)]


def _hand_over(stage: Everybody) -> HandOver:
    cast = stage.cast
    return actions.hand_over(by=cast.mo, duty=_duty(stage), giver=cast.charlie, taker=cast.dana, day=clock.today())


def _hand_overs(stage: Everybody) -> list[Thing]:
    return [Thing({"hand_over": _hand_over(stage).id}, _WRITING | {"charlie", "dana"}, _WRITING)]


def _taken(stage: Everybody) -> list[Thing]:
    return [thing_of("hand_over", _hand_over(stage).id, "dana")]


def _permissions(stage: Everybody) -> list[Thing]:
    found = _hand_over(stage)
    asked = actions.need_permission(by=stage.cast.mo, found=found, name="moderate the forum")
    return [Thing({"hand_over": found.id, "permission": asked.id}, _WRITING | {"charlie", "dana"}, _WRITING)]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("teaching", "piece"): _pieces,
    ("teaching", "piece", "quote"): _quoted,
    ("teaching", "event"): _events,
    ("public", "piece"): _public,
    ("duties", "duty"): _duties,
    ("duties", "duty", "point"): _points,
    ("duties", "hand_over"): _hand_overs,
    ("duties", "hand_over", "permission"): _permissions,
}
BY_NAME: dict[str, Make] = {
    "teaching:look": _opened,
    "teaching:run": _run,
    "teaching:skip": _run,
    "teaching:take": _taken,
}
