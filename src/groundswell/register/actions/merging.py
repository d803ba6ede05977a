"""Duplicates are merged by a person, and the merge is taken back as if it had not been."""

from django.db import transaction

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register import sentences
from groundswell.register.actions.checking import Originals, record, require_keeping, require_no_copy
from groundswell.register.actions.concerns import NOTHING
from groundswell.register.actions.looking import require_looked_at
from groundswell.register.groups import group_of
from groundswell.register.models import Concern, Merge, MeToo
from groundswell.register.rules import merging
from groundswell.register.rules.merging import Merged, Unmergeable
from groundswell.register.tags import tag_of
from groundswell.register.wordings import paragraphs


@transaction.atomic
def merge_concerns(
    *,
    by: Person,
    duplicate: Concern,
    survivor: Concern,
    reason: str,
    kept: str = "",
    originals: Originals = NOTHING,
) -> Merge:
    """Let one concern stand for another. Nothing is moved: what hangs on the duplicate is read through the survivor.

    Each keeps its own readers: nobody reads more than before. `kept` says why details of the reason that could tell
    who said it may stay. Raises Refused, Marked or Copied.
    """
    require_keeping(by, duplicate)
    require_keeping(by, survivor)
    reason = paragraphs(reason, "reason", longest=2_000)
    refusal = merging.unmergeable(duplicate.id, survivor.id, _merges(), reason=reason)
    if refusal is not None:
        raise Refused(sentences.UNMERGEABLE[refusal], "reason" if refusal is Unmergeable.REASON else "survivor")
    require_no_copy(reason, originals, "reason")
    require_looked_at(by, duplicate, reason, kept=kept, field="reason")
    merge = Merge.objects.create(duplicate=duplicate, survivor=survivor, reason=reason, day=clock.today(), by=by)
    _stand_together()
    _count_everybody_once(survivor)
    record(by, "merge_concerns", duplicate, survivor=survivor.id)
    return merge


@transaction.atomic
def undo_merge(*, by: Person, duplicate: Concern) -> None:
    """Take a merge back: every table of the register is as if it had not been.

    What was written to the survivor meanwhile stays there, as that is where it was written.
    """
    merge = Merge.objects.select_related("survivor").get(duplicate=duplicate)
    require_keeping(by, duplicate)
    survivor = merge.survivor
    merge.delete()
    _stand_together()
    for each in (survivor, duplicate):
        each.refresh_from_db()
        _count_everybody_once(each)
    record(by, "undo_merge", duplicate, survivor=survivor.id)


def _merges() -> list[Merged]:
    return [Merged(*pair) for pair in Merge.objects.values_list("duplicate_id", "survivor_id")]


def _stand_together() -> None:
    """Write down for every duplicate which concern stands for it in the end."""
    wanted = merging.roots(_merges())
    changed = []
    for concern in Concern.objects.filter(id__in=wanted) | Concern.objects.exclude(root=None):
        if concern.root_id != wanted.get(concern.id):
            concern.root_id = wanted.get(concern.id)
            changed.append(concern)
    Concern.objects.bulk_update(changed, ["root"])


def _count_everybody_once(concern: Concern) -> None:
    """Mark the "me too" of people who said it at several concerns of a group.

    Only whoever holds the key file can tell that two are of one person; it is told here, and nowhere kept.
    """
    group = group_of(concern)
    stored = set(MeToo.objects.filter(concern__in=group).values_list("tag", flat=True))
    by_person = ([tag_of(each, person) for each in group] for person in Person.objects.values_list("id", flat=True))
    repeated = merging.repeats([tag for tag in tags if tag in stored] for tags in by_person)
    rows = MeToo.objects.filter(concern__in=group)
    rows.filter(tag__in=repeated, is_repeat=False).update(is_repeat=True)
    rows.filter(is_repeat=True).exclude(tag__in=repeated).update(is_repeat=False)
