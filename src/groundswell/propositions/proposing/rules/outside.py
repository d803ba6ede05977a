"""What keeps words of a proposition inside: whoever is behind them reads them first, and details wait for a look."""

from datetime import date, timedelta
from enum import StrEnum

DAYS_TO_OBJECT = 7


class Inside(StrEnum):
    """Why words stay inside."""

    CONTRIBUTORS = "contributors"
    DETAILS = "details"


def kept_inside(
    *, is_sealed_behind: bool, letter: date | None, today: date, has_details: bool, was_looked_at: bool
) -> Inside | None:
    """Return why words stay inside, or None.

    `letter` is the day of the first weekly letter after the words were published: with it those behind sealed voices
    learn that there is something to read, and they have seven days from then. `was_looked_at` is about exactly these
    words.
    """
    if is_sealed_behind and (letter is None or today < letter + timedelta(days=DAYS_TO_OBJECT)):
        return Inside.CONTRIBUTORS
    return Inside.DETAILS if has_details and not was_looked_at else None
