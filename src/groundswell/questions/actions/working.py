"""Questions are taken, estimated, put off, and time is spent on them."""

from contextlib import suppress
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.hours import actions as hours
from groundswell.hours.actions import Spent
from groundswell.hours.rules.axes import Kind, Stream
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import policy
from groundswell.questions.actions.checking import locked, record, require_decision, require_help
from groundswell.questions.actions.handing import answer_asks, end_hand_offs_to, escalate_grown
from groundswell.questions.models import Effort, Item
from groundswell.questions.queries.queue import away_today
from groundswell.questions.queries.working import spent_on
from groundswell.questions.rules.box import LARGE
from groundswell.questions.rules.once import effort_key
from groundswell.voices.actions.wording import one_line

LONGEST_MINUTES = 24 * 60
LONGEST_SNOOZE_DAYS = 366
_LONGEST_REFERENCE = 80
_LONGEST_WORDS = 200


@transaction.atomic
def take(*, by: Person, item: Item) -> None:
    """Take a question: it is then one's own until it is given back. Raises Refused where somebody else has it.

    What somebody has who is away, or was only asked to take, anybody may take over.
    """
    require_help(by)
    now = locked(item)
    if now.assigned_id not in {None, by.id} and not policy.may_sort(by) and now.assigned_id not in away_today():
        raise Refused(_("Somebody else has taken this question."))
    answer_asks(now, by)
    now.assigned = by
    now.save(update_fields=["assigned"])
    record(by, "take", now.id)


@transaction.atomic
def give_back(*, by: Person, item: Item) -> None:
    """Give a question back, without a reason. An advocate may do it for whoever is away.

    What was handed off to whoever had it is in the queue again.
    """
    now = locked(item)
    require_decision(by, now)
    if now.assigned_id is not None:
        end_hand_offs_to(now, now.assigned_id)
    now.assigned = None
    now.save(update_fields=["assigned"])
    record(by, "give_back", now.id)


@transaction.atomic
def estimate(*, by: Person, item: Item, minutes: int | None) -> Item:
    """Say how many minutes a question takes; None takes it back. Above two hours it is large.

    One that a firefighter says is large goes to the advocates.
    """
    require_help(by)
    now = locked(item)
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES * 20:
        raise Refused(_("An estimate has from one minute to 480 hours."), "minutes")
    now.estimate_minutes, now.is_large = minutes, (minutes or 0) > LARGE
    now.save(update_fields=["estimate_minutes", "is_large"])
    record(by, "estimate", now.id, minutes=minutes)
    if now.is_large:
        escalate_grown(by, now)
    return now


@transaction.atomic
def spend(*, by: Person, item: Item, minutes: int, day: date | None = None, words: str = "", after: str = "") -> Effort:
    """Keep minutes that were spent on a question: also an hour of the external stream, in one's own hours.

    `after` is the mark of what the page showed of one's own time: the same, sent twice from there, is kept once.
    Upstream work is development. Past two hours in all, a firefighter's question goes to the advocates. Raises
    Refused. Like every single entry of hours, it leaves no line in the log.
    """
    require_help(by)
    now = locked(item)
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("One entry has from one minute to 24 hours."), "minutes")
    said = one_line(words, "words")
    key = effort_key(by.id, now.id, after, f"{minutes} {day} {said}") if after else uuid4()
    kept = Effort.objects.filter(id=key).first()
    if kept is not None:
        return kept
    spent = Spent(
        day=day or clock.today(),
        minutes=minutes,
        stream=Stream.EXTERNAL,
        kind=Kind.DEVELOPMENT if now.work == Item.Work.UPSTREAM else Kind.OTHER,
        reference=f"question {now.id}"[:_LONGEST_REFERENCE],
        # Never the title: what somebody outside wrote is erased with the question, and an hour stays.
        words=(said or _("question %(number)d from outside") % {"number": now.id})[:_LONGEST_WORDS],
    )
    entry = hours.log_time(person=by, spent=spent)
    before = spent_on(now)
    effort = Effort.objects.create(
        id=key, item=now, person=by, day=spent.day, minutes=minutes, words=said, entry=entry.id
    )
    # Once, at the minute that makes it large: after the advocates' answer a word more does not bring it back to them.
    if before <= LARGE < before + minutes:
        now.is_large = True
        now.save(update_fields=["is_large"])
        escalate_grown(by, now)
    return effort


@transaction.atomic
def take_back_effort(*, by: Person, effort: Effort) -> None:
    """Take back minutes of one's own, here and in one's hours. Twice is once."""
    found = Effort.objects.select_for_update().filter(id=effort.id, person=by).first()
    if found is None:
        return
    if found.entry is not None:
        # Whoever removed it among their hours already did half of this.
        with suppress(Refused):
            hours.remove_entry(person=by, entry=found.entry)
    found.delete()


@transaction.atomic
def snooze(*, by: Person, item: Item, until: date | None) -> None:
    """Put a question off until the morning of a day; None brings it back now. Raises Refused."""
    now = locked(item)
    require_decision(by, now)
    if until is not None:
        days = (until - clock.today()).days
        if days < 1:
            raise Refused(_("Choose a day that is still to come."), "until")
        if days > LONGEST_SNOOZE_DAYS:
            raise Refused(_("Choose a day within a year: what nobody looks at for longer is not ours."), "until")
    now.snoozed_until = None if until is None else clock.midnight(until)
    now.save(update_fields=["snoozed_until"])
    record(by, "snooze", now.id, until=until.isoformat() if until else None)


@transaction.atomic
def set_not_ours(*, by: Person, item: Item, is_not_ours: bool) -> None:
    """Say that a question is not ours to answer, or that it is after all."""
    now = locked(item)
    require_decision(by, now)
    now.is_not_ours = is_not_ours
    now.save(update_fields=["is_not_ours"])
    record(by, "set_not_ours", now.id, is_not_ours=is_not_ours)


@transaction.atomic
def settle(*, by: Person, item: Item) -> None:
    """Say that what was written after the end of a question needs no answer: until somebody writes again."""
    require_help(by)
    now = locked(item)
    now.settled_at = now.last_voice_at
    now.save(update_fields=["settled_at"])
    record(by, "settle", now.id)


@transaction.atomic
def sort_as(*, by: Person, item: Item, work: Item.Work) -> None:
    """Say what an item is to us: a question, upstream work, or work outside the core."""
    now = locked(item)
    require_decision(by, now)
    now.work = work
    now.save(update_fields=["work"])
    record(by, "sort_as", now.id, work=work.value)
