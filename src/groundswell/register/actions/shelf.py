"""The evidence shelf."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register.actions.checking import record, require_keeping, start
from groundswell.register.actions.concerns import NOTHING, rewrite
from groundswell.register.actions.searching import show
from groundswell.register.models import Bearing, Concern, Evidence
from groundswell.register.rules.items import Kind
from groundswell.register.wordings import checked_words, line

_is_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def shelve(
    *,
    by: Person,
    source: str,
    address: str = "",
    summary: str = "",
    concerns: Collection[Concern] = (),
    audience: Audience = Audience.ME,
) -> Evidence:
    """Put a book, an article or a study on the shelf. Without a summary it is marked unread. Raises Refused."""
    words = checked_words(Kind.EVIDENCE, {"source": source, "summary": summary})
    entry = Evidence(**words, address=_address(address))
    start(entry, by, audience)
    entry.save(force_insert=True)
    Bearing.objects.bulk_create([Bearing(evidence=entry, concern=concern) for concern in concerns])
    show(entry)
    record(by, "shelve", entry)
    return entry


@transaction.atomic
def edit_evidence(*, by: Person, entry: Evidence, source: str, address: str, summary: str) -> None:
    """Change an entry that stands at the desk."""
    require_keeping(by, entry)
    entry.address = _address(address)
    rewrite(entry, {"source": source, "summary": summary}, NOTHING, by=by)
    entry.save(update_fields=["address"])
    record(by, "edit_evidence", entry)


@transaction.atomic
def bear_on(*, by: Person, entry: Evidence, concerns: Collection[Concern]) -> None:
    """Say on which concerns an entry bears, and on no others."""
    require_keeping(by, entry)
    Bearing.objects.filter(evidence=entry).exclude(concern__in=concerns).delete()
    rows = [Bearing(evidence=entry, concern=concern) for concern in concerns]
    Bearing.objects.bulk_create(rows, ignore_conflicts=True)
    record(by, "bear_on", entry, concerns=len(concerns))


def _address(address: str) -> str:
    address = line(address, "address")
    try:
        if address:
            _is_address(address)
    except ValidationError:
        raise Refused(_("This is no address of a page. It begins with https://, or stays empty."), "address") from None
    return address
