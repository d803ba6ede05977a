"""What can be done with questions: one function, one use case, one transaction, one line in the log."""

from groundswell.questions.actions.bridging import link_concern, raise_from
from groundswell.questions.actions.erasing import erase
from groundswell.questions.actions.gaps import close_gap
from groundswell.questions.actions.handing import (
    accept_hand_off,
    decline_hand_off,
    escalate,
    hand_off,
    let_go_of_leaver,
    note_hand_off,
    note_ticket,
    say_outcome,
    undo_hand_off,
)
from groundswell.questions.actions.hours import choose_hours
from groundswell.questions.actions.identities import keep_apart, link, merge, undo_merge
from groundswell.questions.actions.reading_docs import read_docs
from groundswell.questions.actions.retention import forget_old_words
from groundswell.questions.actions.sources import begin_source, finish_file
from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.actions.tracking import take_back_turn, tell_turn, track
from groundswell.questions.actions.working import (
    estimate,
    give_back,
    set_not_ours,
    settle,
    snooze,
    sort_as,
    spend,
    take,
    take_back_effort,
)

__all__ = [
    "accept_hand_off",
    "begin_source",
    "choose_hours",
    "close_gap",
    "decline_hand_off",
    "erase",
    "escalate",
    "estimate",
    "finish_file",
    "forget_old_words",
    "give_back",
    "hand_off",
    "keep_apart",
    "let_go_of_leaver",
    "link",
    "link_concern",
    "merge",
    "note_hand_off",
    "note_ticket",
    "raise_from",
    "read_docs",
    "say_outcome",
    "set_not_ours",
    "settle",
    "snooze",
    "sort_as",
    "spend",
    "take",
    "take_back_effort",
    "take_back_turn",
    "take_in",
    "tell_turn",
    "track",
    "undo_hand_off",
    "undo_merge",
]
