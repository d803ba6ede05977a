"""Who is who: identities are made one, that is undone, they are kept apart, and linked to a member."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import policy
from groundswell.questions.actions import standing
from groundswell.questions.actions.checking import record
from groundswell.questions.models import Apart, Author, Identity, Merge


@transaction.atomic
def merge(*, by: Person, kept: Identity, other: Identity) -> Merge:
    """Make two identities one: the authors of `other` belong to `kept` from now on. Raises Refused."""
    _require(by)
    if kept.id == other.id:
        raise Refused(_("These are one already."))
    one, two = _locked(kept.id), _locked(other.id)
    if one.person_id and two.person_id and one.person_id != two.person_id:
        raise Refused(_("These are linked to two members. Take one of the links away first."))
    made = make_one(by=by, one=one, two=two, at=clock.now())
    record(by, "merge_identities", one.id, other=made.other)
    return made


def make_one(*, by: Person | None, one: Identity, two: Identity, at: datetime) -> Merge:
    """Make two identities one, inside a transaction; without `by` it is the source that says so."""
    authors = sorted(two.authors.values_list("id", flat=True))
    before = {"kept": _row(one), "other": _row(two), "authors": authors}
    made = Merge.objects.create(kept=one.id, other=two.id, before=before, by=by, at=at)
    Author.objects.filter(identity=two).update(identity=one)
    one.person_id = one.person_id or two.person_id
    one.name = one.name or two.name
    one.save()
    two.delete()
    _stand_anew(one)
    return made


@transaction.atomic
def undo_merge(*, by: Person, merge: Merge) -> None:
    """Make two of one again, as they were. Raises Refused where a later merge stands upon it."""
    _require(by)
    now = Merge.objects.select_for_update().filter(id=merge.id).first()
    if now is None:
        return
    both = (now.kept, now.other)
    if Merge.objects.filter(id__gt=now.id, kept__in=both).exists() or (
        Merge.objects.filter(id__gt=now.id, other__in=both).exists()
    ):
        raise Refused(_("One of these was merged again later. Undo that first."))
    one = _locked(now.kept)
    two = Identity.objects.create(**_fields(now.before["other"]))
    Author.objects.filter(id__in=now.before["authors"], identity=one).update(identity=two)
    Identity.objects.filter(id=one.id).update(**_fields(now.before["kept"]))
    now.delete()
    _stand_anew(one, two)
    record(by, "undo_merge", one.id, other=two.id)


@transaction.atomic
def keep_apart(*, by: Person, one: Identity, other: Identity) -> None:
    """Say that two identities are two people."""
    _require(by)
    first, second = sorted((one.id, other.id))
    _pair, is_new = Apart.objects.get_or_create(one=first, other=second)
    if is_new:
        record(by, "keep_apart", first, other=second)


@transaction.atomic
def link(*, by: Person, identity: Identity, person: Person | None) -> None:
    """Say which member an identity is, or that it is none: from then on, what it writes is ours."""
    _require(by)
    now = _locked(identity.id)
    if now.person_id == (person.id if person else None):
        return
    now.person = person
    now.save(update_fields=["person"])
    _stand_anew(now)
    record(by, "link_identity", now.id)


def _require(by: Person) -> None:
    if not policy.may_sort(by):
        raise PermissionError


def _locked(number: int) -> Identity:
    found = Identity.objects.select_for_update().filter(id=number).first()
    if found is None:
        raise Refused(_("This was merged or erased in between. Look again."))
    return found


def _row(identity: Identity) -> dict[str, object]:
    person = str(identity.person_id) if identity.person_id else None
    return {"id": identity.id, "name": identity.name, "person": person}


def _fields(row: dict[str, object]) -> dict[str, object]:
    person = row["person"]
    is_here = person is not None and Person.objects.filter(id=str(person)).exists()
    return {"id": row["id"], "name": row["name"], "person_id": person if is_here else None}


def _stand_anew(*identities: Identity) -> None:
    authors = Author.objects.filter(identity__in=identities).values_list("id", flat=True)
    standing.stand_anew(standing.items_of(authors))
