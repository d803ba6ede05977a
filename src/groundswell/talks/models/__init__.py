"""Tables of talks: what was booked and met for; what was said in them lies sealed among the voices."""

from groundswell.talks.models.action_item import ActionItem
from groundswell.talks.models.meeting import Meeting, Recording, Series, Speaker, SpokenPart
from groundswell.talks.models.meetup import Invitation, Meetup, MeetupDay
from groundswell.talks.models.quote import Quote
from groundswell.talks.models.talk import KeptMinutes, Point, Slot, Talk

__all__ = [
    "ActionItem",
    "Invitation",
    "KeptMinutes",
    "Meeting",
    "Meetup",
    "MeetupDay",
    "Point",
    "Quote",
    "Recording",
    "Series",
    "Slot",
    "Speaker",
    "SpokenPart",
    "Talk",
]
