"""What people do with evidence: say beforehand what will be looked at, and what an hour costs."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.evidence import policy, sentences
from groundswell.evidence.models import Intervention, Rate
from groundswell.evidence.queries.series import measured
from groundswell.evidence.rules.interventions import Fault, Wanted, fault_of
from groundswell.evidence.rules.periods import Every
from groundswell.hours.queries.between import lines_ever
from groundswell.kit import audit, clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices.actions.wording import paragraphs

LONGEST_NAME, LONGEST_WHY = 200, 2_000
MOST_AN_HOUR = 100_000_00
_CURRENCY = 3


@dataclass(frozen=True)
class Plan:
    """What will be looked at: see `Intervention`."""

    name: str
    measure: str
    every: Every
    on: date | None
    looks_after: int | None
    compares_with: str = ""
    why: str = ""


@dataclass(frozen=True)
class AnHour:
    """What an hour of a funding line costs, and from which day on (None: today)."""

    line: UUID | None
    costs: Decimal | None
    currency: str
    from_on: date | None = None


@transaction.atomic
def register_intervention(*, by: Person, plan: Plan) -> Intervention:
    """Register what is done from a day on and how one will look, before the result is known. Raises Refused."""
    if not policy.may_register(by):
        raise PermissionError
    name = paragraphs(plan.name, "name", longest=LONGEST_NAME)
    why = paragraphs(plan.why, "why", longest=LONGEST_WHY)
    offered = {key: (each.every, each.unit) for key, each in measured().items()}
    wanted = Wanted(name, plan.measure, plan.every, plan.on, plan.looks_after, plan.compares_with, offered)
    fault = fault_of(wanted, people.calendar(), clock.today())
    if fault is not None or plan.on is None or plan.looks_after is None:
        fault = fault or Fault.NO_DATE
        raise Refused(str(sentences.FAULTS[fault]), sentences.FIELDS[fault])
    made = Intervention(
        name=name,
        why=why,
        measure=plan.measure,
        every=plan.every,
        on=plan.on,
        looks_after=plan.looks_after,
        compares_with=plan.compares_with,
        registered_at=clock.now(),
        by=by,
    )
    made.fingerprint = fingerprint_of(made)
    made.save(force_insert=True)
    audit.record(
        actor=by.id,
        verb="register_intervention",
        context="evidence",
        object_id=made.id,
        fingerprint=made.fingerprint,
    )
    return made


def fingerprint_of(intervention: Intervention) -> str:
    """Return the hash of everything that was registered: the log holds it, so that a change would show."""
    names = ("name", "why", "measure", "every", "on", "looks_after", "compares_with", "registered_at")
    content = {name: str(getattr(intervention, name)) for name in names} | {"by": str(intervention.by_id)}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def set_rate(*, by: Person, said: AnHour) -> Rate:
    """Say what an hour of a funding line costs from a day on; the same day again corrects it. Raises Refused."""
    if not policy.may_set_rates(by):
        raise PermissionError
    if said.line is None or said.line not in lines_ever():
        raise Refused(_("Choose one of the lines that there are."), "line")
    if said.costs is None or not said.costs.is_finite() or not 0 < said.costs * 100 <= MOST_AN_HOUR:
        raise Refused(_("Write what an hour costs, above 0 and at most 100,000."), "an_hour")
    code = said.currency.strip().upper()
    if len(code) != _CURRENCY or not code.isascii() or not code.isalpha():
        raise Refused(_("Write the currency in three letters: EUR, CAD."), "currency")
    made, _new = Rate.objects.update_or_create(
        line=said.line,
        from_on=said.from_on or clock.today(),
        defaults={"cents": int((said.costs * 100).to_integral_value()), "currency": code, "by": by},
    )
    audit.record(actor=by.id, verb="set_rate", context="evidence", object_id=made.id)
    return made
