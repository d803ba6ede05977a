"""The tables of epics, offers and plans."""

from groundswell.epics.models.epics import Epic, Helping, Hold, Link, Update
from groundswell.epics.models.forecasts import Stand
from groundswell.epics.models.plans import Choices, Pin, Plan
from groundswell.epics.models.tickets import Aside, Known, Offer, Passed, Spare, Ticket

__all__ = [
    "Aside",
    "Choices",
    "Epic",
    "Helping",
    "Hold",
    "Known",
    "Link",
    "Offer",
    "Passed",
    "Pin",
    "Plan",
    "Spare",
    "Stand",
    "Ticket",
    "Update",
]
