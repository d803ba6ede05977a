"""Writes about action items, one function a use case."""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import closing
from groundswell.talks.action_items.copying import is_copied
from groundswell.talks.action_items.rules import Ending
from groundswell.talks.models import ActionItem, Meeting

LONGEST_TEXT = 500
LONGEST_OWNER = 200


@transaction.atomic
def raise_item(
    *,
    by: Person,
    meeting: Meeting,
    text: str,
    owner: str = "",
    person: Person | None = None,
    due_on: date | None = None,
) -> ActionItem:
    """Note something to do. Somebody here (`person`) is asked whether they do it; nothing is assigned."""
    text = _sound(text)
    if due_on is not None and due_on < meeting.held_on:
        raise Refused(_("This day was before the meeting. Until when is it to be done?"), "due_on")
    _require_own_words(by, meeting, text, owner)
    item = ActionItem(id=uuid4(), series_id=meeting.series_id, raised_at=meeting, due_on=due_on)
    item.tag = closing.tag_of(item.id, person.id) if person else None
    item.body = closing.close(item.id, {"text": text, "owner": person.name if person else owner[:LONGEST_OWNER]})
    item.save()
    audit.record(actor=by.id, verb="raise_item", context="talks", object_id=item.id)
    return item


@transaction.atomic
def rewrite_item(*, by: Person, item: ActionItem, text: str) -> None:
    """Write an item anew whose words were taken back: then whoever reads its meetings reads it again."""
    found = ActionItem.objects.select_for_update(of=("self",)).select_related("raised_at__series").get(id=item.id)
    text = _sound(text)
    _require_own_words(by, found.raised_at, text)
    owner = _content(found).get("owner", "") if found.tag else ""
    found.body = closing.close(found.id, {"text": text, "owner": owner})
    found.save(update_fields=["body"])
    audit.record(actor=by.id, verb="rewrite_item", context="talks", object_id=found.id)


@transaction.atomic
def accept_item(*, item: ActionItem) -> None:
    """Take on what one was asked to do."""
    ActionItem.objects.filter(id=item.id, ending=Ending.NONE, tag__isnull=False).update(is_accepted=True)


@transaction.atomic
def decline_item(*, item: ActionItem) -> None:
    """Leave to others what one was asked to do, or had taken on. It stays open, without an owner."""
    found = ActionItem.objects.select_for_update(of=("self",)).get(id=item.id)
    found.tag, found.is_accepted = None, False
    found.body = closing.close(found.id, {**_content(found), "owner": ""})
    found.save(update_fields=["tag", "is_accepted", "body"])


@transaction.atomic
def ask_to_do(*, by: Person, item: ActionItem, person: Person) -> None:
    """Ask somebody to do what nobody has taken on; what somebody else was asked first stays with them."""
    found = ActionItem.objects.select_for_update(of=("self",)).get(id=item.id)
    if found.tag is not None or found.ending != Ending.NONE:
        raise Refused(_("Somebody is asked already, or it has ended."), "person")
    found.tag = closing.tag_of(found.id, person.id)
    found.body = closing.close(found.id, {**_content(found), "owner": person.name})
    found.save(update_fields=["tag", "body"])
    audit.record(actor=by.id, verb="ask_to_do", context="talks", object_id=found.id)


@transaction.atomic
def end_item(*, item: ActionItem, ending: Ending, reason: str = "", by: Person | None = None) -> None:
    """Say that an item is done, or given up and why. `by` is its keeper; an owner's word writes no line in the log."""
    if ending == Ending.NONE:
        raise Refused(_("Choose one of the answers."), "ending")
    reason = " ".join(reason.split())
    if ending == Ending.GIVEN_UP and not reason:
        raise Refused(_("Say in a few words why it is given up. It stands at the next meeting."), "reason")
    found = ActionItem.objects.select_for_update(of=("self",)).select_related("raised_at__series").get(id=item.id)
    if found.ending != Ending.NONE:
        return
    # Only who keeps the meetings reads what is not shared; to anybody else a refusal would tell what was said.
    if by is not None and reason:
        _require_own_words(by, found.raised_at, reason, field="reason")
    found.ending, found.ended_on = ending, clock.today()
    found.body = closing.close(found.id, {**_content(found), "reason": reason[:LONGEST_TEXT]})
    found.save(update_fields=["ending", "ended_on", "body"])
    if by is not None:
        audit.record(actor=by.id, verb="end_item", context="talks", object_id=found.id, ending=ending)


def _sound(typed: str) -> str:
    text = " ".join(typed.split())
    if not text or len(text) > LONGEST_TEXT:
        raise Refused(_("Say in at most 500 characters what is to be done."), "text")
    return text


def _require_own_words(by: Person, meeting: Meeting, *texts: str, field: str = "text") -> None:
    if is_copied(by, meeting, *texts):
        raise Refused(_("These are the words of somebody whose yes does not go so far. Use words of your own."), field)


def _content(item: ActionItem) -> dict[str, str]:
    content: dict[str, str] = closing.opened(closing.keys_of([item.id]), item.id, item.body) or {}
    return content
