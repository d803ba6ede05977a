"""How quickly the queue answers: `python -m benchmarks.queue [--posts 100000] [--times 200]`.

A forum of fixed dice (19 questions in a hundred without a reply by anybody, a tenth open, six posts a topic) in a
database of its own: SQLite in a temporary folder, or whatever `GROUNDSWELL_DATABASE_URL` names. Measured is what a page
asks of the database: thirty rows with sources and authors, and the counts. Prints a JSON line and a readable table.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

A_TOPIC = 6
OPEN, SILENT, ON_US = 0.10, 0.19, 0.5
AT_ONCE = 5_000
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def fill(posts: int) -> None:
    """Make the topics of a forum, and where each stands; its posts stand for themselves, as no list reads them."""
    from groundswell.people.models import Person  # noqa: PLC0415 - not before Django is set up
    from groundswell.questions.models import Author, Identity, Item, Message, Source  # noqa: PLC0415 - as above

    dice = random.Random(1)  # noqa: S311 - nothing here is secret
    person = Person.objects.create(email="a@example.org", name="A")
    forum = Source.objects.create(name="Forum", kind="discourse", is_public=True)
    identities = Identity.objects.bulk_create(Identity(name=f"N{number}") for number in range(2_000))
    authors = Author.objects.bulk_create(
        Author(source=forum, key=str(number), identity=each, name=each.name) for number, each in enumerate(identities)
    )
    for start in range(0, posts // A_TOPIC, AT_ONCE):
        rows = [
            _item(dice, forum, authors, person, number)
            for number in range(start, min(start + AT_ONCE, posts // A_TOPIC))
        ]
        made = Item.objects.bulk_create(rows)
        Message.objects.bulk_create(
            Message(
                source=forum,
                key=f"{each.key}.{place}",
                item=each,
                author=each.author,
                kind="reply",
                written_at=each.opened_at,
                text="x" * 200,
            )
            for each in made
            for place in range(A_TOPIC)
        )


def _item(dice, forum, authors, person, number):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - rows of models that load later
    from groundswell.questions.models import Item  # noqa: PLC0415 - as above
    from groundswell.questions.rules.states import State  # noqa: PLC0415 - as above

    asker = dice.choice(authors)
    opened = NOW - timedelta(minutes=dice.randrange(6 * 365 * 24 * 60))
    is_open, is_silent = dice.random() < OPEN, dice.random() < SILENT
    replied = None if is_silent else opened + timedelta(hours=dice.expovariate(0.1))
    is_ours = not is_silent and dice.random() < ON_US
    state = State.UNANSWERED if is_silent else State.ON_THEM if is_ours else State.ON_US
    return Item(
        source=forum,
        key=str(number),
        kind="topic",
        title=f"Question {number}",
        author=asker,
        opened_at=opened,
        labels=["install"] if dice.random() < 0.2 else [],  # noqa: PLR2004 - one in five
        resolved_at=None if is_open else opened + timedelta(days=9),
        state=state,
        first_reply_at=replied,
        first_ours_at=replied if is_ours else None,
        replies=0 if is_silent else 5,
        last_voice_at=opened if is_silent else replied + timedelta(days=dice.randrange(20)),
        last_voice_by=asker if is_silent or dice.random() < 0.5 else None,  # noqa: PLR2004 - half of them
        is_last_ours=state == State.ON_THEM,
        assigned=person if is_open and dice.random() < 0.01 else None,  # noqa: PLR2004 - one in a hundred
    )


def timed(act: Callable[[], object], times: int) -> dict[str, float]:
    """Return how long it took, in milliseconds: by the clock, and of this thread's processor (SQLite works in it)."""
    act()
    spent, worked = [], []
    for _time in range(times):
        began, working = time.perf_counter(), time.thread_time()
        act()
        worked.append(1000 * (time.thread_time() - working))
        spent.append(1000 * (time.perf_counter() - began))
    last = int(times * 0.95)
    return {"p50_ms": statistics.median(spent), "p95_ms": sorted(spent)[last], "p95_cpu_ms": sorted(worked)[last]}


def measured(posts: int, times: int) -> dict[str, object]:
    """Fill a database, and measure what the pages of the queue ask."""
    from django.core.management import call_command  # noqa: PLC0415 - not before Django is set up
    from django.db import connection  # noqa: PLC0415 - as above

    from groundswell.kit import clock  # noqa: PLC0415 - as above
    from groundswell.people.models import Person  # noqa: PLC0415 - as above
    from groundswell.questions.queries import candidates, figures, queue  # noqa: PLC0415 - as above
    from groundswell.questions.queries.figures import Asking  # noqa: PLC0415 - as above
    from groundswell.questions.rules.lists import ANY, Lists  # noqa: PLC0415 - as above

    for database in ("default", "keyring"):
        call_command("migrate", database=database, verbosity=0)
    fill(posts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    person = Person.objects.get()
    with clock.held_at(NOW):
        return {
            "database": connection.vendor,
            "posts": posts,
            "unanswered": timed(lambda: queue.page_of(Lists.UNANSWERED, ANY, 1), times),
            "waiting on us": timed(lambda: queue.page_of(Lists.ON_US, ANY, 1), times),
            "tenth page": timed(lambda: queue.page_of(Lists.UNANSWERED, ANY, 10), times),
            "counts": timed(queue.counts, times),
            "afterwards": timed(lambda: queue.page_of(Lists.AFTERWARDS, ANY, 1), times),
            "box": timed(lambda: candidates.candidates(person, set(), {}), max(times // 10, 2)),
            "figures of 90 days": timed(lambda: figures.figures_of(Asking(days=90)), max(times // 20, 2)),
        }


def main() -> None:
    """Measure, and print one line for machines and a table for people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GROUNDSWELL_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.project.settings")
        import django  # noqa: PLC0415 - the environment must be set first

        django.setup()
        said = measured(arguments.posts, arguments.times)
    print(json.dumps(said))
    for name, row in said.items():
        if isinstance(row, dict):
            times = ", ".join(f"{each} {value:.2f}" for each, value in row.items())
            print(f"{name:>20}: {times}")


if __name__ == "__main__":
    main()
