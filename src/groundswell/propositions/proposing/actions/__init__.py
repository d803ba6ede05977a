"""Writes of propositions: one function, one use case."""

from groundswell.propositions.proposing.actions.answering import (
    answer_item,
    forget_answers_to_nothing,
    hold_side,
    let_go_of_side,
    note_side,
)
from groundswell.propositions.proposing.actions.checking import Stale
from groundswell.propositions.proposing.actions.deciding import decide_part, look_again, note_where, say_helped
from groundswell.propositions.proposing.actions.objecting import (
    end_objection,
    let_stand,
    offer_resolution,
    say_which,
)
from groundswell.propositions.proposing.actions.outside import let_outside
from groundswell.propositions.proposing.actions.publishing import Uncovered, publish_proposition
from groundswell.propositions.proposing.actions.reviewing import (
    answer_review,
    ask_members,
    close_reviews,
    let_go_of_leaver,
    make_tickets,
    send_review,
)
from groundswell.propositions.proposing.actions.statements import (
    speak_on_behalf,
    stand_behind,
    step_back,
    write_statement,
)
from groundswell.propositions.proposing.actions.writing import (
    PartWords,
    add_part,
    begin_proposition,
    change_part,
    change_proposition,
    link_concern,
    remove_part,
    split_part,
    unlink_concern,
)

__all__ = [
    "PartWords",
    "Stale",
    "Uncovered",
    "add_part",
    "answer_item",
    "answer_review",
    "ask_members",
    "begin_proposition",
    "change_part",
    "change_proposition",
    "close_reviews",
    "decide_part",
    "end_objection",
    "forget_answers_to_nothing",
    "hold_side",
    "let_go_of_leaver",
    "let_go_of_side",
    "let_outside",
    "let_stand",
    "link_concern",
    "look_again",
    "make_tickets",
    "note_side",
    "note_where",
    "offer_resolution",
    "publish_proposition",
    "remove_part",
    "say_helped",
    "say_which",
    "send_review",
    "speak_on_behalf",
    "split_part",
    "stand_behind",
    "step_back",
    "unlink_concern",
    "write_statement",
]
