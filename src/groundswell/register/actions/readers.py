"""Who reads an item changes by an act, with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.sqlite import gone
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import sentences
from groundswell.register.actions.checking import (
    Originals,
    key_for,
    note_change,
    record,
    require_keeping,
    require_no_copy,
    require_own_sight,
    set_audience,
)
from groundswell.register.actions.concerns import NOTHING
from groundswell.register.actions.looking import require_looked_at
from groundswell.register.actions.searching import show
from groundswell.register.actions.sources import require_given
from groundswell.register.closed import is_the_desks
from groundswell.register.models import Item, Wording
from groundswell.register.rules import audience as rules
from groundswell.register.rules.items import What
from groundswell.register.wordings import paragraphs, words_of


@transaction.atomic
def change_audience(
    *,
    by: Person,
    item: Item,
    audience: Audience,
    reason: str,
    cell: Cell | None = None,
    kept: str = "",
    originals: Originals = NOTHING,
) -> None:
    """Narrow who reads an item, or share it between desks. To go beyond the desk, words are proposed and published.

    `kept` says why details of the reason that could tell who said it may stay. Raises Refused, Marked or Copied.
    """
    require_keeping(by, item)
    before = Audience(item.audience)
    if audience is Audience.ME and item.written_by_id != by.id:
        raise Refused(_("Only whoever wrote it down can keep it to themselves."), "audience")
    require_own_sight(by, audience)
    same = key_for(item, audience, cell) == item.audience_key
    if rules.widens(before, audience, same_key=same) and rules.leaves_the_desk(audience):
        raise Refused(_("More people would read it. Propose its words for them: they are checked, then published."))
    reason = paragraphs(reason, "reason", longest=2_000)
    unclear = rules.unclear(same_key=same, reason=reason)
    if unclear is not None:
        raise Refused(sentences.UNCLEAR[unclear], "reason" if unclear is rules.Unclear.REASON else "audience")
    require_no_copy(reason, originals, "reason")
    if rules.leaves_the_desk(audience):
        require_looked_at(by, item, reason, kept=kept, field="reason")
    set_audience(item, audience, cell)
    require_given(item)
    put_audience(item, before=before, reason=reason, by=by)
    record(by, "change_audience", item, before=before, after=audience)


def put_audience(item: Item, *, before: Audience, reason: str, by: Person | None) -> None:
    """Save the audience that an item carries, and say so in its history and in search.

    What comes back to the desk is nowhere left as it was out: not among published proposals, and not in the index.
    """
    # The words, too: they lie closed at the desk, and open beyond it.
    item.save(update_fields=["audience", "cell", "audience_key", *words_of(item)])
    note_change(item, What.AUDIENCE, before=before, after=item.audience, reason=reason, by=by)
    show(item)
    if is_the_desks(item) and rules.leaves_the_desk(before):
        Wording.objects.filter(item=item.id).exclude(published_on=None).update(content={})
        gone.erase()
