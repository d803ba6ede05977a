"""What is out comes back when somebody behind it objects, or takes back what they said.

Called inside the transaction in which they do it, so that it is gone everywhere at that moment. These writes name
nobody and leave no audit line.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.rules import Audience
from groundswell.register.actions.answers import forget_answers
from groundswell.register.actions.checking import set_audience
from groundswell.register.actions.perspectives import dispute
from groundswell.register.actions.proposing import end
from groundswell.register.actions.readers import put_audience
from groundswell.register.actions.searching import forget
from groundswell.register.models import Change, Item, Perspective, Source, Wording
from groundswell.register.queries import publication as queries
from groundswell.register.queries.ground import without_ground
from groundswell.register.queries.items import is_by_its_holder, items_behind_which, items_from_voice
from groundswell.register.queries.readers import kept_from
from groundswell.register.rules.audience import leaves_the_desk


@transaction.atomic
def take_down_for(*, voice: UUID, item_id: UUID) -> bool:
    """Bring an item back to the desk when its words lost the agreement they need; tell whether that was so.

    A proposal of exactly the words that are refused ends, and is destroyed.
    """
    refused = queries.refused_wording(voice, item_id)
    if refused is not None:
        end(refused, was_refused=True)
    for item in items_from_voice(voice):
        if item.id != item_id:
            continue
        if isinstance(item, Perspective):
            dispute(item)
        if leaves_the_desk(Audience(item.audience)) and without_ground([item]):
            _to_the_desk(item)
            return True
    return False


@transaction.atomic
def take_down_withdrawn(*, voice: UUID) -> None:
    """Bring back to the desk whatever was written with a voice at hand, and remove what was nothing but its words.

    What it said of fixes goes too.
    """
    forget_answers(voice=voice)
    for item in items_behind_which(voice):
        waiting = queries.open_wording(item)
        if waiting is not None:
            end(waiting, was_refused=True)
    for item in items_from_voice(voice):
        if _is_the_voice_itself(item, voice):
            _remove(item)
        elif leaves_the_desk(Audience(item.audience)):
            _to_the_desk(item)


def _to_the_desk(item: Item) -> None:
    before = Audience(item.audience)
    set_audience(item, Audience.ME if kept_from(item) else Audience.ADVOCATE)
    put_audience(item, before=before, reason=_("Somebody behind it does not agree any more."), by=None)


def _is_the_voice_itself(item: Item, voice: UUID) -> bool:
    """Tell whether an item is somebody's own words, typed into their own box, and nothing else is behind it."""
    if not is_by_its_holder(item):
        return False
    return list(Source.objects.filter(item=item.id).values_list("source_id", flat=True)) == [str(voice)]


def _remove(item: Item) -> None:
    forget(item)
    Source.objects.filter(item=item.id).delete()
    Change.objects.filter(item=item.id).delete()
    Wording.objects.filter(item=item.id).delete()
    item.delete()
