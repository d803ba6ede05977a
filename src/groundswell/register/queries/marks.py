"""Holding a text against who is here, and against what everybody here reads."""

import re
from collections.abc import Iterable
from functools import cache
from html import unescape

from django.db.models import Count

from groundswell.kit import search
from groundswell.people import queries as people
from groundswell.people.models import Person, RoleAssignment, today_within
from groundswell.people.rules import Audience
from groundswell.register.models import OrdinaryWord
from groundswell.register.models.thread import Post
from groundswell.register.rules import identification, vocabulary
from groundswell.register.rules.identification import Corpus, Hit, Mark, Original, Roster
from groundswell.register.rules.words import stem

# More words than this are looked up for no text; what is left stays a mark, which is the safe side.
_MOST_LOOKED_UP = 60
_MOST_TEXTS = 8
_MARKED = re.compile("<mark>(.*?)</mark>")
_EVERYBODY = {Audience.ORGANISATION.value, Audience.PUBLIC.value}


def marks_in(text: str, originals: Iterable[Original] = ()) -> tuple[Hit, ...]:
    """Return the details of a text that could tell who said it."""
    return identification.hits(text, roster=roster(), corpus=corpus_for(text), originals=originals)


def details_in(text: str) -> tuple[Hit, ...]:
    """Return the details in words that somebody wrote for everybody: names, handles, roles of one, and the like.

    Rare words say nothing there of who is behind it, so none is looked up.
    """
    found = identification.hits(text, roster=roster(), corpus=Corpus(ordinary_forms() | _own_forms()))
    return tuple(hit for hit in found if hit.mark not in {Mark.RARE, Mark.LANGUAGE})


def roster() -> Roster:
    """Return who could be known by a detail: everybody who was ever here, the cells, roles that one person holds.

    And whoever wrote in what was brought in: their names and handles stand there, and they need not be people here.
    """
    people_here = list(Person.objects.values_list("name", "email"))
    wrote = {name for each in Post.objects.values_list("handle", "name").distinct() for name in each if name}
    names, handles = identification.authors(wrote, ordinary=ordinary_forms() | _own_forms())
    return Roster(
        people=(*(name for name, _ in people_here), *names),
        handles=(*(email.partition("@")[0] for _, email in people_here), *handles),
        cells=tuple(name for _cell, name in people.names_of_cells()),
        roles_of_one=tuple(_roles_of_one()),
    )


def corpus_for(text: str) -> Corpus:
    """Return which of the words of a text are ordinary here: on a list, or in several texts that everybody reads."""
    ordinary = ordinary_forms() | _own_forms()
    asked = sorted(identification.candidates(text, Corpus(ordinary)))[:_MOST_LOOKED_UP]
    return Corpus(ordinary, {stem(word): _texts_with(word) for word in asked})


def _texts_with(word: str) -> int:
    """Return in how many texts that everybody reads a word stands; search also finds what only begins like it."""
    found = search.search(word, _EVERYBODY, _MOST_TEXTS)
    said = (_MARKED.findall(f"{hit.marked_title} {hit.snippet}") for hit in found)
    return sum(any(stem(unescape(each)) == stem(word) for each in words) for words in said)


@cache
def ordinary_forms() -> frozenset[str]:
    """Return the ordinary words, and what is left of them without their endings."""
    return vocabulary.ORDINARY | frozenset(stem(word) for word in vocabulary.ORDINARY)


def _own_forms() -> frozenset[str]:
    own = frozenset(OrdinaryWord.objects.values_list("word", flat=True))
    return own | frozenset(stem(word) for word in own)


def _roles_of_one() -> Iterable[str]:
    held = RoleAssignment.objects.filter(today_within(), person__in=people.active_people())
    counted = held.values_list("role__name").annotate(Count("person", distinct=True)).order_by()
    return [name for name, holders in counted if holders == 1]
