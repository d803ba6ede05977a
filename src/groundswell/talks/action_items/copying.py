"""Whether the words of an action item are those of a speaker, and what becomes of it when a yes is taken back."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from groundswell.people.models import Person
from groundswell.talks import closing
from groundswell.talks.models import ActionItem, Meeting, Speaker, SpokenPart
from groundswell.talks.quotes.rules import says_again
from groundswell.talks.transcripts.rules import Consent, Reach

HIDDEN = "hidden"


def is_copied(by: Person, meeting: Meeting, *texts: str) -> bool:
    """Tell whether texts take over what a speaker of the series lets nobody, or not all who would read it, read.

    An item is carried to later meetings: where those who spoke read what is shared, a later one has readers to whom
    no earlier speaker said yes. So there nobody's words but one's own are taken over, shared or not. Three queries.
    """
    rows = Speaker.objects.filter(meeting__series=meeting.series_id)
    if meeting.series.reach == Reach.ORGANISATION:
        rows = rows.exclude(words=Consent.SHARED)
    marks = closing.tags_of(by.id, Meeting.objects.filter(series=meeting.series_id).values_list("id", flat=True))
    others = [row.id for row in rows if row.tag not in marks]
    return any(says_again(text, said) for said in _said_by(others) for text in texts if text)


def hide_what_repeats(meeting: Meeting, speakers: Iterable[UUID]) -> None:
    """Hide the items of a series that take over what these speakers said, until whoever keeps it writes them anew.

    Nothing stands in the log: a line would tell who spoke. Call it in the transaction that takes the yes back.
    """
    rows = list(ActionItem.objects.select_for_update(of=("self",)).filter(series=meeting.series_id))
    if not rows:
        return
    keys = closing.keys_of(row.id for row in rows)
    opened = {row.id: closing.opened(keys, row.id, row.body) or {} for row in rows}
    said = list(_said_by(speakers))
    for row in rows:
        content = opened[row.id]
        texts = [content.get(name, "") for name in ("text", "owner", "reason")]
        if content and any(says_again(text, each) for each in said for text in texts if text):
            row.body = closing.close(row.id, {**content, HIDDEN: "yes"})
            row.save(update_fields=["body"])


def _said_by(speakers: Iterable[UUID]) -> Iterator[str]:
    ids = list(speakers)
    keys = closing.keys_of(ids)
    for part in SpokenPart.objects.filter(speaker__in=ids):
        yield from (text for *_place, text in closing.opened(keys, part.speaker_id, part.body) or ())
