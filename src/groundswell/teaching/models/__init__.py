"""The tables of pieces, calls for papers and duties."""

from groundswell.teaching.models.duties import Answer, Duty, Fact, HandOver, Permission, Point, Run
from groundswell.teaching.models.events import Event, Follow, Reminder
from groundswell.teaching.models.pieces import Piece, Quoted, Reach, Step

__all__ = [
    "Answer",
    "Duty",
    "Event",
    "Fact",
    "Follow",
    "HandOver",
    "Permission",
    "Piece",
    "Point",
    "Quoted",
    "Reach",
    "Reminder",
    "Run",
    "Step",
]
