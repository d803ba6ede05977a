"""What every write of the register asks first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.models import Change, Concern, Idea, Item, Merge, Perspective
from groundswell.register.rules import audience as readers
from groundswell.register.rules import identification
from groundswell.register.rules.identification import Hit, Original
from groundswell.register.rules.items import SourceKind, What

type Originals = Mapping[UUID, Original]


@dataclass(frozen=True)
class SourceRef:
    """What an item came from: a voice by its id, or whatever names it where it was said.

    `reach` is the key of the audience that could read it there; None where nothing is known but its kind.
    """

    kind: SourceKind
    id: str
    reach: str | None = None

    @classmethod
    def voice(cls, voice: UUID) -> "SourceRef":
        """Return a reference to a voice. Whether it came by mail, the voices know."""
        return cls(SourceKind.VOICE, str(voice))


class Marked(Refused):
    """A text that others will read holds details that could tell who said it; a person must look at each."""

    hits: tuple[Hit, ...]

    def __init__(self, hits: Sequence[Hit], field: str) -> None:
        super().__init__(_("Some details here could tell who said it. Rewrite them, or say why they may stay."), field)
        self.hits = tuple(hits)


class Copied(Marked):
    """A text shares five words in a row with a sealed voice: it would lie open where those words are sealed."""

    def __init__(self, hits: Sequence[Hit], field: str) -> None:
        super().__init__(hits, field)
        self.sentence = _("Five words in a row are the author's own. Write them anew: what is sealed stays sealed.")
        self.args = (self.sentence,)


def require_keeping(by: Person, item: Item) -> None:
    """Refuse somebody who does not keep this item; views answered 404 before, so this guards against mistakes."""
    if not policy.may_keep(policy.reading_of(by), item):
        raise PermissionError


def require_standing(concern: Concern) -> None:
    """Refuse to change a concern that another one stands for: it would change where nobody looks."""
    if Merge.objects.filter(duplicate=concern).exists():
        raise Refused(_("This concern stands in another one. Change that one, or undo the merge first."))


def require_no_copy(text: str, originals: Originals, field: str) -> None:
    """Refuse words that share five in a row with a sealed voice."""
    hits = tuple(identification.copied(text, originals.values()))
    if hits:
        raise Copied(hits, field)


def key_for(item: Item, audience: Audience, cell: Cell | None) -> str:
    """Return the key that an audience gives this item. Raises Refused for one cell without its name."""
    if audience is Audience.CELL and cell is None:
        raise Refused(_("Choose which cell may read it."), "cell")
    return readers.key_of(audience, person=item.written_by_id, cell=cell.id if cell else None)


def set_audience(item: Item, audience: Audience, cell: Cell | None = None) -> None:
    """Put an audience on an item, without saving it."""
    item.audience_key = key_for(item, audience, cell)
    item.audience = audience
    item.cell = cell if audience is Audience.CELL else None


def start(item: Item, by: Person, audience: Audience) -> None:
    """Give a new item its writer and its first readers: nobody beyond the desk."""
    if readers.leaves_the_desk(audience):
        raise Refused(_("Everything starts at the desk. Widen it when it stands there."), "audience")
    require_own_sight(by, audience)
    item.written_by, item.written_on = by, clock.today()
    set_audience(item, audience)


def require_own_sight(by: Person, audience: Audience) -> None:
    """Refuse an alternate to give something to the advocates: they would not see it themselves any more."""
    if audience is Audience.ADVOCATE and not policy.reading_of(by).is_advocate:
        raise Refused(
            _("You would not see it yourself any more. Keep it to yourself, or publish its words."), "audience"
        )


def note_change(
    item: Item, what: What, *, before: str, after: str, reason: str, by: Person | None, pointer: str = ""
) -> Change:
    """Add a line to the history of an item whose row the caller has locked."""
    last = Change.objects.filter(item=item.id).order_by("-number").values_list("number", flat=True).first()
    return Change.objects.create(
        kind=item.KIND,
        item=item.id,
        number=(last or 0) + 1,
        what=what,
        before=before,
        after=after,
        reason=reason,
        pointer=pointer,
        day=clock.today(),
        by=by,
        audience_key=item.audience_key,
    )


def record(by: Person, verb: str, item: Item | UUID, **changes: object) -> None:
    """Add the audit line. Changes hold ids, states and numbers, never words."""
    object_id = item if isinstance(item, UUID) else item.id
    audit.record(actor=by.id, verb=verb, context="register", object_id=object_id, **changes)


def take_name_off(item: Item, by: Person) -> None:
    """Take the name of whose words they were off words that somebody else has written: they stand by them anew."""
    if not isinstance(item, (Idea, Perspective)) or item.holder_id in {None, by.id}:
        return
    if item.written_by_id == item.holder_id:
        item.written_by = by
    if isinstance(item, Idea):
        item.holder = None
        item.save(update_fields=["written_by", "holder"])
    else:
        item.is_named = False
        item.save(update_fields=["written_by", "is_named"])
