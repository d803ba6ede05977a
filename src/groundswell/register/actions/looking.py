"""What a person decides about details that could tell who said it, in words that go out at once."""

from groundswell.people.models import Person
from groundswell.register.actions.checking import Marked, record
from groundswell.register.models import Item
from groundswell.register.queries.marks import details_in
from groundswell.register.rules.identification import Hit


def require_looked_at(by: Person, item: Item, text: str, *, kept: str, field: str) -> None:
    """Refuse a reason or a note, while a detail in it waits for a person's look.

    These are the advocate's words about an item and not words written from a voice, so rare ones say nothing of who is
    behind it. `kept` is the person's reason why details may stay; the log keeps their kinds, never the words.
    """
    hits = require_nobody_told(text, kept=kept, field=field)
    if hits:
        record(by, "keep_marks", item, marks=sorted({hit.mark.value for hit in hits}))


def require_nobody_told(text: str, *, kept: str, field: str) -> tuple[Hit, ...]:
    """Refuse words for more people, while a detail in them waits for a person's look; return what was let stand."""
    hits = details_in(text)
    if hits and not kept.strip():
        raise Marked(hits, field)
    return hits
