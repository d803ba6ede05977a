"""Writes of epics and plans: one function, one use case."""

from groundswell.epics.actions.checking import Stale
from groundswell.epics.actions.epics import (
    EpicWords,
    begin_epic,
    change_epic,
    end_epic,
    let_go_of_concern,
    link_concern,
    set_help,
    tell,
)
from groundswell.epics.actions.holds import go_on, hold
from groundswell.epics.actions.offers import (
    answer_offer,
    close_past_offers,
    let_go_of_leaver,
    not_me,
    offer,
    say_spare,
    take_back_from_leavers,
    take_back_offer,
)
from groundswell.epics.actions.plans import ask_for_plan, choose, pin, stop_plan, unpin
from groundswell.epics.actions.publishing import publish_plan
from groundswell.epics.actions.tickets import TicketWords, change_ticket, finish_ticket, note_reference, write_ticket

__all__ = [
    "EpicWords",
    "Stale",
    "TicketWords",
    "answer_offer",
    "ask_for_plan",
    "begin_epic",
    "change_epic",
    "change_ticket",
    "choose",
    "close_past_offers",
    "end_epic",
    "finish_ticket",
    "go_on",
    "hold",
    "let_go_of_concern",
    "let_go_of_leaver",
    "link_concern",
    "not_me",
    "note_reference",
    "offer",
    "pin",
    "publish_plan",
    "say_spare",
    "set_help",
    "stop_plan",
    "take_back_from_leavers",
    "take_back_offer",
    "tell",
    "unpin",
    "write_ticket",
]
