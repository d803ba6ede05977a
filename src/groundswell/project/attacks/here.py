"""What can be looked for where people work, without writing: what should not be there, counted."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.models import Q

from groundswell.checkins import queries as check_ins
from groundswell.engines.disclosure import audit
from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit import clock
from groundswell.kit.mail import LETTER_BYTES
from groundswell.kit.seal.padding import BUCKETS
from groundswell.kit.sqlite import shuffle
from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.letter import composing
from groundswell.people.models import Membership, RoleAssignment, Session
from groundswell.project.attacks import copies, dumps, letters, order, stale
from groundswell.project.attacks.limits import COUNT_LIMIT
from groundswell.project.attacks.readonly import reading_only
from groundswell.voices.models import Message, Voice

# Of the bytes of noise, four in ten could be printed.
PRINTABLE = 0.75
# Bits a byte: a thousand bytes of noise have 7.8, words 4.5, zeros none.
NOISE = 7.0


def attack() -> list[Verdict]:
    """Look, and count."""
    with reading_only():
        return [
            row_space(),
            _counted(f"{order.NAME}, tables and nights", [*ordered_tables(), *missed_nights()]),
            _counted(f"{stale.NAME}, sessions and assignments", stale_grants()),
            _counted(letters.NAME, odd_letters()),
            _counted("sealed texts of an odd size, or readable", odd_texts()),
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


def ordered_tables() -> Iterator[str]:
    """Yield the sealed tables that keep SQLite's hidden row number."""
    for alias, model in dumps.tables():
        table = model._meta.db_table  # noqa: SLF001 - Django's documented access
        if issubclass(model, Unordered) and keeps_row_numbers(alias, table):
            yield table


def keeps_row_numbers(alias: str, table: str) -> bool:
    """Tell whether a table of SQLite numbers its rows as they come."""
    if connections[alias].vendor != "sqlite":
        return False
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
        (sql,) = cursor.fetchone()
    return "WITHOUT ROWID" not in sql.upper()


def missed_nights() -> Iterator[str]:
    """Yield the databases that still hold the order of things that were said before yesterday."""
    yesterday = clock.today() - timedelta(days=1)
    if Voice.objects.filter(day__lt=yesterday).exists():
        for connection in connections.all():
            last = shuffle.rewritten_on(connection)
            if last is None or last < yesterday:
                yield connection.alias


def stale_grants() -> Iterator[str]:
    """Yield what still stands of people who have left: sessions, roles, memberships."""
    day = clock.today()
    still = Q(until_on=None) | Q(until_on__gt=day)
    gone = Q(person__left_on__lte=day)
    for rows in (Session.objects.filter(gone), RoleAssignment.objects.filter(gone, still)):
        yield from (str(row.pk) for row in rows)
    yield from (str(row.pk) for row in Membership.objects.filter(gone, still))


def odd_letters() -> Iterator[str]:
    """Yield the weekly letters in the outbox that are not of the one size."""
    folder = Path(settings.DATA_FOLDER) / "mail"
    for seen in letters.seen_in(sorted(folder.glob("*.log"))):
        if seen.subject == composing.SUBJECT and seen.size != LETTER_BYTES:
            yield f"{seen.hour}: {seen.size}"


def odd_texts() -> Iterator[str]:
    """Yield sealed entries whose size tells something, or whose bytes are no noise."""
    for pk, body in Message.objects.values_list("pk", "body").iterator():
        if body and not is_sealed(bytes(body)):
            yield str(pk)


def is_sealed(body: bytes) -> bool:
    """Tell whether bytes have the size of a sealed text, and look like noise."""
    shares = [count / len(body) for count in Counter(body).values()]
    bits = -sum(share * math.log2(share) for share in shares)
    printable = sum(32 <= byte < 127 for byte in body) / len(body)  # noqa: PLR2004 - ASCII
    return len(body) - copies.WRAPPINGS[0] in BUCKETS and printable < PRINTABLE and bits > NOISE


def _counted(name: str, found: Iterator[str] | list[str]) -> Verdict:
    count = len(list(found))
    return Verdict(name, "count", count, 0, COUNT_LIMIT, count)
