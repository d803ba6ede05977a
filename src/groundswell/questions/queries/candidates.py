"""What the time box chooses from: of all that waits the heaviest, weighed in the database as `rules.box` weighs it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils import timezone

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.questions import policy
from groundswell.questions.models import Item
from groundswell.questions.queries import queue
from groundswell.questions.rules import box as rules
from groundswell.questions.rules.box import DAYS_OF, Candidate, Reason
from groundswell.questions.rules.lists import WAITING, Lists, age_in_days

# Of each list so many: none that is lighter fits into a box before them.
CONSIDERED = 200
_THEIRS = frozenset({Lists.ON_US, Lists.AFTERWARDS})
_OLDER = Item.objects.filter(
    queue.THERE, author__identity=OuterRef("author__identity"), opened_at__lt=OuterRef("opened_at")
)
_IS_NEWCOMER = Q(author__isnull=False) & ~Exists(_OLDER)


def candidates(
    person: Person, away: Collection[UUID], past: Mapping[str, Sequence[int]]
) -> tuple[list[Candidate], dict[str, Item]]:
    """Return what somebody could answer now, with the items behind the keys. Four queries.

    What somebody else has who is here is theirs; what was escalated is the advocates'.
    """
    found: dict[str, Item] = {}
    for which in WAITING:
        for item in _heaviest(which, person, away, past):
            found.setdefault(f"{item.id:012}", item)
    newcomers = _newcomers(found.values())
    told = [_candidate(key, item, away, past, is_newcomer=item.pk in newcomers) for key, item in found.items()]
    return told, found


def asked_on(item: Item) -> date:
    """Return the day on which something was asked."""
    return timezone.localtime(item.opened_at).date() if item.opened_at else clock.today()


def _newcomers(items: Iterable[Item]) -> set[int]:
    """Return those of these whose author had asked nothing before: of what was chosen, not of all that waits."""
    chosen = Item.objects.filter(_IS_NEWCOMER, id__in=[item.pk for item in items])
    return set(chosen.values_list("id", flat=True))


def _candidate(
    key: str, item: Item, away: Collection[UUID], past: Mapping[str, Sequence[int]], *, is_newcomer: bool
) -> Candidate:
    is_theirs, is_known = (getattr(item, name) for name in ("is_theirs", "is_known"))
    return Candidate(
        key=key,
        size=rules.size_from(past.get(item.kind, ()), item.estimate_minutes),
        age_days=age_in_days(asked_on(item), clock.today()),
        is_theirs=bool(is_theirs),
        is_unanswered=item.first_ours_at is None,
        is_known=bool(is_known),
        is_newcomer=is_newcomer,
        is_left_behind=item.assigned_id in away,
    )


def _heaviest(
    which: Lists, person: Person, away: Collection[UUID], past: Mapping[str, Sequence[int]]
) -> QuerySet[Item]:
    rows = queue.listed(which, reader=person).select_related(None).select_related("author")
    rows = rows.filter(Q(assigned=None) | Q(assigned=person) | Q(assigned__in=list(away)))
    if not policy.may_sort(person):
        rows = rows.filter(is_escalated=False)
    theirs = Q(first_ours_at__isnull=False) if which in _THEIRS else Q(pk=None)
    rows = rows.annotate(is_theirs=_days(theirs, 1), is_known=_days(Q(finding__is_repeat=True), 1))
    weight = _age() + _size(past)
    weight += F("is_theirs") * DAYS_OF[Reason.THEIRS]
    weight += _days(Q(first_ours_at=None), DAYS_OF[Reason.UNANSWERED])
    weight += F("is_known") * DAYS_OF[Reason.KNOWN]
    weight += _days(_IS_NEWCOMER, DAYS_OF[Reason.NEWCOMER])
    weight += _days(Q(assigned__in=list(away)), DAYS_OF[Reason.AWAY])
    return rows.annotate(weight=weight).order_by("-weight", "id")[:CONSIDERED]


def _days(holds: Q | Combinable, days: int) -> Case:
    return Case(When(holds, then=Value(days)), default=Value(0), output_field=IntegerField())


def _age() -> Case:
    """Return for how many days something has waited, at most as many as count."""
    today = clock.today()
    cuts = [
        When(opened_at__lt=clock.midnight(today - timedelta(days=days - 1)), then=Value(days))
        for days in range(rules.LONGEST_AGE, 0, -1)
    ]
    return Case(*cuts, default=Value(0), output_field=IntegerField())


def _size(past: Mapping[str, Sequence[int]]) -> Case:
    """Return what the likely size takes off."""
    known = [
        When(kind=kind, then=Value(-(round(median(minutes)) // rules.HALF_HOUR)))
        for kind, minutes in sorted(past.items())
        if len(minutes) >= rules.ENOUGH
    ]
    guessed = Value(-(rules.UNMEASURED[1] // rules.HALF_HOUR))
    said = When(estimate_minutes__isnull=False, then=F("estimate_minutes") / -rules.HALF_HOUR)
    return Case(said, *known, default=guessed, output_field=IntegerField())
