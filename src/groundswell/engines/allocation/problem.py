"""What a sprint's plan is made from: members, tickets, epics, budgets and pins; errors name the place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from groundswell.engines.allocation.reading import BadProblem, Place, check_hours, read_object, shown

CLIENT, INTERNAL, EXTERNAL, CELL = "client", "internal", "external", "cell"
STREAMS = (CLIENT, INTERNAL, EXTERNAL, CELL)
FIRST_PRIORITY, MIDDLE_PRIORITY, LAST_PRIORITY = 1, 3, 5


@dataclass(frozen=True, slots=True)
class Pot:
    """What somebody has at most for these streams together: granted hours, hours for clients, a strict limit."""

    streams: tuple[str, ...]
    hours: float


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with hours in the sprint; their pots are limits within the capacity, and may overlap."""

    id: str
    capacity_hours: float
    cell: str | None = None
    advocate: bool = False
    familiar_epics: tuple[str, ...] = ()
    pots: tuple[Pot, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """Work of a known size, and who may do it."""

    id: str
    stream: str
    remaining_hours: float
    eligible: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    review_hours: float = 0
    epic: str | None = None
    cell: str | None = None
    development: bool = False
    priority: int = MIDDLE_PRIORITY
    promised: bool = False
    previous_owner: str | None = None


@dataclass(frozen=True, slots=True)
class Epic:
    """A body of work that moves when it gets at least its minimum."""

    id: str
    stream: str
    accelerated: bool = False
    minimum_hours: float = 0


@dataclass(frozen=True, slots=True)
class Pin:
    """Somebody wants exactly these hours of this ticket; no hours: none of it."""

    member: str
    ticket: str
    hours: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that a plan is made from; hours in halves."""

    members: tuple[Member, ...]
    tickets: tuple[Ticket, ...]
    epics: tuple[Epic, ...] = ()
    budgets: Mapping[str, float] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()

    @classmethod
    def from_dict(cls, given: object) -> "Problem":
        """Return the problem of the documented format; BadProblem names what cannot be read."""
        return cls._from_place(Place("the problem", given, is_top=True).as_object())

    @classmethod
    def _from_place(cls, top: Place) -> "Problem":
        problem = cls(
            members=tuple(_member(one) for one in top.list("members", needed=True)),
            tickets=tuple(_ticket(one) for one in top.list("tickets", needed=True)),
            epics=tuple(_epic(one) for one in top.list("epics")),
            budgets=_budgets(top),
            pins=tuple(_pin(one) for one in top.list("pins")),
        )
        problem.check()
        return problem

    @classmethod
    def read(cls, text: str | bytes) -> "Problem":
        """Return the problem of a JSON text."""
        return cls._from_place(read_object(text, "the problem"))

    def check(self) -> None:
        """Refuse what contradicts itself: the same name twice, or somebody who is not there."""
        members = _unique("members", self.members, ": a person has one capacity and one cell")
        tickets, epics = _unique("tickets", self.tickets), _unique("epics", self.epics)
        for row, member in enumerate(self.members):
            check_hours(f"members[{row}].capacity_hours", member.capacity_hours)
            _known(f"members[{row}].familiar_epics", member.familiar_epics, epics, "epic")
            for number, pot in enumerate(member.pots):
                check_hours(f"members[{row}].pots[{number}].hours", pot.hours)
                for stream in pot.streams:
                    _stream(f"members[{row}].pots[{number}].streams", stream)
        for row, epic in enumerate(self.epics):
            check_hours(f"epics[{row}].minimum_hours", epic.minimum_hours)
            _stream(f"epics[{row}].stream", epic.stream)
        for row, ticket in enumerate(self.tickets):
            _check_ticket(f"tickets[{row}]", ticket, members, epics)
        for stream, hours in self.budgets.items():
            _stream("budgets", stream)
            check_hours(f"budgets.{stream}", hours)
        self._check_pins(members, tickets)

    def _check_pins(self, members: dict[str, int], tickets: dict[str, int]) -> None:
        seen: dict[tuple[str, str], int] = {}
        for row, pin in enumerate(self.pins):
            check_hours(f"pins[{row}].hours", pin.hours)
            _known(f"pins[{row}].member", [pin.member], members, "member")
            _known(f"pins[{row}].ticket", [pin.ticket], tickets, "ticket")
            first = seen.setdefault((pin.member, pin.ticket), row)
            if first != row:
                raise BadProblem(f"pins[{row}]: pins[{first}] already pins {shown(pin.member)} to this ticket.")


def _check_ticket(place: str, ticket: Ticket, members: dict[str, int], epics: dict[str, int]) -> None:
    check_hours(f"{place}.remaining_hours", ticket.remaining_hours)
    check_hours(f"{place}.review_hours", ticket.review_hours)
    _stream(f"{place}.stream", ticket.stream)
    if not FIRST_PRIORITY <= ticket.priority <= LAST_PRIORITY:
        raise BadProblem(f"{place}.priority: {ticket.priority} is none; 1 is high and 5 is low.")
    _known(f"{place}.epic", [ticket.epic] if ticket.epic is not None else [], epics, "epic")
    _known(f"{place}.eligible", ticket.eligible, members, "member")
    _known(f"{place}.reviewers", ticket.reviewers, members, "member")
    # Whoever had it before may have left: then nobody of the plan is the previous owner.


def _stream(place: str, stream: str) -> None:
    if stream not in STREAMS:
        raise BadProblem(f"{place}: {shown(stream)} is no stream; there are {', '.join(STREAMS)}.")


def _known(place: str, names: Sequence[str], there: dict[str, int], what: str) -> None:
    for name in names:
        if name not in there:
            raise BadProblem(f"{place}: there is no {what} {shown(name)}.")


def _unique(what: str, rows: Iterable[Member | Ticket | Epic], because: str = "") -> dict[str, int]:
    seen: dict[str, int] = {}
    for row, one in enumerate(rows):
        first = seen.setdefault(one.id, row)
        if first != row:
            raise BadProblem(f"{what}[{row}].id: {shown(one.id)} is the id of {what}[{first}] too{because}.")
    return seen


def _member(given: Place) -> Member:
    one = given.as_object()
    return Member(
        id=one.text("id"),
        capacity_hours=one.hours("capacity_hours"),
        cell=one.optional("cell"),
        advocate=one.flag("advocate"),
        familiar_epics=one.names("familiar_epics"),
        pots=tuple(Pot(each.as_object().names("streams"), each.hours("hours")) for each in one.list("pots")),
    )


def _ticket(given: Place) -> Ticket:
    one = given.as_object()
    priority = one.at("priority")
    if priority.given is not None and (isinstance(priority.given, bool) or not isinstance(priority.given, int)):
        raise BadProblem(f"{priority.path}: expected 1 (high) to 5 (low), found {shown(priority.given)}.")
    return Ticket(
        id=one.text("id"),
        stream=one.text("stream"),
        remaining_hours=one.hours("remaining_hours"),
        eligible=one.names("eligible"),
        reviewers=one.names("reviewers"),
        review_hours=one.hours("review_hours", default=0),
        epic=one.optional("epic"),
        cell=one.optional("cell"),
        development=one.flag("development"),
        priority=MIDDLE_PRIORITY if priority.given is None else priority.given,
        promised=one.flag("promised"),
        previous_owner=one.optional("previous_owner"),
    )


def _epic(given: Place) -> Epic:
    one = given.as_object()
    return Epic(one.text("id"), one.text("stream"), one.flag("accelerated"), one.hours("minimum_hours", default=0))


def _pin(given: Place) -> Pin:
    one = given.as_object()
    return Pin(one.text("member"), one.text("ticket"), one.hours("hours"))


def _budgets(top: Place) -> dict[str, float]:
    if not top.has("budgets"):
        return {}
    budgets = top.at("budgets").as_object()
    return {stream: budgets.hours(stream) for stream in budgets.given if budgets.has(stream)}
