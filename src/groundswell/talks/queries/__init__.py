"""What can be read of talks, and by whom."""

from groundswell.talks.queries.meetups import (
    Cost,
    MeetupLine,
    cost_of,
    held_days,
    hours_a_member,
    is_answerable,
    meetup_for,
    meetups_for,
    named_meetup,
    served,
    waiting_invitations,
)
from groundswell.talks.queries.points import ShownPoint, points_for_desk, points_for_member
from groundswell.talks.queries.slots import are_all_taken, free_slots, slots_of
from groundswell.talks.queries.talks import (
    TalkLine,
    has_talks,
    minutes_talked,
    talk_at,
    talk_of,
    talks_at,
    talks_in,
    talks_of,
    talks_read_by,
    to_come_with,
)

__all__ = [
    "Cost",
    "MeetupLine",
    "ShownPoint",
    "TalkLine",
    "are_all_taken",
    "cost_of",
    "free_slots",
    "has_talks",
    "held_days",
    "hours_a_member",
    "is_answerable",
    "meetup_for",
    "meetups_for",
    "minutes_talked",
    "named_meetup",
    "points_for_desk",
    "points_for_member",
    "served",
    "slots_of",
    "talk_at",
    "talk_of",
    "talks_at",
    "talks_in",
    "talks_of",
    "talks_read_by",
    "to_come_with",
    "waiting_invitations",
]
