"""The three axes of every hour, never merged: who pays (a funding line), for which stream, and of which kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stream(StrEnum):
    """For whom the work is. Funding lines pay for the first two; the others are hours of the cells."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    CLIENT = "client"
    CELL = "cell"


class Kind(StrEnum):
    """What half of the advocate's hours must be, and the rest."""

    DEVELOPMENT = "development"
    OTHER = "other"


class Activity(StrEnum):
    """Work that has a name of its own in the sums; some is of one kind, whatever else is said of it."""

    WORK = "work"
    REVIEW = "review"
    SMALL_TOOL = "small tool"
    READING = "reading"
    TALK = "talk"
    PREPARATION = "preparation"


OF_KIND = {
    Activity.SMALL_TOOL: Kind.DEVELOPMENT,
    Activity.READING: Kind.OTHER,
    Activity.TALK: Kind.OTHER,
    Activity.PREPARATION: Kind.OTHER,
}
OF_STREAM = {Activity.SMALL_TOOL: Stream.INTERNAL}


PAID_STREAMS = (Stream.INTERNAL, Stream.EXTERNAL)
# Minutes by stream and kind.
type Cells = Mapping[tuple[Stream, Kind], int]


@dataclass(frozen=True)
class Pays:
    """What a funding line may pay for."""

    streams: frozenset[Stream]
    kinds: frozenset[Kind]

    def covers(self, stream: Stream, kind: Kind) -> bool:
        """Tell whether the line may pay an hour of this stream and kind."""
        return stream in self.streams and kind in self.kinds

    @property
    def only_stream(self) -> Stream | None:
        """The stream of every hour of this line, where there is but one."""
        return next(iter(self.streams)) if len(self.streams) == 1 else None


@dataclass(frozen=True)
class Planned:
    """Minutes planned for the two streams of a funding line."""

    internal: int
    external: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.internal + self.external


def internal_first(planned: Planned, capacity: int, protected: int) -> Planned:
    """Return what stays of a plan when there is room for less.

    External hours go first, down to what is protected; then internal hours; what is protected goes last.
    """
    kept_external = min(planned.external, protected)
    room = max(capacity, 0)
    internal = min(planned.internal, max(room - kept_external, 0))
    return Planned(internal, min(planned.external, room - internal))


def shrunk(planned: Cells, capacity: int, protected: int) -> dict[tuple[Stream, Kind], int]:
    """Return what stays of a plan by stream and kind: other work goes first, in both streams.

    External hours go before internal ones, as `internal_first` says; but where internal hours are other work, external
    development stays instead of them until half is development, if the plan had so much. What is protected stays.
    """
    first = internal_first(both_streams(planned), capacity, protected)
    developed = {stream: _of(planned, stream, Kind.DEVELOPMENT) for stream in PAID_STREAMS}
    room, external = first.total, first.external
    kept = min(developed[Stream.INTERNAL], first.internal) + min(developed[Stream.EXTERNAL], external)
    # Each more external hour in place of an internal one that is other work is one more of development.
    swaps = min(developed[Stream.EXTERNAL], room - min(developed[Stream.INTERNAL], room)) - external
    external += max(min(-(-room // 2) - kept, swaps), 0)
    found = {}
    for stream, minutes in ((Stream.INTERNAL, room - external), (Stream.EXTERNAL, external)):
        development = min(developed[stream], minutes)
        found[stream, Kind.DEVELOPMENT], found[stream, Kind.OTHER] = development, minutes - development
    return found


def both_streams(cells: Cells) -> Planned:
    """Return the two sums of a plan by stream and kind."""
    return Planned(*(sum(_of(cells, stream, kind) for kind in Kind) for stream in PAID_STREAMS))


def _of(cells: Cells, stream: Stream, kind: Kind) -> int:
    return cells.get((stream, kind), 0)


def moved_to_epics(budget: int, needed: int, *, may_pay_internal: bool) -> int:
    """Return how much of an external budget nobody needs, and may go to accelerated epics instead."""
    return max(budget - needed, 0) if may_pay_internal else 0


@dataclass(frozen=True)
class External:
    """External minutes of a month: granted, needed, and what of the rest goes to accelerated epics, or cannot.

    `granted` counts every line that may pay for external work; `most` is a strict limit of it. `stays` is left on
    lines that pay for nothing else.
    """

    granted: int
    needed: int
    moves: int
    stays: int
    most: int | None = None

    @property
    def may(self) -> int:
        """What may go to external work."""
        return self.granted if self.most is None else min(self.granted, self.most)


def external_hours(lines: Iterable[tuple[Pays, int]], needed: Planned, *, most: int | None = None) -> External:
    """Return what becomes of external minutes; `needed` is the larger of used and planned, of each stream.

    External work takes first what is left for it alone, internal work first what its own lines give: so as much as can
    be stays on the lines that may pay for both, and moves.
    """
    given: dict[frozenset[Stream], int] = {}
    for pays, minutes in lines:
        streams = pays.streams & {Stream.INTERNAL, Stream.EXTERNAL}
        given[streams] = given.get(streams, 0) + minutes
    internal, external, both = (
        given.get(frozenset(streams), 0)
        for streams in ({Stream.INTERNAL}, {Stream.EXTERNAL}, {Stream.INTERNAL, Stream.EXTERNAL})
    )
    of_both = max(needed.external - external, 0) + max(needed.internal - internal, 0)
    return External(
        granted=external + both,
        needed=needed.external,
        moves=moved_to_epics(both, of_both, may_pay_internal=True),
        stays=max(external - needed.external, 0),
        most=most,
    )
