"""Events and calls for papers, as calendars and lists of conferences name them."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event. `key` is its natural id at the source; `ends_on` is its last day; times are aware.

    `closes_at` is the moment at which its call for papers closes, `zone` the time zone in which that was meant.
    """

    key: str
    name: str
    starts_on: date
    ends_on: date
    starts_at: datetime | None = None
    place: str = ""
    is_online: bool = False
    address: str = ""
    call_address: str = ""
    closes_at: datetime | None = None
    zone: str = ""
    is_cancelled: bool = False
