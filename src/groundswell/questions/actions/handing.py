"""Questions are handed to a named team or person: created, accepted, with an outcome. To escalate is one of them."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import policy, sentences
from groundswell.questions.actions.checking import (
    LONGEST_OUTCOME,
    locked,
    locked_hand_off,
    record,
    require_decision,
    require_help,
)
from groundswell.questions.models import HandOff, Item
from groundswell.voices.actions.wording import one_line, paragraphs


@transaction.atomic
def hand_off(*, by: Person, item: Item, person: Person | None = None, team: str = "", note: str = "") -> HandOff:
    """Hand a question to a person, who is asked whether they take it, or to a team outside. Raises Refused.

    Until somebody accepts it waits in the queue like any other, so that nobody outside waits for our asking.
    """
    now = locked(item)
    require_decision(by, now)
    name = one_line(team, "team")
    if (person is None) == (not name):
        raise Refused(_("Name one person, or one team."), "team")
    if person is not None and not person.is_active:
        raise Refused(_("This person is not here any more."), "person")
    if person == by:
        raise Refused(_("Take it yourself instead: nobody has to accept that."), "person")
    if _standing_elsewhere(now).exists():
        raise Refused(_("It is handed off already. Take that back first."))
    said = paragraphs(note, "note") or sentences.standing_in_words(now)
    made = HandOff.objects.create(item=now, person=person, team=name, note=said, by=by, handed_on=clock.today())
    record(by, "hand_off", now.id, hand_off=str(made.id))
    return made


@transaction.atomic
def escalate(*, by: Person, item: Item, note: str = "") -> HandOff:
    """Give a question that is too large for two hours a sprint to the advocates. Twice is once. Raises Refused."""
    require_help(by)
    now = locked(item)
    if policy.may_sort(by):
        raise Refused(_("You are an advocate: it is in your queue already."))
    return _escalated(by, now, paragraphs(note, "note") or sentences.standing_in_words(now))


def escalate_grown(by: Person, item: Item) -> HandOff | None:
    """Give a locked item that has grown large to the advocates, inside the act that says so; an advocate's stays.

    Its note says what is known without asking anybody; whoever had it may write more of it at once.
    """
    if policy.may_sort(by) or item.is_escalated or item.is_handed_off:
        return None
    return _escalated(by, item, sentences.grown_in_words(item))


@transaction.atomic
def note_hand_off(*, by: Person, hand_off: HandOff, note: str) -> HandOff:
    """Say, after handing it on, what is known of it: as long as it has no outcome. Raises Refused."""
    found = locked_hand_off(hand_off)
    if not by.is_active or found.by_id != by.id:
        raise PermissionError
    if found.ended_on is not None:
        raise Refused(_("It has an outcome already. Hand it off anew if it needs more."))
    found.note = paragraphs(note, "note")
    found.save(update_fields=["note"])
    record(by, "note_hand_off", found.item_id, hand_off=str(found.id))
    return found


@transaction.atomic
def accept_hand_off(*, by: Person, hand_off: HandOff) -> HandOff:
    """Accept what was handed over. Twice is once."""
    found = locked_hand_off(hand_off)
    _require_accepting(by, found)
    if found.accepted_on is None:
        found.accepted_on = clock.today()
        found.save(update_fields=["accepted_on"])
        # A person of ours has it like one they took; what a team outside has is out of the queue.
        if found.person_id is not None:
            Item.objects.filter(id=found.item_id).update(assigned=found.person_id)
        elif found.team:
            Item.objects.filter(id=found.item_id).update(is_handed_off=True)
        record(by, "accept_hand_off", found.item_id, hand_off=str(found.id))
    return found


@transaction.atomic
def decline_hand_off(*, by: Person, hand_off: HandOff) -> None:
    """Say no to what was handed over, without a reason: it is in the queue again."""
    found = locked_hand_off(hand_off)
    _require_accepting(by, found)
    if found.ended_on is None:
        _end(found, undone=True)
        record(by, "decline_hand_off", found.item_id, hand_off=str(found.id))


@transaction.atomic
def say_outcome(*, by: Person, hand_off: HandOff, outcome: str) -> HandOff:
    """Say what became of it. The question is in the queue again, so that whoever asked is told. Raises Refused."""
    found = locked_hand_off(hand_off)
    _require_accepting(by, found)
    empty = _("Say in a sentence what became of it: whoever handed it over reads this.")
    found.outcome = one_line(outcome, "outcome", longest=LONGEST_OUTCOME, empty=empty)
    found.accepted_on = found.accepted_on or clock.today()
    found.ended_on = clock.today()
    found.save(update_fields=["outcome", "accepted_on", "ended_on"])
    _let_go(found)
    record(by, "say_outcome", found.item_id, hand_off=str(found.id))
    return found


@transaction.atomic
def undo_hand_off(*, by: Person, hand_off: HandOff) -> None:
    """Take a hand-off back, as long as it has no outcome. Raises Refused."""
    found = locked_hand_off(hand_off)
    if not policy.may_undo(by, found):
        raise PermissionError
    if found.ended_on is not None:
        raise Refused(_("It has an outcome already. Hand it off anew if it needs more."))
    _end(found, undone=True)
    record(by, "undo_hand_off", found.item_id, hand_off=str(found.id))


@transaction.atomic
def note_ticket(*, by: Person, hand_off: HandOff, link: str) -> None:
    """Keep where the ticket of a hand-off stands; the first stays. It stands there, whatever became of this here."""
    if not policy.may_sort(by):
        raise PermissionError
    now = HandOff.objects.select_for_update().get(id=hand_off.id)
    if not now.ticket and link.startswith(("https://", "http://")):
        now.ticket = link[:LONGEST_OUTCOME]
        now.save(update_fields=["ticket"])
        record(by, "note_ticket", now.item_id, hand_off=str(now.id))


@transaction.atomic
def let_go_of_leaver(*, person: Person) -> None:
    """Put back into the queue what somebody had who leaves. Inside the act that ends their access: no line of ours."""
    for each in HandOff.objects.filter(person=person, ended_on=None, undone_on=None):
        _end(each, undone=True)
    Item.objects.filter(assigned=person).update(assigned=None)


def end_hand_offs_to(item: Item, person: UUID) -> None:
    """End what stands of an item with somebody, who gives it back."""
    for each in HandOff.objects.filter(item=item, person=person, ended_on=None, undone_on=None):
        _end(each, undone=True)


def answer_asks(item: Item, taker: Person) -> None:
    """End what somebody else was asked, or had, of an item that a person takes; what they were asked is accepted."""
    for each in _standing_elsewhere(item).exclude(person=None):
        if each.person_id != taker.id:
            _end(each, undone=True)
        elif each.accepted_on is None:
            each.accepted_on = clock.today()
            each.save(update_fields=["accepted_on"])


def _standing_elsewhere(item: Item) -> QuerySet[HandOff]:
    """Return what of an item stands with a person or a team, or is asked of one; the advocates are none."""
    return HandOff.objects.filter(item=item, undone_on=None, ended_on=None).exclude(person=None, team="")


def _escalated(by: Person, item: Item, note: str) -> HandOff:
    standing = HandOff.objects.filter(item=item, person=None, team="", undone_on=None, ended_on=None).first()
    if standing is not None:
        return standing
    made = HandOff.objects.create(item=item, note=note, by=by, handed_on=clock.today())
    item.is_escalated = True
    if item.assigned_id == by.id:
        end_hand_offs_to(item, by.id)
        item.assigned = None
    item.save(update_fields=["is_escalated", "assigned"])
    record(by, "escalate", item.id, hand_off=str(made.id))
    return made


def _require_accepting(by: Person, hand_off: HandOff) -> None:
    if not policy.may_accept(by, hand_off):
        raise PermissionError


def _end(hand_off: HandOff, *, undone: bool) -> None:
    if undone:
        hand_off.undone_on = clock.today()
        hand_off.save(update_fields=["undone_on"])
        if hand_off.person_id is not None:
            Item.objects.filter(id=hand_off.item_id, assigned=hand_off.person_id).update(assigned=None)
    _let_go(hand_off)


def _let_go(hand_off: HandOff) -> None:
    to_advocates = hand_off.person_id is None and not hand_off.team
    changed = {"is_escalated": False} if to_advocates else {"is_handed_off": False}
    Item.objects.filter(id=hand_off.item_id).update(**changed)
