"""Writes about hours, one function a use case. `by` is who does it; None is the command line."""

from groundswell.hours.actions.agreeing import (
    announce_sum,
    end_line,
    grant_hours,
    note_expectation,
    open_line,
    override_limit,
    remove_expectation,
    set_limit,
)
from groundswell.hours.actions.bringing import Brought, bring_hours, bring_leave
from groundswell.hours.actions.handing import (
    answer_role,
    give_permission,
    hand_over,
    let_takers_go,
    need_permission,
    remove_permission,
    remove_role,
    reopen_without_takers,
    take_role,
)
from groundswell.hours.actions.logging import Spent, change_entry, log_time, remove_entry
from groundswell.hours.actions.looking import look_ahead
from groundswell.hours.actions.piloting import start_pilot
from groundswell.hours.actions.planning import fit_plan, plan_hours
from groundswell.hours.actions.transitions import confirm_date, propose_dates, take_confirmation_back
from groundswell.hours.actions.wishing import forget_leaver, wish

__all__ = [
    "Brought",
    "Spent",
    "announce_sum",
    "answer_role",
    "bring_hours",
    "bring_leave",
    "change_entry",
    "confirm_date",
    "end_line",
    "fit_plan",
    "forget_leaver",
    "give_permission",
    "grant_hours",
    "hand_over",
    "let_takers_go",
    "log_time",
    "look_ahead",
    "need_permission",
    "note_expectation",
    "open_line",
    "override_limit",
    "plan_hours",
    "propose_dates",
    "remove_entry",
    "remove_expectation",
    "remove_permission",
    "remove_role",
    "reopen_without_takers",
    "set_limit",
    "start_pilot",
    "take_confirmation_back",
    "take_role",
    "wish",
]
