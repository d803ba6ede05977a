"""Sources that are read live: added, changed, paused, and noted when they were read.

The connectors call these within an act of their own, which writes the line in the log.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.refusals import Refused
from groundswell.questions.models import Item, Source

LONGEST_FAULT = 500


@transaction.atomic
def keep_source(
    *,
    source: UUID | None,
    name: str,
    kind: str,
    address: str,
    settings: Mapping[str, object],
    due_at: datetime,
    is_pseudonymous: bool = False,
    is_public: bool = False,
    retention_months: int | None = None,
) -> UUID:
    """Add a source, or write one anew; return which. Raises Refused where another one has the name."""
    others = Source.objects.filter(name=name)
    if (others if source is None else others.exclude(pk=source)).exists():
        raise Refused(_("There is a source of this name already."), "name")
    told = {
        "name": name,
        "kind": kind,
        "address": address,
        "settings": dict(settings),
        "due_at": due_at,
        "is_pseudonymous": is_pseudonymous,
        "is_public": is_public,
        "retention_months": retention_months,
    }
    if source is None:
        return Source.objects.create(**told).id
    Source.objects.filter(pk=source).update(**told, fault="")
    return source


@transaction.atomic
def sort_source(*, source: UUID, is_news: bool) -> None:
    """Sort what stands in a source as news, or as questions; what people here sorted otherwise stays as they said."""
    items = Item.objects.filter(source=source)
    if is_news:
        items.filter(work=Item.Work.QUESTION, is_not_ours=False, assigned=None).update(
            work=Item.Work.NEWS, is_not_ours=True
        )
    else:
        items.filter(work=Item.Work.NEWS, is_not_ours=True).update(work=Item.Work.QUESTION, is_not_ours=False)


@transaction.atomic
def keep_secret(*, source: UUID, secret: bytes) -> None:
    """Keep what a source is opened with, which is encrypted already."""
    Source.objects.filter(pk=source).update(secret=secret)


@transaction.atomic
def pause_source(*, source: UUID, is_paused: bool, due_at: datetime | None = None) -> None:
    """Read a source no longer, or again."""
    Source.objects.filter(pk=source).update(is_paused=is_paused, due_at=due_at)


@transaction.atomic
def read_anew(*, source: UUID, due_at: datetime) -> None:
    """Begin to read a source from its beginning; what is known of it stays, and nothing is doubled."""
    Source.objects.filter(pk=source).update(cursor="", fault="", due_at=due_at)


@transaction.atomic
def claim_source(*, source: UUID, due_at: datetime | None, until: datetime) -> bool:
    """Take on the reading of a source that was due; False where somebody else did. A claim ends by itself."""
    return Source.objects.filter(pk=source, due_at=due_at, is_paused=False).update(due_at=until) == 1


@transaction.atomic
def note_read(*, source: UUID, at: datetime, due_at: datetime, cursor: str | None = None) -> None:
    """Note that a source was read to its end, and when it is due again."""
    place = {} if cursor is None else {"cursor": cursor}
    Source.objects.filter(pk=source).update(read_at=at, due_at=due_at, fault="", **place)


@transaction.atomic
def note_fault(*, source: UUID, sentence: str, due_at: datetime | None) -> None:
    """Note why a source could not be read, and when it is tried again (None: not before a person has been there)."""
    Source.objects.filter(pk=source).update(fault=sentence[:LONGEST_FAULT], due_at=due_at)
