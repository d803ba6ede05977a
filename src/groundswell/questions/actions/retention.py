"""After so many months, words are removed: what a source is allowed to keep is forgotten in the night."""

from datetime import datetime

from django.db import transaction

from groundswell.kit import clock
from groundswell.kit.sqlite import gone
from groundswell.questions.actions.erasing import silence
from groundswell.questions.actions.gaps import forget_gaps_of
from groundswell.questions.models import Item, Message, Progress, Source
from groundswell.questions.rules.arriving import forgotten_before

# Few are awake. An installation that was off at that hour does it when it is on again.
HOUR = 3
# In the table of how far a source was read, the day of the last night stands under this name.
_NIGHT = "words forgotten"


def forget_old_words() -> None:
    """Remove words that are older than their source may keep them. Called each minute, and done once a day."""
    if clock.local().hour < HOUR:
        return
    today = clock.today().isoformat()
    done = Progress.objects.filter(file=_NIGHT, cursor=today).values("source")
    for source in Source.objects.filter(retention_months__isnull=False).exclude(pk__in=done):
        _forget(source, today)


@transaction.atomic
def _forget(source: Source, today: str) -> None:
    before = forgotten_before(clock.now(), source.retention_months)
    count = _words_before(source, before) if before else 0
    Progress.objects.update_or_create(source=source, file=_NIGHT, defaults={"cursor": today})
    if count:
        gone.erase()


def _words_before(source: Source, before: datetime) -> int:
    spoken = Message.objects.filter(source=source, written_at__lt=before).exclude(text="")
    forget_gaps_of(spoken)
    count = silence(spoken)
    old = Item.objects.filter(source=source, opened_at__lt=before).exclude(title="")
    return count + old.exclude(last_voice_at__gte=before).update(title="")
