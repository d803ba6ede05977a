"""Holding a text against who is here, and against what everybody here reads."""

from collections.abc import Iterable
from functools import cache

from django.db.models import Count

from groundswell.kit import search
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person, RoleAssignment, today_within
from groundswell.people.rules import Audience
from groundswell.register.rules import identification, vocabulary
from groundswell.register.rules.identification import Corpus, Hit, Roster
from groundswell.register.rules.words import stem

# More words than this are looked up for no text; what is left stays a mark, which is the safe side.
_MOST_LOOKED_UP = 60
_EVERYBODY = {Audience.ORGANISATION.value, Audience.PUBLIC.value}


def marks_in(text: str, originals: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Return the details of a text that could tell who said it."""
    return identification.hits(text, roster=roster(), corpus=corpus_for(text), originals=originals)


def roster() -> Roster:
    """Return who could be known by a detail: everybody who was ever here, the cells, roles that one person holds."""
    people_here = list(Person.objects.values_list("name", "email"))
    return Roster(
        people=tuple(name for name, _ in people_here),
        handles=tuple(email.partition("@")[0] for _, email in people_here),
        cells=tuple(Cell.objects.values_list("name", flat=True)),
        roles_of_one=tuple(_roles_of_one()),
    )


def corpus_for(text: str) -> Corpus:
    """Return which of the words of a text are ordinary here: on the list, or in several texts that everybody reads."""
    plain = Corpus(ordinary_forms())
    asked = sorted(identification.candidates(text, plain))[:_MOST_LOOKED_UP]
    return Corpus(ordinary_forms(), {stem(word): len(search.search(word, _EVERYBODY, 2)) for word in asked})


@cache
def ordinary_forms() -> frozenset[str]:
    """Return the ordinary words, and what is left of them without their endings."""
    return vocabulary.ORDINARY | frozenset(stem(word) for word in vocabulary.ORDINARY)


def people_looked_among(text: str, cell: Cell | None) -> int:
    """Return among how many people a reader would look for who said it: the smallest group that the text names.

    The cell that reads it counts as named, and so does every cell in its words; else it is the whole organisation.
    """
    named = set(identification.cells_named(text, {each: each.name for each in Cell.objects.all()}))
    groups = [people.members_of(each).count() for each in named | ({cell} if cell else set())]
    return min(groups, default=people.active_people().count())


def _roles_of_one() -> Iterable[str]:
    held = RoleAssignment.objects.filter(today_within(), person__in=people.active_people())
    counted = held.values_list("role__name").annotate(Count("person", distinct=True)).order_by()
    return [name for name, holders in counted if holders == 1]
