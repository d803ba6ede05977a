"""Which day of the story is which day of the calendar: today always lies in the second week of sprint 256."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from groundswell.kit import clock

FIRST_SPRINT = 254
THIS_SPRINT = 256
SPRINT_DAYS = 14
SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """The days of the story, seen from today."""

    today: date
    now: datetime = field(default_factory=clock.now)

    @property
    def first(self) -> date:
        """Return the first day of the story: a Monday."""
        monday = self.today - timedelta(days=self.today.weekday() + 7)
        return monday - timedelta(days=SPRINT_DAYS * (THIS_SPRINT - FIRST_SPRINT))

    def day(self, sprint: int, day: int) -> date:
        """Return a day of a sprint, counted from 1; never one that is still to come."""
        return min(self.first + timedelta(days=SPRINT_DAYS * (sprint - FIRST_SPRINT) + day - 1), self.today)

    def coming(self, count: int) -> date:
        """Return a working day that is still to come: 1 is the next one after today."""
        found = self.today
        while count:
            found += timedelta(days=1)
            count -= found.weekday() < SATURDAY
        return found

    def moment(self, sprint: int, day: int, hour: int, minute: int = 0) -> datetime:
        """Return an hour of such a day, in the installation's time zone; of the present day none that is still to come.

        What happened "later today" would stay the newest of its kind whatever one does, until that hour.
        """
        zone = ZoneInfo(settings.TIME_ZONE)
        told = datetime.combine(self.day(sprint, day), time(hour, minute), zone)
        return min(told, self.now) if told.date() == self.now.astimezone(zone).date() else told
