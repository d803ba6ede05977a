"""The desk puts statements to the vote, takes them out again with a reason, and decides about what members suggest."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Idea, Reason, Round, Statement, Suggestion
from groundswell.propositions.rounds import refusals, sealing
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.rules.sheets import LONGEST_STATEMENT, MOST_STATEMENTS

WRITTEN_IN = (Phase.CLARIFY, Phase.VOTES)


@transaction.atomic
def add_statement(*, by: Person, found: Round, text: str, idea: UUID | None = None) -> Statement:
    """Put a statement to the vote. Its words never change afterwards: people voted on these. Raises Refused."""
    made = _added(found, text, idea)
    audit.record(actor=by.id, verb="add_statement", context="propositions", object_id=found.id, number=made.number)
    return made


@transaction.atomic
def withdraw_statement(*, by: Person, found: Round, number: int, reason: str) -> None:
    """Take a statement out, with a reason that everybody reads: its votes do not count. Raises Refused, LookupError."""
    _require_phase(found)
    if not reason.strip():
        raise refusals.needs_a_reason()
    there = Statement.objects.filter(round=found, number=number)
    if not there.exists():
        raise LookupError
    if not there.filter(is_withdrawn=False).update(is_withdrawn=True, reason=reason.strip()[:500]):
        raise refusals.decided_already()
    audit.record(actor=by.id, verb="withdraw_statement", context="propositions", object_id=found.id, number=number)


@transaction.atomic
def keep_suggestion(*, by: Person, found: Round, suggestion: UUID, text: str) -> None:
    """Let a suggestion in, in words of the desk or its own; a late idea stands among the others, marked late.

    A reason is let in exactly as it was written: its author agreed to these words.
    """
    words = _taken(found, suggestion, is_kept=True, reason="")
    if words.get("kind") in {"agree", "disagree"}:
        about = Statement.objects.get(round=found, number=int(words["statement"]))
        Reason.objects.create(statement=about, agrees=words["kind"] == "agree", text=words["text"])
        audit.record(actor=by.id, verb="keep_reason", context="propositions", object_id=found.id)
        return
    if words.get("kind") == "idea":
        Idea.objects.create(round=found, text=text.strip() or words["text"], is_late=True)
        audit.record(actor=by.id, verb="show_late_idea", context="propositions", object_id=found.id)
        return
    _added(found, text.strip() or words["text"], None)
    audit.record(actor=by.id, verb="keep_suggestion", context="propositions", object_id=found.id)


@transaction.atomic
def reject_suggestion(*, by: Person, found: Round, suggestion: UUID, reason: str) -> None:
    """Leave a suggestion out, with a reason that its author finds by receipt. Raises Refused, LookupError."""
    if not reason.strip():
        raise refusals.needs_a_reason()
    _taken(found, suggestion, is_kept=False, reason=reason.strip())
    audit.record(actor=by.id, verb="reject_suggestion", context="propositions", object_id=found.id)


def return_the_rest(found: Round) -> None:
    """Give back what nobody looked at until the close, within the transaction that ends the vote."""
    for each in Suggestion.objects.filter(round=found, is_kept=None).values_list("id", flat=True):
        _taken(found, each, is_kept=False, reason=_("Nobody had looked at it when the vote closed."))


def _added(found: Round, text: str, idea: UUID | None) -> Statement:
    _require_phase(found)
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_STATEMENT:
        raise Refused(_("A statement is one sentence: 1 to %(most)d characters.") % {"most": LONGEST_STATEMENT}, "text")
    there = {figures.plain(each): each for each in Statement.objects.filter(round=found).values_list("text", flat=True)}
    if figures.plain(words) in there:
        raise refusals.statement_there(there[figures.plain(words)])
    number = Statement.objects.filter(round=found).aggregate(last=Max("number"))["last"]
    if number is not None and number + 1 >= MOST_STATEMENTS:
        raise refusals.too_many_statements()
    return Statement.objects.create(round=found, number=0 if number is None else number + 1, text=words, idea=idea)


def _require_phase(found: Round) -> None:
    if not Round.objects.filter(id=found.id, phase__in=WRITTEN_IN).exists():
        raise refusals.not_now()


def _taken(found: Round, suggestion: UUID, *, is_kept: bool, reason: str) -> dict[str, str]:
    """Decide about a suggestion once, and seal the answer to its author; return its words. Raises LookupError."""
    row = Suggestion.objects.select_for_update().filter(round=found, id=suggestion).first()
    if row is None:
        raise LookupError
    pair = sealing.outer_pair_kept(found.number, Phase.VOTES)
    words = sealing.open_words(bytes(row.sealed), pair) if row.sealed and pair else None
    if words is None or row.is_kept is not None:
        raise refusals.decided_already()
    told = {"text": words["text"], "verdict": "kept" if is_kept else "rejected", "reason": reason}
    row.answer, row.sealed, row.is_kept = sealing.close_words(told, bytes(row.public)), None, is_kept
    row.save(update_fields=["answer", "sealed", "is_kept"])
    return words
