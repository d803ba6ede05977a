"""What can be looked for where people work, without writing: what should not be there, counted."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.models import BinaryField, Model, Q

from groundswell.checkins import queries as check_ins
from groundswell.connectors.sources.models import Delivery
from groundswell.engines.disclosure import audit
from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit import clock
from groundswell.kit.mail import LETTER_BYTES
from groundswell.kit.seal.padding import BUCKETS
from groundswell.kit.sqlite import shuffle
from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.letter import composing
from groundswell.people.models import Membership, Person, RoleAssignment, Session
from groundswell.project.attacks import copies, dumps, letters, order, stale
from groundswell.project.attacks.limits import COUNT_LIMIT
from groundswell.project.attacks.readonly import reading_only
from groundswell.voices.models import Voice

# Of the bytes of noise, four in ten could be printed.
PRINTABLE = 0.75
# Bits a byte: a thousand bytes of noise have 7.8, words 4.5, zeros none.
NOISE = 7.0


# One for each thing that was looked at: what should not be there, or None.
type Looks = Iterable[str | None]


def found_in(looks: Looks) -> list[str]:
    """Return what should not be there, of all that was looked at."""
    return [each for each in looks if each is not None]


def attack() -> list[Verdict]:
    """Look, and count."""
    with reading_only():
        return [
            row_space(),
            counted(f"{order.NAME}, tables and nights", ordered_tables(), missed_nights()),
            counted(f"{stale.NAME}, sessions and assignments", stale_grants()),
            counted(letters.NAME, odd_letters()),
            counted("sealed texts of an odd size, or readable", odd_texts()),
        ]


def row_space() -> Verdict:
    """Audit everything ever published, question by question, in exact arithmetic."""
    published = check_ins.releases()
    questions = sorted({question for each in published for question in each.questions})
    found = figures = 0
    for question in questions:
        of_it = check_ins.published_of(question)
        result = audit(of_it, min(each.k for each in published))
        found += len(result.exposures) + len(result.entangled)
        figures += len(of_it)
    return Verdict("row-space of everything published", "count", found, 0, COUNT_LIMIT, figures)


def ordered_tables() -> Looks:
    """Look at the sealed tables: yield one that keeps SQLite's hidden row number."""
    for alias, model in dumps.tables():
        table = model._meta.db_table  # noqa: SLF001 - Django's documented access
        if issubclass(model, Unordered):
            yield table if keeps_row_numbers(alias, table) else None


def keeps_row_numbers(alias: str, table: str) -> bool:
    """Tell whether a table of SQLite numbers its rows as they come."""
    if connections[alias].vendor != "sqlite":
        return False
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        (sql,) = cursor.fetchone()
    return "WITHOUT ROWID" not in sql.upper()


def missed_nights() -> Looks:
    """Look at the databases: yield one that still holds the order of things that were said before yesterday."""
    yesterday = clock.today() - timedelta(days=1)
    if Voice.objects.filter(day__lt=yesterday).exists():
        for connection in connections.all():
            last = shuffle.rewritten_on(connection)
            yield connection.alias if last is None or last < yesterday else None


def stale_grants() -> Looks:
    """Look at every session, role and membership: yield one that still stands of somebody who has left."""
    day = clock.today()
    for session in Session.objects.select_related("person").iterator():
        yield str(session.pk) if _has_left(session.person, day) else None
    for model in (RoleAssignment, Membership):
        for row in model.objects.filter(Q(until_on=None) | Q(until_on__gt=day)).select_related("person").iterator():
            yield str(row.pk) if _has_left(row.person, day) else None


def _has_left(person: Person | None, day: date) -> bool:
    return person is not None and person.left_on is not None and person.left_on <= day


def odd_letters() -> Looks:
    """Look at the weekly letters in the outbox: yield one that is not of the one size."""
    folder = Path(settings.DATA_FOLDER) / "mail"
    for seen in letters.seen_in(sorted(folder.glob("*.log"))):
        if seen.subject == composing.SUBJECT:
            yield f"{seen.hour}: {seen.size}" if seen.size != LETTER_BYTES else None


def odd_texts() -> Looks:
    """Look at every closed text of every context: yield one whose size tells something, or whose bytes are no noise."""
    for alias, model in dumps.tables():
        if issubclass(model, Delivery) or not _holds_texts(model):
            continue
        for pk, body in model._default_manager.using(alias).values_list("pk", "body").iterator():  # noqa: SLF001 - Django's documented access
            if body:
                yield None if is_sealed(bytes(body)) else f"{model.__name__} {pk}"


def _holds_texts(model: type[Model]) -> bool:
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented access
    return any(field.name == "body" and isinstance(field, BinaryField) for field in fields)


def is_sealed(body: bytes) -> bool:
    """Tell whether bytes have the size of a sealed text, and look like noise."""
    shares = [count / len(body) for count in Counter(body).values()]
    bits = -sum(share * math.log2(share) for share in shares)
    printable = sum(32 <= byte < 127 for byte in body) / len(body)  # noqa: PLR2004 - ASCII
    size = len(body) - copies.WRAPPINGS[0]
    # What is longer than the largest size takes several of it.
    return (size in BUCKETS or size % BUCKETS[-1] == 0) and printable < PRINTABLE and bits > NOISE


def counted(name: str, *looks: Looks) -> Verdict:
    """Return how much should not be there, of how much was looked at."""
    looked = list(chain(*looks))
    return Verdict(name, "count", len(found_in(looked)), 0, COUNT_LIMIT, len(looked))
