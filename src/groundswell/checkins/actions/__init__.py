"""What the clock and people do with check-ins: one function, one use case, one transaction."""

from groundswell.checkins.actions.answering import Known, answer, require_link, require_unused
from groundswell.checkins.actions.closing import (
    close_check_in,
    close_if_all_came_back,
    destroy_check_in,
    destroy_left_keys,
)
from groundswell.checkins.actions.opening import end_ballot_of, follow_the_roster, note_hindrance, open_check_in
from groundswell.checkins.actions.releasing import release_check_in

__all__ = [
    "Known",
    "answer",
    "close_check_in",
    "close_if_all_came_back",
    "destroy_check_in",
    "destroy_left_keys",
    "end_ballot_of",
    "follow_the_roster",
    "note_hindrance",
    "open_check_in",
    "release_check_in",
    "require_link",
    "require_unused",
]
