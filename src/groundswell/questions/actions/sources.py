"""Sources are begun, and how far a file of one was read is remembered or forgotten."""

from django.db import transaction

from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.questions.models import Progress, Source


@transaction.atomic
def begin_source(*, by: Person | None, kind: str, name: str, address: str = "", is_public: bool = False) -> Source:
    """Return the source of this name, begun where there is none. `is_public`: everybody can read it."""
    source, is_new = Source.objects.get_or_create(
        name=name, defaults={"kind": kind, "address": address, "is_public": is_public}
    )
    if is_new:
        audit.record(actor=by.id if by else None, verb="begin_source", context="questions", object_id=source.id)
    elif address and source.address != address:
        source.address = address
        source.save(update_fields=["address"])
    if is_public and not source.is_public:
        source.is_public = True
        source.save(update_fields=["is_public"])
    return source


@transaction.atomic
def finish_file(*, source: Source, file: str, messages: int) -> None:
    """Note that a file was read to its end: the next time it is read from its beginning."""
    Progress.objects.filter(source=source, file=file).delete()
    audit.record(actor=None, verb="import_archive", context="questions", object_id=source.id, messages=messages)
