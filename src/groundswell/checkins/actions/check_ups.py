"""Check-ups that were made elsewhere: brought in sealed, seen to, converted by somebody's choice, forgotten."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.checkins import policy
from groundswell.checkins.models import CheckUp, CheckUpEnvelope, Conversion
from groundswell.checkins.queries import check_ups as queries
from groundswell.checkins.rules import check_ups as rules
from groundswell.checkins.rules.check_ups import OURS, Scale, Told
from groundswell.kit import audit, clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import texts
from groundswell.kit.sqlite import gone
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused
from groundswell.register import actions as register
from groundswell.register.actions.checking import SourceRef
from groundswell.register.rules.items import SourceKind
from groundswell.voices import queries as voices
from groundswell.voices import rules as voice_rules
from groundswell.voices.queries.proposals import Unlocked
from groundswell.voices.rules import Reader

AT_ONCE = 500


@dataclass(frozen=True)
class Line:
    """One answer to be kept, and the cell that decides who reads it."""

    told: Told
    cell: Cell | None = None


@transaction.atomic
def keep_check_ups(*, by: Person | None, lines: Sequence[Line]) -> int:
    """Seal answers to the readers of today, each to those whose scope holds its cell. Raises Refused without readers.

    The item keys are made first, and looked at again before the answers stand: what a sweep took is made anew.
    """
    readers = voices.readers_today()
    if not voice_rules.may_be_spoken_to(readers):
        raise Refused(
            _("An advocate and an alternate have to open their desks first: only to them can this be sealed.")
        )
    chosen = _Chosen(readers)
    batch = uuid4().hex
    for start in range(0, len(lines), AT_ONCE):
        _store([(rules.written(line.told, batch), chosen.of(line.cell)) for line in lines[start : start + AT_ONCE]])
    audit.record(actor=by.id if by else None, verb="keep_check_ups", context="checkins", answers=len(lines))
    return len(lines)


@transaction.atomic
def open_check_ups(*, unlocked: Unlocked, answers: int) -> None:
    """Count that a desk opened its list: in the log that members see, as every reading is."""
    audit.record(actor=unlocked.reader.pk, verb="open_check_ups", context="checkins", answers=answers)


@transaction.atomic
def see_to(*, unlocked: Unlocked, check_up: UUID) -> None:
    """Note that somebody was helped, or did not want to be: the answer leaves the list. Raises LookupError."""
    changed = CheckUp.objects.filter(id__in=_own(unlocked, [check_up]), seen_to_on=None).update(
        seen_to_on=clock.today()
    )
    if not changed and not _own(unlocked, [check_up]):
        raise LookupError
    if changed:
        audit.record(actor=unlocked.reader.pk, verb="see_to_check_up", context="checkins")


@transaction.atomic
def list_again(*, unlocked: Unlocked, check_up: UUID) -> None:
    """Take back that an answer was seen to. Raises LookupError."""
    if not CheckUp.objects.filter(id__in=_own(unlocked, [check_up])).update(seen_to_on=None):
        raise LookupError
    audit.record(actor=unlocked.reader.pk, verb="list_check_up_again", context="checkins")


@transaction.atomic
def raise_from_check_up(*, unlocked: Unlocked, check_up: UUID, title: str) -> UUID:
    """Make a concern of what somebody said was how we work, in words of one's own; return the concern.

    Raises LookupError for an answer that this desk cannot open or that is personal, Refused, and Copied where the words
    are the answer's own.
    """
    line = next((each for each in queries.opened_check_ups(unlocked) if each.id == check_up), None)
    if line is None or not policy.may_become_a_concern(line.told.cause):
        raise LookupError
    source = SourceRef(SourceKind.CHECK_IN, _("check-up of %(month)s") % {"month": line.told.day.strftime("%Y-%m")})
    originals = {check_up: line.told.reason} if line.told.reason else {}
    concern = register.raise_concern(by=unlocked.reader, title=title, sources=[source], originals=originals)
    return concern.id


@transaction.atomic
def choose_conversion(*, by: Person, scale: Scale) -> None:
    """Choose to read the answers of another scale as if they were on 1 to 10. Raises Refused for our own."""
    if scale == OURS:
        raise Refused(_("These answers are on 1 to 10 already."))
    chosen = {"chosen_by": by, "chosen_on": clock.today()}
    _row, is_new = Conversion.objects.get_or_create(low=scale.low, high=scale.high, defaults=chosen)
    if is_new:
        audit.record(actor=by.pk, verb="choose_conversion", context="checkins", low=scale.low, high=scale.high)


@transaction.atomic
def drop_conversion(*, by: Person, scale: Scale) -> None:
    """Take a conversion back: from now on these answers are compared with no others."""
    if Conversion.objects.filter(low=scale.low, high=scale.high).delete()[0]:
        audit.record(actor=by.pk, verb="drop_conversion", context="checkins", low=scale.low, high=scale.high)


@transaction.atomic
def share_check_ups(*, unlocked: Unlocked) -> int:
    """Seal what this desk opens to its own current key and to readers of the whole organisation who came later."""
    keys = {each.key: each.public for each in voices.readers_today() if each.is_organisation_wide}
    rows = CheckUpEnvelope.objects.filter(key__in=list(unlocked.pairs))
    has = set(CheckUpEnvelope.objects.filter(key__in=list(keys)).values_list("check_up_id", "key"))
    fresh = {
        (row.check_up_id, key): texts.reseal(bytes(row.sealed), unlocked.pairs[row.key], public)
        for row in rows
        for key, public in keys.items()
        if (row.check_up_id, key) not in has
    }
    CheckUpEnvelope.objects.bulk_create(
        [CheckUpEnvelope(check_up_id=row, key=key, sealed=sealed) for (row, key), sealed in fresh.items()],
        batch_size=AT_ONCE,
    )
    audit.record(actor=unlocked.reader.pk, verb="share_check_ups", context="checkins", answers=len(fresh))
    return len(fresh)


@transaction.atomic
def forget_check_ups(*, unlocked: Unlocked) -> int:
    """Delete every answer that this desk can open, for all readers: their keys go, so old backups lose them too."""
    wanted = queries.check_ups_sealed_to(unlocked)
    _destroy(wanted)
    audit.record(actor=unlocked.reader.pk, verb="forget_check_ups", context="checkins", answers=len(wanted))
    return len(wanted)


@transaction.atomic
def destroy_unreadable_check_ups() -> int:
    """Take the envelopes of destroyed desk keys away, and the answers that nobody can open any more. A sweep."""
    sealed_to = set(CheckUpEnvelope.objects.order_by().values_list("key", flat=True).distinct())
    dead = sealed_to - voices.keys_that_open(sealed_to)
    CheckUpEnvelope.objects.filter(key__in=dead).delete()
    unread = list(CheckUp.objects.filter(envelopes=None).values_list("id", flat=True))
    _destroy(unread)
    return len(unread)


class _Chosen:
    """To which readers the answer of a cell goes: everybody whose scope holds it, as for a voice of somebody of it."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self.readers = readers
        self.by_cell: dict[UUID | None, Mapping[UUID, bytes]] = {}

    def of(self, cell: Cell | None) -> Mapping[UUID, bytes]:
        """Return the keys (their public halves by id)."""
        known = cell.id if cell else None
        if known not in self.by_cell:
            own = [cell.id, *people.cells_around(cell)] if cell else []
            ticked = voice_rules.ticked_at_first(self.readers, own)
            self.by_cell[known] = {each.key: each.public for each in self.readers if each.key in ticked}
        return self.by_cell[known]


