"""What the desk, the clock and members do with rounds: one function, one use case, one transaction."""

from groundswell.propositions.rounds.actions.answering import (
    Known,
    Why,
    end_of,
    finish_book,
    require_link,
    suggest,
    vote,
    vote_all,
    write_ideas,
)
from groundswell.propositions.rounds.actions.closing import close_phase, destroy_left_keys, everybody_is_done
from groundswell.propositions.rounds.actions.elsewhere import Elsewhere, is_here, keep_elsewhere
from groundswell.propositions.rounds.actions.late import open_late_sheets
from groundswell.propositions.rounds.actions.moving import (
    end_round,
    follow_round,
    move_round,
    open_round,
    prepare_round,
    put_off_phase,
)
from groundswell.propositions.rounds.actions.publishing import publish_opinions, weigh_statements
from groundswell.propositions.rounds.actions.revealing import reveal_ideas
from groundswell.propositions.rounds.actions.statements import (
    add_statement,
    keep_suggestion,
    reject_suggestion,
    withdraw_statement,
)

__all__ = [
    "Elsewhere",
    "Known",
    "Why",
    "add_statement",
    "close_phase",
    "destroy_left_keys",
    "end_of",
    "end_round",
    "everybody_is_done",
    "finish_book",
    "follow_round",
    "is_here",
    "keep_elsewhere",
    "keep_suggestion",
    "move_round",
    "open_late_sheets",
    "open_round",
    "prepare_round",
    "publish_opinions",
    "put_off_phase",
    "reject_suggestion",
    "require_link",
    "reveal_ideas",
    "suggest",
    "vote",
    "vote_all",
    "weigh_statements",
    "withdraw_statement",
    "write_ideas",
]
