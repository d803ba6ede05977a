"""What a person decides about details that could tell who said it, in words that go out at once."""

from groundswell.people.models import Person
from groundswell.register.actions.checking import Marked, record
from groundswell.register.models import Item
from groundswell.register.queries.marks import marks_in
from groundswell.register.rules.identification import Mark


def require_looked_at(by: Person, item: Item, text: str, *, kept: str, field: str) -> None:
    """Refuse a reason or a note, while a detail in it waits for a person's look.

    These are the advocate's words about an item and not words written from a voice, so rare ones say nothing of who is
    behind it. `kept` is the person's reason why details may stay; the log keeps their kinds, never the words.
    """
    hits = tuple(hit for hit in marks_in(text) if hit.mark not in {Mark.RARE, Mark.LANGUAGE})
    if hits and not kept.strip():
        raise Marked(hits, field)
    if hits:
        record(by, "keep_marks", item, marks=sorted({hit.mark.value for hit in hits}))
