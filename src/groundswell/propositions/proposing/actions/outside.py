"""The words of a proposition are let out to people outside: after those behind it, and after a look at each detail."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Proposition
from groundswell.propositions.proposing.actions.checking import opened, record, require_details_seen
from groundswell.propositions.proposing.closed import mark_of
from groundswell.propositions.proposing.exports.leaving import leaving, text_outside
from groundswell.propositions.proposing.exports.outside import inside
from groundswell.propositions.proposing.rules.outside import Inside


@transaction.atomic
def let_outside(*, by: Person, proposition: Proposition, kept: str = "") -> None:
    """Let exactly these words out. Raises Refused, and Marked while a detail in them waits for a person's look."""
    now = opened(by, proposition)
    found = leaving(by, now, outside=True)
    if found is None:
        raise Refused(_("Nobody has read it yet. Publish it first."))
    if inside(found) is Inside.CONTRIBUTORS:
        raise Refused(_("Whoever is behind it reads it first: seven days from the next weekly letter."))
    text = text_outside(found)
    require_details_seen(by, now.id, text, kept=kept, field="")
    now.let_out = mark_of(text)
    now.save(update_fields=["let_out"])
    record(by, "let_outside", now.id, version=found.version.number)
