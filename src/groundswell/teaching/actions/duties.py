"""Duties are begun, asked, answered, done or skipped, and ended."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person, Role
from groundswell.people.refusals import Refused
from groundswell.teaching import policy, sentences
from groundswell.teaching.actions.checking import record, require_writing
from groundswell.teaching.models import Answer, Duty, Fact, Point, Run
from groundswell.teaching.rules import duties as rules
from groundswell.teaching.rules.duties import AnswerKind, RunState
from groundswell.voices.actions.wording import one_line, paragraphs

MOST_POINTS = 40


@transaction.atomic
def begin_duty(*, by: Person, name: str, why: str = "", role: Role | None = None) -> Duty:
    """Begin a duty, from this sprint on. Raises Refused."""
    require_writing(by)
    duty = Duty(
        name=one_line(name, "name", empty=_("Give it a name.")),
        why=paragraphs(why, "why"),
        role=role,
        from_sprint=people.sprint_now().number,
    )
    if Duty.objects.filter(name=duty.name, until_sprint=None).exists():
        raise Refused(_("Another duty is called so."), "name")
    duty.save(force_insert=True)
    record(by, "begin_duty", duty.id)
    return duty


@transaction.atomic
def end_duty(*, by: Person, duty: Duty) -> Duty:
    """End a duty with this sprint. What was answered stays."""
    require_writing(by)
    now = _locked(duty)
    now.until_sprint = people.sprint_now().number
    now.save(update_fields=["until_sprint"])
    record(by, "end_duty", now.id)
    return now


@transaction.atomic
def add_point(
    *, by: Person, duty: Duty, fact: Fact | None = None, words: str = "", kind: AnswerKind | None = None, unit: str = ""
) -> Point:
    """Let a duty ask something: a question that stands elsewhere already, or a new one. Raises Refused.

    Both places get the one answer of a sprint.
    """
    require_writing(by)
    now = _locked(duty)
    asked = fact or _fact(words, kind, unit)
    if now.points.filter(fact=asked).exists():
        raise Refused(_("It asks that already."), "words")
    place = now.points.count()
    if place >= MOST_POINTS:
        raise Refused(_("A duty asks %(most)d things at most.") % {"most": MOST_POINTS}, "words")
    last = now.points.last()
    point = Point.objects.create(duty=now, fact=asked, place=last.place + 1 if last else 0)
    record(by, "add_point", now.id)
    return point


@transaction.atomic
def remove_point(*, by: Person, point: Point) -> None:
    """Let a duty ask something no more. What was answered stays with the question."""
    require_writing(by)
    point.delete()
    record(by, "remove_point", point.duty_id)


@transaction.atomic
def answer_duty(*, by: Person, duty: Duty, answers: Mapping[UUID, str]) -> int:
    """Keep answers of this sprint, by question; return how many differ from what stood there. Raises Refused.

    An empty one takes an answer back. Where another duty asks the same, it is answered there too.
    """
    now, sprint = _runnable(by, duty), people.sprint_now().number
    if _state(now, sprint) is not RunState.OPEN:
        raise Refused(sentences.RUN_FAULT[rules.RunFault.OVER])
    asked = {each.fact_id: each.fact for each in now.points.select_related("fact")}
    before = dict(Answer.objects.filter(fact__in=asked, sprint=sprint).values_list("fact_id", "text"))
    changed = 0
    for fact, typed in answers.items():
        if fact not in asked:
            raise Refused(_("It asks something else by now. Look at it again."))
        changed += _keep(asked[fact], sprint, _answer(asked[fact], typed), before.get(fact, ""))
    if changed:
        record(by, "answer_duty", now.id, sprint=sprint, answers=changed)
    return changed


@transaction.atomic
def finish_run(*, by: Person, duty: Duty) -> Run:
    """Say that a duty is done in this sprint. Raises Refused while something is not answered."""
    now, sprint = _runnable(by, duty), people.sprint_now().number
    asked = set(now.points.values_list("fact_id", flat=True))
    answered = set(Answer.objects.filter(fact__in=asked, sprint=sprint).values_list("fact_id", flat=True))
    fault = rules.run_fault(_state(now, sprint), asked, answered)
    if fault is not None:
        raise Refused(sentences.RUN_FAULT[fault])
    run = Run.objects.create(duty=now, sprint=sprint, state=RunState.DONE, day=clock.today())
    record(by, "finish_run", now.id, sprint=sprint)
    return run


@transaction.atomic
def skip_run(*, by: Person, duty: Duty, reason: str) -> Run:
    """Skip a duty in this sprint, with a reason. Raises Refused."""
    now, sprint = _runnable(by, duty), people.sprint_now().number
    told = one_line(reason, "reason")
    fault = rules.skip_fault(_state(now, sprint), told)
    if fault is not None:
        raise Refused(sentences.RUN_FAULT[fault], "reason")
    run = Run.objects.create(duty=now, sprint=sprint, state=RunState.SKIPPED, reason=told, day=clock.today())
    record(by, "skip_run", now.id, sprint=sprint)
    return run


def _locked(duty: Duty) -> Duty:
    now = Duty.objects.select_for_update().get(id=duty.id)
    if now.until_sprint is not None and now.until_sprint < people.sprint_now().number:
        raise Refused(_("This duty has ended. What it was stays as it is."))
    return now


def _runnable(by: Person, duty: Duty) -> Duty:
    if not policy.may_run(by, duty):
        raise PermissionError
    return _locked(duty)


def _state(duty: Duty, sprint: int) -> RunState:
    found = Run.objects.filter(duty=duty, sprint=sprint).first()
    return RunState(found.state) if found else RunState.OPEN


def _fact(words: str, kind: AnswerKind | None, unit: str) -> Fact:
    told = one_line(words, "words", empty=_("Write what is asked, or choose a question that stands elsewhere."))
    if kind is None:
        raise Refused(_("Choose what an answer is."), "kind")
    if Fact.objects.filter(words=told).exists():
        raise Refused(_("This is asked elsewhere already: choose it there, so that one answer is enough."), "words")
    of_number = one_line(unit, "unit") if kind is AnswerKind.NUMBER else ""
    if len(of_number) > 40:  # noqa: PLR2004 - as the column holds
        raise Refused(_("A unit is a word or two."), "unit")
    return Fact.objects.create(words=told, kind=kind, unit=of_number)


def _answer(fact: Fact, typed: str) -> str:
    text = paragraphs(typed, str(fact.id), longest=rules.LONGEST)
    fault = rules.answer_fault(AnswerKind(fact.kind), text)
    if fault is not None:
        raise Refused(sentences.ANSWER_FAULT[fault], str(fact.id))
    number = rules.number_of(text) if fact.kind == AnswerKind.NUMBER and text else None
    return text if number is None else f"{number:f}"


def _keep(fact: Fact, sprint: int, text: str, before: str) -> int:
    if text == before:
        return 0
    if text:
        Answer.objects.update_or_create(fact=fact, sprint=sprint, defaults={"text": text})
    else:
        Answer.objects.filter(fact=fact, sprint=sprint).delete()
    return 1
