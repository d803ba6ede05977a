"""Writes of talks: one function, one use case, one transaction."""

from groundswell.talks.actions.booking import (
    book,
    book_in_writing,
    call_off,
    call_off_from_desk,
    call_off_what_nobody_comes_to,
    forget_talks_of,
)
from groundswell.talks.actions.carrying import carry_point
from groundswell.talks.actions.holding import hold_talk, keep_note, talk_without_booking
from groundswell.talks.actions.meetups import answer_invitation, end_meetup, invite, name_day, require_sound
from groundswell.talks.actions.points import (
    agree,
    note_point,
    note_point_at_the_desk,
    say_nothing_to_publish,
    suggest_outcome,
)
from groundswell.talks.actions.slots import be_free_now, offer_slots, take_back_slot

__all__ = [
    "agree",
    "answer_invitation",
    "be_free_now",
    "book",
    "book_in_writing",
    "call_off",
    "call_off_from_desk",
    "call_off_what_nobody_comes_to",
    "carry_point",
    "end_meetup",
    "forget_talks_of",
    "hold_talk",
    "invite",
    "keep_note",
    "name_day",
    "note_point",
    "note_point_at_the_desk",
    "offer_slots",
    "require_sound",
    "say_nothing_to_publish",
    "suggest_outcome",
    "take_back_slot",
    "talk_without_booking",
]
