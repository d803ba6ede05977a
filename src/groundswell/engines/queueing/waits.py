"""How long requests wait for somebody who has so many hours a week."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

DAYS = 7  # a week


class BadQueue(ValueError):
    """What was given is no queue; the message says what."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Requests of one kind: how many a week, hours of one on the average, and their coefficient of variation."""

    a_week: float
    hours: float
    variation: float = 1.0

    @property
    def load(self) -> float:
        """Hours that it brings a week."""
        return self.a_week * self.hours

    @property
    def second_moment(self) -> float:
        """The mean of the square of the hours of one."""
        return self.hours**2 * (1 + self.variation**2)


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a request of one stream waits until it is begun; None where the queue only grows."""

    working_hours: float | None  # hours that are worked before it
    days: float | None


def utilisation(streams: Sequence[Stream], hours_a_week: float, people: int = 1) -> float:
    """Return the share of the hours that requests take."""
    _check(streams, hours_a_week, people)
    return sum(stream.load for stream in streams) / (hours_a_week * people)


def waits(streams: Sequence[Stream], hours_a_week: float, people: int = 1) -> list[Wait]:
    """Return how long each stream waits; the first goes before the second, and nobody is interrupted.

    With R = Σ λ E[S²] / 2 and σ(k) the load of the first k streams, W(k) = R / ((1 - σ(k-1)) (1 - σ(k))): Cobham,
    Priority Assignment in Waiting Line Problems (1954), for Poisson arrivals and any hours. For one stream that is
    Pollaczek and Khinchine's. With several people the wait of all is that of M/M/c (Erlang C) times (1 + cv²) / 2
    (Lee and Longton, 1959), an approximation; it is shared out among the streams in the same proportions.
    """
    _check(streams, hours_a_week, people)
    residual = _residual(_served(streams, hours_a_week * people), hours_a_week, people)
    found, before = [], 0.0
    for stream in streams:
        after = before + stream.load / (hours_a_week * people)
        if after >= 1 - 1e-12:
            found.append(Wait(None, None))
        else:
            worked = residual / ((1 - before) * (1 - after))
            found.append(Wait(worked, worked / hours_a_week * DAYS))
        before = after
    return found


def _served(streams: Sequence[Stream], hours: float) -> list[Stream]:
    """Return what of each stream is ever begun: behind one whose queue only grows, nothing."""
    served, left = [], hours
    for stream in streams:
        share = min(1.0, left / stream.load) if stream.load else 1.0
        served.append(replace(stream, a_week=stream.a_week * share))
        left = max(0.0, left - stream.load)
    return served


def _residual(served: Sequence[Stream], hours_a_week: float, people: int) -> float:
    """Return the hours until somebody is free when a request arrives, as long as nothing waits (all the time)."""
    arrivals = sum(stream.a_week for stream in served)
    load = sum(stream.load for stream in served)
    if not load:
        return 0.0
    moment = sum(stream.a_week * stream.second_moment for stream in served)
    if people == 1:
        return moment / hours_a_week / 2
    mean = load / arrivals
    return erlang_c(people, load / hours_a_week) * mean / people * moment / arrivals / (2 * mean**2)


def erlang_c(people: int, offered: float) -> float:
    """Return the chance that a request finds everybody at work (Erlang, 1917), by the recursion of Erlang's B."""
    if offered >= people:
        return 1.0
    blocked = 1.0
    for each in range(1, people + 1):
        blocked = offered * blocked / (each + offered * blocked)
    return blocked / (1 - offered / people * (1 - blocked))


def _check(streams: Sequence[Stream], hours_a_week: float, people: int) -> None:
    for stream in streams:
        for number in (stream.a_week, stream.hours, stream.variation):
            if not math.isfinite(number) or number < 0:
                raise BadQueue(f"A stream says {number}; it must be a number from 0 up.")
    if not math.isfinite(hours_a_week) or hours_a_week <= 0 or people < 1:
        raise BadQueue("A queue needs at least one person with more than 0 hours a week.")
