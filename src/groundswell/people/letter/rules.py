"""When a letter is due, and what fits into it, in plain Python."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

DAYS_BETWEEN = 7


def newest_hour(now: datetime, weekday: int, hour: int) -> date:
    """Return the last day whose letter hour has come; `now` is a moment of the organisation's own time zone."""
    back = (now.weekday() - weekday) % DAYS_BETWEEN
    if back == 0 and now.hour < hour:
        back = DAYS_BETWEEN
    return now.date() - timedelta(days=back)


def is_due(day: date, last: date | None, went_out: date | None = None) -> bool:
    """Tell whether the letter of this day is to be sent: never two in a week, whatever was chosen in between.

    The week is counted from the day of the last letter, or from the day on which it `went_out` where that was later.
    """
    return last is not None and (day - max(last, went_out or last)).days >= DAYS_BETWEEN


def fitted(paragraphs: Sequence[str], closing: str, limit: int) -> str:
    """Return the first paragraphs that fit, and the closing, in `limit` bytes of UTF-8 with the line ends of mail."""
    kept: list[str] = []
    for paragraph in paragraphs:
        if _size([*kept, paragraph, closing]) > limit:
            break
        kept.append(paragraph)
    return _joined([*kept, closing])


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"


def _size(paragraphs: Sequence[str]) -> int:
    return len("\r\n".join(_joined(paragraphs).splitlines()).encode()) + 2
