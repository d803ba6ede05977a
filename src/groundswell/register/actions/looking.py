"""What a person decides about details that could tell who said it, in words that go out at once."""

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register.actions.checking import Marked, record
from groundswell.register.models import Item, Source
from groundswell.register.queries.marks import marks_in
from groundswell.register.rules.audience import leaves_the_desk


def require_looked_at(by: Person, item: Item, text: str, *, kept: str, field: str) -> None:
    """Refuse words about an item that others read, while a detail in them waits for a person's look.

    `kept` is that person's reason why the details may stay; the log keeps their kinds, never the words.
    """
    if not _has_other_readers(item):
        return
    hits = marks_in(text)
    if hits and not kept.strip():
        raise Marked(hits, field)
    if hits:
        record(by, "keep_marks", item, marks=sorted({hit.mark.value for hit in hits}))


def _has_other_readers(item: Item) -> bool:
    """Tell whether somebody beyond the desk reads it: its audience, or those behind it on their own pages."""
    return leaves_the_desk(Audience(item.audience)) or Source.objects.filter(item=item.id, is_voice=True).exists()
