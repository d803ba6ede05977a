"""What was raised, decided, fixed and confirmed, of what everybody may read."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.evidence.rules.numbers import Estimate, Number, Row, Section, Unit, Wait
from groundswell.evidence.rules.periods import Span
from groundswell.register.queries.during import (
    Mentioned,
    Reached,
    first_written,
    mentioned_between,
    reached_between,
    standing_at,
)
from groundswell.register.rules.concerns import State
from groundswell.web.words import counted

YEAR = timedelta(days=364)


def section(span: Span) -> Section:
    """Return the numbers of concerns in these days. Seven queries, and those that ask whether words may be shown."""
    reached = reached_between(span.first, span.last, [State.RAISED, State.DECIDED, State.FIXED, State.CONFIRMED])
    source = _("the register: concerns that everybody may read, each counted once")
    numbers = [
        Number(
            state.value,
            words,
            Unit.CONCERNS,
            source,
            _rows(each for each in reached if each.state is state),
            note=_("What somebody confirmed and took back since, on whatever day, is not counted.")
            if state is State.CONFIRMED
            else "",
        )
        for state, words in (
            (State.RAISED, _("raised")),
            (State.DECIDED, _("decided")),
            (State.FIXED, _("fixed")),
            (State.CONFIRMED, _("fixed and confirmed by somebody who raised it")),
        )
    ]
    return Section("concerns", _("What was raised, and what became of it"), [*numbers, days_to_decision(span)])


def days_to_decision(span: Span) -> Estimate:
    """Return how long concerns first mentioned in the year until the last day waited for a decision."""
    first = span.last - YEAR
    link = _links()
    waits = [_wait(each, span, link(each.concern)) for each in mentioned_between(first, span.last)]
    return Estimate(
        "days-to-decision",
        _("half are decided within, from first mention on"),
        Unit.DAYS,
        _(
            "the register: concerns first mentioned in the year up to the last day of this page; half are decided, or "
            "acted on without a decision, within so many days (Kaplan and Meier, 1958)"
        ),
        waits,
        note=_(
            "First mention: the day on which it was written down, or of the oldest post of a thread that it was marked "
            "in. What was said under seal has no day here."
        ),
    )


def unconfirmed() -> Number:
    """Return what is fixed, and nobody who raised it has said whether it helped."""
    rows = _rows(standing_at(State.FIXED))
    source = _("the register: concerns that everybody may read and that stand at “fixed” now")
    return Number("unconfirmed", _("fixed, and not confirmed by anybody"), Unit.CONCERNS, source, rows)


def values(spans: Sequence[Span], state: State) -> list[float | None]:
    """Return how many concerns reached a state in each of these steps, in order; nothing before the first one."""
    if not spans:
        return []
    began = first_written()
    days = [each.day for each in reached_between(spans[0].first, spans[-1].last, [state])]
    return [
        None if began is None or each.first < began else float(sum(each.holds(day) for day in days)) for each in spans
    ]


def _links() -> Callable[[UUID], str]:
    """Return what makes the address of a concern: asked of the router once, as a page has thousands."""
    none = UUID(int=0)
    pattern = reverse("register:concern", args=[none])
    return lambda concern: pattern.replace(str(none), str(concern))


def _rows(reached: Iterable[Reached]) -> list[Row]:
    link = _links()
    return [Row(_title(each.title), day=each.day, url=link(each.concern)) for each in reached]


def _wait(told: Mentioned, span: Span, url: str) -> Wait:
    end = told.decided_on or span.last
    waited = max((end - told.first_on).days, 0)
    about = _("decided after %(days)s") if told.decided_on else _("still waiting after %(days)s")
    row = Row(_title(told.title), 1, told.first_on, url, about % {"days": counted(waited, "days")})
    return Wait(row, float(waited), told.decided_on is not None)


def _title(title: str) -> str:
    return title or _("a concern whose words cannot be shown now")
