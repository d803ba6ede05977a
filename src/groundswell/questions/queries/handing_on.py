"""What is known of questions that somebody hands on: from what they noted themselves, and from what is like them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.people.models import Person
from groundswell.questions import sentences
from groundswell.questions.models import Effort, Finding, Item
from groundswell.questions.queries.readers import readable_by

# Below it an earlier question has too little of one to be named to whoever takes it over.
_LIKE = 0.4
_MOST_LIKE = 2


@dataclass(frozen=True)
class Known:
    """A question, with what is known of it, a line each."""

    item: Item
    lines: tuple[str, ...]


def known_of(person: Person, items: Sequence[Item]) -> list[Known]:
    """Return what somebody can hand on with each of these: their own notes too. Three queries."""
    notes, like = _notes(person, items), _like(person, items)
    return [
        Known(each, (*sentences.standing_in_words(each).split("\n"), *notes[each.id], *like.get(each.id, ())))
        for each in items
    ]


def note_of(person: Person, item: Item) -> str:
    """Return what somebody noted of a question, as the beginning of a note to whoever takes it over. One query."""
    return "\n".join(_notes(person, [item])[item.id])


def _notes(person: Person, items: Sequence[Item]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Effort.objects.filter(person=person, item__in=[each.id for each in items]).exclude(words="")
    for item, words in rows.order_by("day", "id").values_list("item", "words"):
        found[item].append(words)
    return found


def _like(person: Person, items: Sequence[Item]) -> dict[int, list[str]]:
    rows = dict(Finding.objects.filter(item__in=[each.id for each in items]).values_list("item", "earlier"))
    wanted = {
        item: [int(key) for key, score, *_more in earlier if score >= _LIKE][:_MOST_LIKE]
        for item, earlier in rows.items()
    }
    keys = {key for each in wanted.values() for key in each}
    readable = Item.objects.filter(readable_by(person), id__in=keys, gone_at=None).exclude(title="")
    titles = {each.id: sentences.like_in_words(each) for each in readable.only("title", "address")}
    return {item: [titles[key] for key in each if key in titles] for item, each in wanted.items()}
