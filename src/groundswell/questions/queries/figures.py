"""The questions of a period, as the figures need them; and the same ones as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from groundswell.kit import clock
from groundswell.kit.once import once_a_page
from groundswell.people.models import Person
from groundswell.questions.models import Finding, Item, Message, WorkingWeek
from groundswell.questions.queries.queue import narrowed
from groundswell.questions.queries.readers import readable_by
from groundswell.questions.records import Kind
from groundswell.questions.rules import figures as rules
from groundswell.questions.rules.figures import Asked, Clock, Figures
from groundswell.questions.rules.lists import ANY, Filters
from groundswell.questions.rules.states import State
from groundswell.questions.rules.working import Week, WorkingClock, read_spans

PERIODS = (30, 90, 365)  # days


@dataclass(frozen=True)
class Asking:
    """Of which questions the figures are: opened within so many days, narrowed, and by which clock."""

    days: int = 90
    filters: Filters = ANY
    is_working: bool = False
    # Whose list a number opens: it counts what they may read, of nobody in particular what all of us may.
    reader: Person | None = None

    @property
    def query(self) -> str:
        """The same as a query string, so that a list is of what a number counted."""
        parts = {"days": self.days, "clock": "working" if self.is_working else ""}
        parts |= {"source": self.filters.source, "label": self.filters.label, "work": self.filters.work}
        return "&".join(f"{name}={value}" for name, value in parts.items() if value)


def asked(asking: Asking, now: datetime | None = None) -> list[Asked]:
    """Return the questions that were opened in the period. Two queries, each after one of what may be read.

    Upstream work and work outside the core are figures of their own: only what was chosen is counted, questions where
    nothing was.
    """
    now = now or clock.now()
    rows = _items(asking, now).annotate(turned_at=_first(_again()), next_at=_first(_next()))
    found = rows.values_list(
        "id",
        "opened_at",
        "first_reply_at",
        F("first_reply_by__identity"),
        "closed_at",
        "resolved_at",
        "state",
        "last_voice_at",
        "turned_at",
        "next_at",
        "is_not_ours",
        "is_handed_off",
        F("finding__is_repeat"),
    )
    solvers = _solvers(asking, now)
    return [_asked(row, solvers) for row in found]


def figures_of(asking: Asking) -> tuple[Figures, datetime]:
    """Return the figures of a period, and as of when."""
    now = clock.now()
    return rules.figures(asked(asking, now), now, clock_of(asking, now)), now


def counted(asking: Asking, selection: str) -> list[int] | None:
    """Return the ids of the questions that a number counted, the oldest first; None for a name that is no number's."""
    now = clock.now()
    found = rules.selections(asked(asking, now), now).get(selection)
    return None if found is None else [int(each.key) for each in found]


def clock_of(asking: Asking, now: datetime) -> Clock:
    """Return by what hours are counted: by the clock on the wall, or by working hours alone."""
    if not asking.is_working:
        return rules.wall
    zone = timezone.get_default_timezone()
    assert isinstance(zone, ZoneInfo)  # noqa: S101 - as Django makes it
    chosen = working_week()
    spans = {day: read_spans(line) for day, line in enumerate(chosen.spans)}
    week = Week(spans, zone, frozenset(date.fromisoformat(day) for day in chosen.off))
    working = WorkingClock(week, now - timedelta(days=asking.days + 1), now)
    return lambda start, end: working.seconds(start, end) / 3600


@once_a_page
def working_week() -> WorkingWeek:
    """Return the working hours; the usual ones, not saved, where nobody has chosen."""
    return WorkingWeek.objects.first() or WorkingWeek()


def rows_of(ids: Sequence[int]) -> list[Item]:
    """Return items by their ids, the oldest first. One query."""
    return list(
        Item.objects.filter(id__in=ids).order_by("opened_at", "id").select_related("source", "author", "assigned")
    )


def _items(asking: Asking, now: datetime) -> QuerySet[Item]:
    filters = (
        asking.filters if asking.filters.work else Filters(asking.filters.source, asking.filters.label, "question")
    )
    since = now - timedelta(days=asking.days)
    rows = Item.objects.filter(readable_by(asking.reader), gone_at=None, opened_at__gte=since, opened_at__lte=now)
    return narrowed(rows, filters).order_by("opened_at", "id")


def _voices() -> QuerySet[Message]:
    kinds = (Kind.OPENING, Kind.REPLY)
    return Message.objects.filter(item=OuterRef("pk"), kind__in=kinds, gone_at=None, author__is_bot=False)


def _again() -> QuerySet[Message]:
    """Return what the asker wrote after a first reply."""
    return _voices().filter(author__identity=OuterRef("author__identity"), written_at__gt=OuterRef("first_reply_at"))


def _next() -> QuerySet[Message]:
    """Return what others wrote after that."""
    others = _voices().exclude(author__identity=OuterRef("author__identity"))
    return others.filter(written_at__gt=OuterRef("turned_at"))


def _first(messages: QuerySet[Message]) -> Subquery:
    return Subquery(messages.order_by().values("item").annotate(first=Min("written_at")).values("first"))


def _solvers(asking: Asking, now: datetime) -> dict[int, int]:
    answered = _items(asking, now).filter(state=State.ANSWERED).order_by()
    named = Exists(Item.objects.filter(id=OuterRef("item"), answered_by=OuterRef("key")).exclude(answered_by=""))
    rows = Message.objects.filter(Q(is_answer=True) | Q(named), item__in=answered.values("id"))
    return dict(rows.values_list("item", "author__identity"))


def _asked(row: tuple[object, ...], solvers: dict[int, int]) -> Asked:
    key, opened, replied, by, closed, resolved, state, _last, turned, again, not_ours, handed, repeat = row
    is_open = closed is None and resolved is None and not not_ours and not handed
    return Asked(
        key=str(key),
        opened_at=_moment(opened) or datetime.max.replace(tzinfo=UTC),
        first_reply_at=_moment(replied),
        by="" if by is None else str(by),
        closed_at=_moment(closed),
        resolved_at=_moment(resolved),
        solver=str(solvers.get(int(str(key)), "")),
        turn=None if turned is None else (_moment(turned), _moment(again)),  # type: ignore[arg-type]  # not None
        is_repeat=None if repeat is None else bool(repeat),
        is_waiting=is_open and state in {State.UNANSWERED, State.ON_US},
    )


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def has_findings() -> bool:
    """Tell whether anything was compared yet."""
    return Finding.objects.exists()
