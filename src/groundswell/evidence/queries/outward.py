"""First responses and hand-offs, where something counts them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.engines.survival import restricted_mean
from groundswell.evidence.ports import Answered, HandedOff, first_responses, hand_offs
from groundswell.evidence.rules.numbers import Estimate, Number, Row, Section, Unit, Wait
from groundswell.evidence.rules.periods import Span
from groundswell.evidence.sentences import NOT_KNOWN_YET
from groundswell.kit import clock

_HOUR = timedelta(hours=1)
# No wait is followed longer: a question that nobody answered in a week counts as a week.
WEEK = timedelta(hours=168)


def responses(span: Span) -> Section:
    """Return how long whoever asks outside waits for a first reply, the unanswered among them."""
    heading = _("First response to questions from outside")
    if not list(first_responses):
        return Section("responses", heading, missing=str(NOT_KNOWN_YET))
    asked = [each for source in first_responses for each in source.asked_between(span.first, span.last)]
    if not asked:
        return Section(
            "responses", heading, missing=_("Not known: no source that is read had a question in these days.")
        )
    until = min(clock.now(), _end_of(span))
    return Section("responses", heading, [first_response(asked, until)])


def first_response(asked: list[Answered], until: datetime) -> Estimate:
    """Return the true time to first response of these questions as it was known at a moment."""
    return Estimate(
        "first-response",
        _("half have a first reply within"),
        Unit.HOURS,
        _("questions asked in these days; those without a reply count as waiting (Kaplan and Meier, 1958)"),
        [_wait(each, until) for each in asked if each.asked_at <= until],
    )


def values(spans: Sequence[Span]) -> list[float | None]:
    """Return the mean wait for a first reply in each step, in hours, each cut at a week; None where it is not known."""
    asked = _asked(spans)
    return [restricted_mean(_waits_in([each], asked, _end_of(each) + WEEK), WEEK / _HOUR) for each in spans]


def waited(spans: Sequence[Span], until: datetime) -> list[tuple[float, bool]]:
    """Return of each question asked in these steps how many hours it waited by a moment, and if that was over."""
    return _waits_in(spans, _asked(spans), until)


def _asked(spans: Sequence[Span]) -> list[Answered]:
    if not spans:
        return []
    return [each for source in first_responses for each in source.asked_between(spans[0].first, spans[-1].last)]


def _waits_in(spans: Sequence[Span], asked: Sequence[Answered], until: datetime) -> list[tuple[float, bool]]:
    until = min(until, clock.now())
    within = [each for each in asked if any(span.holds(_day(each)) for span in spans) and each.asked_at <= until]
    return [(wait.waited, wait.is_over) for wait in (_wait(each, until) for each in within)]


def _day(asked: Answered) -> date:
    return timezone.localtime(asked.asked_at).date()


def handed_off(span: Span) -> Section:
    """Return what was handed off, and what of it was accepted."""
    heading = _("Hand-offs")
    if not list(hand_offs):
        return Section("hand-offs", heading, missing=str(NOT_KNOWN_YET))
    made = [each for source in hand_offs for each in source.made_between(span.first, span.last)]
    accepted = [each for each in made if each.accepted_on is not None]
    source = _("hand-offs to a named team or person in these days")
    numbers = [
        Number("handed-off", _("handed off"), Unit.HAND_OFFS, source, [_row(each) for each in made]),
        Number("accepted", _("accepted"), Unit.HAND_OFFS, source, [_row(each) for each in accepted]),
    ]
    return Section("hand-offs", heading, numbers)


def _end_of(span: Span) -> datetime:
    return clock.midnight(span.last + timedelta(days=1)).astimezone(UTC)


def _wait(asked: Answered, until: datetime) -> Wait:
    is_over = asked.answered_at is not None and asked.answered_at <= until
    end = asked.answered_at if is_over and asked.answered_at is not None else until
    waited = max((end - asked.asked_at) / _HOUR, 0.0)
    about = _("first reply after %(n).1f h") if is_over else _("no reply after %(n).1f h")
    return Wait(
        Row(asked.words, 1, _day(asked), asked.url, about % {"n": waited}),
        waited,
        is_over,
    )


def _row(made: HandedOff) -> Row:
    about = "" if made.accepted_on is None else _("accepted")
    return Row(made.words, day=made.day, url=made.url, about=about)
