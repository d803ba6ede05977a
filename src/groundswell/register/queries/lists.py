"""Lists: in one order, of what somebody may read, with as many queries for one row as for fifty."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet

from groundswell.kit import search
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.search.words import asked, tokens
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.models import Bearing, Concern, ConcernTheme, Evidence, Theme
from groundswell.register.policy import Reading
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.support import bands_of
from groundswell.register.rules.audience import AT_THE_DESK
from groundswell.register.rules.bands import Band
from groundswell.register.rules.concerns import State

A_PAGE = 25
MOST_FOUND = 200
MOST_LOOKED_THROUGH = 500


@dataclass(frozen=True)
class ConcernLine:
    """One concern in a list."""

    concern: Concern
    themes: tuple[str, ...]
    me_too: Band


@dataclass(frozen=True)
class EvidenceLine:
    """One entry of the shelf, with the concerns that it bears on and that the reader may read."""

    entry: Evidence
    concerns: tuple[Concern, ...]


def concerns_for(
    reading: Reading, *, states: Collection[State] = (), theme: UUID | None = None, words: str = ""
) -> QuerySet[Concern]:
    """Return the concerns that somebody may read, what moved last first; of some states only, where any are named."""
    rows = standing(reading)
    if states:
        rows = rows.filter(state__in=states)
    if theme is not None:
        rows = rows.filter(Exists(ConcernTheme.objects.filter(concern=OuterRef("pk"), theme=theme)))
    if words.strip():
        rows = rows.filter(id__in=_found(reading, words))
    return rows.order_by("-moved_on", "id")


def concerns_kept_by(person: Person, most: int = 100) -> list[Concern]:
    """Return the concerns under which somebody can note something, what moved last first."""
    reading = policy.reading_of(person)
    found = as_shown(concerns_for(reading)[:most], reading)
    withheld = policy.not_given(reading, found)
    return [each for each in found if policy.keeps_by_role(reading, each) and each.id not in withheld]


def concerns_read_by(person: Person, most: int = 100) -> list[Concern]:
    """Return the concerns that somebody may read, what moved last first; private notes are not among them."""
    rows = concerns_for(policy.reading_of(person)).exclude(audience=Audience.ME)
    return list(rows[:most])


def standing(reading: Reading) -> QuerySet[Concern]:
    """Return the concerns that somebody may read and that no other one stands for, in no order."""
    return policy.visible(Concern.objects.filter(root=None), reading)


def page_of_concerns(
    rows: QuerySet[Concern], reading: Reading, number: str | int, *, total: int | None = None
) -> tuple[Page[Concern], Sequence[ConcernLine]]:
    """Return a page of concerns and its lines. Five queries, however many rows; four where the `total` is known."""
    paginator = Paginator(rows.defer("text"), A_PAGE)
    if total is not None:
        paginator.count = total
    page = paginator.get_page(number)
    concerns = as_shown(page.object_list, reading)
    ids = [concern.id for concern in concerns]
    themes, me_too = themes_of(ids), bands_of(ids, reading)
    return page, [ConcernLine(each, themes.get(each.id, ()), me_too[each.id]) for each in concerns]


def themes_of(concerns: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the names of the themes of each concern. One query."""
    found: dict[UUID, tuple[str, ...]] = {}
    for concern, name in _themes(concerns=concerns):
        found[concern] = (*found.get(concern, ()), name)
    return found


@prepared
def _themes(given: Given) -> QuerySet[ConcernTheme, tuple[UUID, str]]:
    rows = ConcernTheme.objects.filter(concern__among=given.concerns).order_by("theme__name")
    return rows.values_list("concern_id", "theme__name")


@prepared
def _states(given: Given) -> QuerySet[Concern, tuple[str, int]]:
    rows = Concern.objects.filter(root=None, audience_key__among=given.keys)
    return rows.values_list("state").annotate(Count("id")).order_by()


def themes_offered() -> QuerySet[Theme]:
    """Return the themes that can be given today."""
    return Theme.objects.filter(retired_on=None)


def themes_with_counts() -> QuerySet[Theme]:
    """Return every theme with `times`: to how many concerns it is given."""
    return Theme.objects.annotate(times=Count("given"))


def states_counted(reading: Reading) -> dict[State, int]:
    """Return how many of the concerns that somebody may read stand where. One query."""
    counted = {State(state): count for state, count in _states(keys=reading.keys)}
    return {state: counted.get(state, 0) for state in State}


def counted_for_everybody() -> dict[State, int]:
    """Return how many of the concerns that everybody in the organisation may read stand where. One query."""
    return states_counted(Reading(None, frozenset({Audience.PUBLIC.value, Audience.ORGANISATION.value})))


def page_of_evidence(reading: Reading, number: str | int) -> tuple[Page[Evidence], Sequence[EvidenceLine]]:
    """Return a page of the shelf, what was put there last first, and its lines."""
    rows = policy.visible(Evidence.objects.order_by("-written_on", "id"), reading)
    page = Paginator(rows, A_PAGE).get_page(number)
    entries = as_shown(page.object_list, reading)
    bearings = Bearing.objects.filter(evidence__in=entries, concern__audience_key__in=reading.keys)
    found: dict[UUID, tuple[Concern, ...]] = {}
    listed = list(bearings.select_related("concern"))
    as_shown((each.concern for each in listed), reading)
    for each in sorted(listed, key=lambda bearing: bearing.concern.title):
        found[each.evidence_id] = (*found.get(each.evidence_id, ()), each.concern)
    return page, [EvidenceLine(entry, found.get(entry.id, ())) for entry in entries]


def of_the_desk(reading: Reading) -> list[Concern]:
    """Return the newest concerns that only the desk reads, as far as somebody may. One query, none for a member."""
    if not reading.at_the_desk:
        return []
    rows = policy.visible(Concern.objects.filter(audience__in=AT_THE_DESK), reading)
    return list(rows.order_by("-moved_on", "id")[:MOST_LOOKED_THROUGH])


def holds(text: str, words: str) -> bool:
    """Tell whether a text holds all these words, or words that begin like them, as search does."""
    there = set(tokens(text))
    wanted = asked(words)
    return bool(wanted) and all(any(each.startswith(word) for each in there) for word in wanted)


def _found(reading: Reading, words: str) -> set[UUID]:
    """Return the concerns that search finds, each through the one that stands for it; two queries.

    Those of the desk are in no index, and so are looked through: the newest, by the same words.
    """
    hits = search.search(words, set(reading.keys), MOST_FOUND)
    ids = {UUID(hit.object_id) for hit in hits if hit.context == "register"}
    ids |= {each.id for each in of_the_desk(reading) if holds(each.said, words)}
    # Found by its words, what is not shown now would tell them.
    shown = (each for each in as_shown(Concern.objects.filter(id__in=ids), reading) if not each.is_withheld)
    return {each.root_id or each.id for each in shown}
