"""What is already being done about a concern."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register.actions.checking import (
    Originals,
    SourceRef,
    record,
    require_keeping,
    require_no_copy,
    require_standing,
    start,
)
from groundswell.register.actions.concerns import NOTHING, rewrite
from groundswell.register.actions.searching import show
from groundswell.register.actions.sources import attach
from groundswell.register.models import Concern, Measure
from groundswell.register.rules.items import Kind
from groundswell.register.wordings import checked_words


@transaction.atomic
def note_measure(
    *,
    by: Person,
    concern: Concern,
    text: str,
    carried_by: str = "",
    since: date | None = None,
    audience: Audience = Audience.ME,
    sources: Iterable[SourceRef] = (),
    originals: Originals = NOTHING,
) -> Measure:
    """Write down what is already under way, so that nobody overlooks it. Raises Refused or Copied."""
    require_keeping(by, concern)
    require_standing(concern)
    words = checked_words(Kind.MEASURE, {"text": text, "carried_by": carried_by})
    measure = Measure(concern=concern, **words, since=_past(since))
    require_no_copy(measure.said, originals, "text")
    start(measure, by, audience)
    measure.save(force_insert=True)
    attach(measure, sources)
    show(measure)
    record(by, "note_measure", measure, concern=concern.id)
    return measure


@transaction.atomic
def edit_measure(
    *, by: Person, measure: Measure, text: str, carried_by: str, since: date | None, originals: Originals = NOTHING
) -> None:
    """Change a measure that stands at the desk."""
    require_keeping(by, measure)
    measure.since = _past(since)
    rewrite(measure, {"text": text, "carried_by": carried_by}, originals, by=by)
    measure.save(update_fields=["since"])
    record(by, "edit_measure", measure)


@transaction.atomic
def end_measure(*, by: Person, measure: Measure) -> None:
    """Say that a measure is over. It stays: what was tried counts."""
    require_keeping(by, measure)
    measure.ended_on = clock.today()
    measure.save(update_fields=["ended_on"])
    record(by, "end_measure", measure)


def _past(since: date | None) -> date | None:
    if since is not None and since > clock.today():
        raise Refused(_("A measure is something that is under way: this day is still to come."), "since")
    return since
