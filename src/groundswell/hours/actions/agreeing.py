"""What planners agree on with an advocate: lines, grants, announced sums, limits and what goes past them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import line
from groundswell.hours.actions import checking
from groundswell.hours.models import Announcement, Expectation, FundingLine, Grant, Limit, Override
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.amounts import in_hours
from groundswell.hours.rules.axes import Kind, Pays, Stream
from groundswell.hours.rules.grants import Certainty, Per, Range, granted_after
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.hours.rules.sharing import month_of
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person


@transaction.atomic
def open_line(*, by: Person | None, name: str, payer: str, pays: Pays, is_paid_outside: bool = False) -> FundingLine:
    """Name who pays for hours, and which streams and kinds it may pay for."""
    checking.require_planner(by)
    name, payer = checking.name(name), checking.name(payer, field="payer")
    if FundingLine.objects.filter(name__iexact=name).exists():
        raise Refused(_("There is a line named “%(name)s” already.") % {"name": name}, "name")
    if not pays.streams & {Stream.INTERNAL, Stream.EXTERNAL}:
        raise Refused(_("Choose at least one stream that it may pay for."), "streams")
    if not pays.kinds:
        raise Refused(_("Choose at least one kind of work that it may pay for."), "kinds")
    made = FundingLine.objects.create(
        name=name,
        payer=payer,
        is_paid_outside=is_paid_outside,
        for_internal=Stream.INTERNAL in pays.streams,
        for_external=Stream.EXTERNAL in pays.streams,
        for_development=Kind.DEVELOPMENT in pays.kinds,
        for_other=Kind.OTHER in pays.kinds,
    )
    line.write(by, "open_line", made.id)
    return made


@transaction.atomic
def end_line(*, by: Person | None, funding: FundingLine, reason: str, day: date | None = None) -> FundingLine:
    """End a line: nothing more is granted of it from that day on; what was logged, and granted before, stays.

    An end that is still to come can be put on another day. Hours that are granted for later months are taken back
    first: a sentence names them.
    """
    checking.require_planner(by)
    reason = checking.reason(reason, empty=_("Say why. The reason stays visible."))
    day = checking.day(day, field="day") or clock.today()
    found = FundingLine.objects.select_for_update().get(id=funding.id)
    if found.ended_on is not None and found.ended_on <= clock.today():
        raise Refused(_("“%(line)s” has ended already.") % {"line": found.name})
    later = granted_after(day, found.grants.values_list("month", "minutes"))
    if later:
        months = ", ".join(f"{month:%Y-%m} ({in_hours(minutes)})" for month, minutes in later.items())
        words = _("Hours are granted of it for later months: %(months)s. Take them back first, or choose a later day.")
        raise Refused(words % {"months": months}, "day")
    found.ended_on, found.ended_because = day, reason
    found.save(update_fields=["ended_on", "ended_because"])
    line.write(by, "end_line", found.id, day=day)
    return found


@transaction.atomic
def grant_hours(
    *,
    by: Person | None,
    funding: FundingLine,
    holder: Person,
    month: date,
    certainty: Certainty,
    minutes: int,
    seen: int | None = None,
) -> Grant:
    """Grant hours of a line for a month: firm, a floor, or hoped for. 0 takes a grant back.

    `seen` is what the page showed: whoever changes something else than what is there is told, and changes nothing.
    """
    checking.require_planner(by)
    month = checking.month(month)
    funding = FundingLine.objects.select_for_update().get(id=funding.id)
    if funding.ended_on is not None and funding.ended_on <= month:
        raise Refused(_("“%(line)s” has ended by then.") % {"line": funding.name}, "line")
    if holder.left_on is not None and holder.left_on <= month:
        raise Refused(_("%(name)s will have left by then.") % {"name": holder.name}, "holder")
    there = Grant.objects.filter(line=funding, holder=holder, month=month, certainty=certainty).first()
    if seen is not None and seen != (there.minutes if there else 0):
        now = in_hours(there.minutes if there else 0)
        raise Refused(
            _("Somebody else made this %(now)s meanwhile. Look again, then decide.") % {"now": now}, "minutes"
        )
    values = {"minutes": checking.amount(minutes, least=0), "granted_on": clock.today(), "by": by}
    made, _new = Grant.objects.update_or_create(
        line=funding, holder=holder, month=month, certainty=certainty, defaults=values
    )
    if not minutes:
        made.delete()
    line.write(by, "grant_hours", holder.id, line=funding.id, month=month, certainty=certainty, minutes=minutes)
    return made


@transaction.atomic
def announce_sum(*, by: Person | None, holder: Person, month: date, minutes: int | None) -> None:
    """Note the sum of a month as it was announced: a mismatch with the lines is shown until it is none.

    None takes it back: nothing was announced.
    """
    checking.require_planner(by)
    month = checking.month(month)
    if minutes is None:
        found = Announcement.objects.filter(holder=holder, month=month)
        if not found.delete()[0]:
            raise Refused(_("No sum was announced for this month. Type the one that was."), "minutes")
        line.write(by, "announce_sum", holder.id, month=month, minutes=None)
        return
    values = {"minutes": checking.amount(minutes)}
    Announcement.objects.update_or_create(holder=holder, month=month, defaults=values)
    line.write(by, "announce_sum", holder.id, month=month, minutes=minutes)


@transaction.atomic
def note_expectation(*, by: Person, holder: Person, what: Expectation.What, amount: Range, said_by: str) -> Expectation:
    """Note what was asked for, or what was warned of, in the unit in which it was said."""
    if by.id != holder.id:
        checking.require_planner(by)
    if amount.high < amount.low:
        raise Refused(_("The second amount is less than the first."), "high")
    checking.amount(amount.low, field="low")
    made = Expectation.objects.create(
        holder=holder,
        what=what,
        low=amount.low,
        high=checking.amount(amount.high, field="high"),
        per=amount.per,
        said_by=checking.name(said_by, field="said_by"),
        said_on=clock.today(),
    )
    line.write(by, "note_expectation", holder.id, what=what, low=amount.low, high=amount.high, per=amount.per)
    return made


@transaction.atomic
def remove_expectation(*, by: Person, said: Expectation) -> None:
    """Take back what was noted as asked for or warned of."""
    if by.id != said.holder_id:
        checking.require_planner(by)
    holder, what = said.holder_id, said.what
    said.delete()
    line.write(by, "remove_expectation", holder, what=what)


@transaction.atomic
def set_limit(
    *,
    by: Person | None,
    holder: Person,
    subject: Subject,
    per: Per,
    minutes: int | None,
    sense: Sense = Sense.MOST,
    from_on: date | None = None,
) -> Limit:
    """Set a strict limit of plans, or what is protected of external hours, from a day on. None: no limit any more."""
    checking.require_planner(by)
    if per is Per.WEEK:
        raise Refused(_("Limits are for a month or a sprint."), "per")
    if sense is Sense.LEAST and subject is not Subject.EXTERNAL:
        raise Refused(_("Only external hours can be protected: internal ones go first anyway."), "subject")
    day = checking.day(from_on, field="from_on") or clock.today()
    values = {"minutes": None if minutes is None else checking.amount(minutes, least=0), "by": by}
    made, _new = Limit.objects.update_or_create(
        holder=holder, subject=subject, sense=sense, per=per, from_on=day, defaults=values
    )
    line.write(
        by, "set_limit", holder.id, subject=subject, sense=sense, per=per, minutes=values["minutes"], from_on=day
    )
    return made


@transaction.atomic
def override_limit(
    *, by: Person, holder: Person, subject: Subject, per: Per, day: date, minutes: int, reason: str
) -> Override:
    """Let plans go past a limit in the period of a day. Who and why stays visible."""
    checking.require_planner(by)
    checking.day(day, field="day")
    reason = checking.reason(reason, empty=_("Say why. The reason stays visible."))
    period = month_of(day) if per is Per.MONTH else people.sprint_of(day).first
    made = Override.objects.create(
        holder=holder,
        subject=subject,
        per=per,
        period=period,
        minutes=checking.amount(minutes),
        reason=reason,
        by=by,
        on=clock.today(),
    )
    line.write(by, "override_limit", holder.id, subject=subject, per=per, period=period, minutes=minutes)
    return made
