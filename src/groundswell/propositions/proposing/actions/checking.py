"""What every act on a proposition asks first."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Decision, Part, Proposition
from groundswell.propositions.proposing import policy
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.register.actions.checking import require_no_copy
from groundswell.register.actions.looking import require_nobody_told
from groundswell.voices.actions import wording

LONGEST_TEXT = 15_000
LONGEST_REASON = 2_000

# The words of the sealed voices behind items, as an unlocked desk has them; None where the desk is locked.
type Originals = Mapping[UUID, str] | None


class Stale(Refused):
    """Somebody changed it meanwhile. What was typed is kept, and stands beside what is there now."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this since you opened it. Nothing of yours is lost: compare below, then save again.")
        )


def locked(proposition: Proposition) -> Proposition:
    """Return a proposition as it is now, locked until the end of the transaction."""
    return Proposition.objects.select_for_update().get(id=proposition.id)


def opened(by: Person, proposition: Proposition, revision: int | None = None) -> Proposition:
    """Return a proposition that this advocate may write at, locked. Raises Stale where it was changed meanwhile."""
    require_advocate(by)
    now = locked(proposition)
    if revision is not None and now.revision != revision:
        raise Stale
    return now


def changed(proposition: Proposition) -> None:
    """Count a change of the draft."""
    proposition.revision += 1
    proposition.save(update_fields=["revision"])


def require_advocate(by: Person) -> None:
    """Refuse whoever is no advocate; views answered 404 before, so this guards against mistakes."""
    if not policy.may_write(by):
        raise PermissionError


def require_undecided(part: Part) -> None:
    """Refuse to change what was decided."""
    newest = Decision.objects.filter(part=part).order_by("-number").first()
    if newest is not None and newest.outcome != Outcome.LATER:
        raise Refused(_("This part is decided, so its words stay. Write what is new into another part."))


def require_own_words(texts: Sequence[str], originals: Originals, field: str) -> None:
    """Refuse words that share five in a row with what was said in confidence."""
    for text in texts:
        require_no_copy(text, originals or {}, field)


def require_details_seen(by: Person, thing: UUID, text: str, *, kept: str, field: str) -> None:
    """Refuse words that everybody reads, while a name, a handle or a role of one in them waits for a person's look.

    `kept` is the person's reason why they may stay; the log keeps their kinds, never the words. Raises Marked.
    """
    hits = require_nobody_told(text, kept=kept, field=field)
    if hits:
        record(by, "keep_details", thing, marks=sorted({hit.mark.value for hit in hits}))


def paragraphs(text: str, field: str, *, longest: int = LONGEST_TEXT, empty: str = "") -> str:
    """Return text of any number of lines, as long as a proposition may be. Raises Refused."""
    return wording.paragraphs(text, field, longest=longest, empty=empty)


def record(by: Person | None, verb: str, thing: UUID, **changes: object) -> None:
    """Add the audit line. Changes hold ids, states and numbers, never words."""
    audit.record(actor=by.id if by else None, verb=verb, context="propositions", object_id=thing, **changes)
