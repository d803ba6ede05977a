"""Writes, one function a use case. `by` is who does it; None is the command line."""

from groundswell.people.actions.cells import (
    end_cell,
    move_to_cell,
    open_cell,
    put_cell_into,
    rename_cell,
    rename_served,
    serve,
)
from groundswell.people.actions.people import (
    add_person,
    be_away,
    be_back,
    change_address,
    change_person,
    leave,
    let_go_of_who_left,
    rejoin,
)
from groundswell.people.actions.roles import assign_role, change_role, end_role, make_role
from groundswell.people.actions.settings import (
    change_calendar,
    change_organisation,
    found,
    set_milestones,
    standard_role,
)
from groundswell.people.waiting.asking import ask_everybody

__all__ = [
    "add_person",
    "ask_everybody",
    "assign_role",
    "be_away",
    "be_back",
    "change_address",
    "change_calendar",
    "change_organisation",
    "change_person",
    "change_role",
    "end_cell",
    "end_role",
    "found",
    "leave",
    "let_go_of_who_left",
    "make_role",
    "move_to_cell",
    "open_cell",
    "put_cell_into",
    "rejoin",
    "rename_cell",
    "rename_served",
    "serve",
    "set_milestones",
    "standard_role",
]
