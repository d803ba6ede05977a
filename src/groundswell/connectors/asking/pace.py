"""How long to wait before the next question. Plain arithmetic: the clock and the waiting are the caller's."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST_PAUSE = 0.5
_EPOCH_AT_LEAST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Pace:
    """What a service allows: questions a minute, so many at once. And what we put up with."""

    a_minute: float = 60.0
    at_once: int = 5
    tries: int = 6
    longest_pause: float = 60.0
    longest_wait: float = 120.0


@dataclass(slots=True)
class Bucket:
    """Tokens that fill at an even rate; one question takes one. Times are seconds of one clock that never goes back."""

    pace: Pace
    tokens: float = field(init=False)
    at: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.tokens = float(self.pace.at_once)

    def take(self, now: float) -> float:
        """Take a token; return how many seconds to wait before it may be used."""
        a_second = self.pace.a_minute / 60
        self.tokens = min(self.pace.at_once, self.tokens + max(0.0, now - self.at) * a_second) - 1
        self.at = now
        return max(0.0, -self.tokens / a_second)


def pause(attempt: int, *, share: float, longest: float) -> float:
    """Return the seconds before the next try: doubling from a half, never above `longest`; `share` 0 to 1 spreads it.

    Half of it is fixed and half is spread, so that two who failed together do not come back together.
    """
    whole = min(longest, _FIRST_PAUSE * 2.0 ** min(attempt, 16))
    return whole / 2 + whole / 2 * share


def asked_to_wait(headers: dict[str, str], now: datetime) -> float | None:
    """Return the seconds that an answer asks to wait: Retry-After, else the reset of a limit that is used up."""
    said = headers.get("retry-after", "").strip()
    if said:
        return _seconds(said, now)
    if (headers.get("x-ratelimit-remaining") or headers.get("ratelimit-remaining") or "").strip() == "0":
        reset = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or ""
        return _until(reset.strip(), now)
    return None


def _seconds(said: str, now: datetime) -> float | None:
    """Read Retry-After: seconds, also with a point, or a date of HTTP (RFC 9110, 10.2.3)."""
    number = _number(said)
    if number is not None:
        return number
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _until(said: str, now: datetime) -> float | None:
    """Read the reset of a limit: seconds from now, or (GitHub, GitLab, Discourse) seconds since 1970."""
    number = _number(said)
    if number is None:
        return None
    return max(0.0, number - now.timestamp()) if number >= _EPOCH_AT_LEAST else number


def _number(said: str) -> float | None:
    try:
        number = float(said)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