def _store(closed: Iterable[tuple[Mapping[str, str | int], Mapping[UUID, bytes]]]) -> None:
    wanted = {uuid4(): each for each in closed}
    item_keys = keyring.keys_for(wanted)
    rows, envelopes = [], []
    for item, (content, readers) in wanted.items():
        sealed = texts.seal_text(content, readers=readers.values(), item_key=item_keys[item])
        rows.append(CheckUp(id=item, body=sealed.body))
        envelopes += [
            CheckUpEnvelope(check_up_id=item, key=key, sealed=sealed.envelopes[p]) for key, p in readers.items()
        ]
    CheckUp.objects.bulk_create(rows)
    CheckUpEnvelope.objects.bulk_create(envelopes)
    # Asked while this transaction holds its lock: a sweep of item keys runs before it or after it, never between.
    if keyring.keys_of(wanted) != item_keys:
        raise Refused(_("A tidying was in the way, and nothing was kept. Try again."))


def _own(unlocked: Unlocked, check_ups: Collection[UUID]) -> list[UUID]:
    rows = CheckUpEnvelope.objects.filter(check_up__in=list(check_ups), key__in=list(unlocked.pairs))
    return list(rows.values_list("check_up_id", flat=True))


def _destroy(check_ups: Sequence[UUID]) -> None:
    if not check_ups:
        return
    for start in range(0, len(check_ups), AT_ONCE):
        CheckUp.objects.filter(id__in=check_ups[start : start + AT_ONCE]).delete()
    transaction.on_commit(lambda: keyring.shred(*check_ups))
    gone.erase(was_indexed=False)
