"""A vote, its count, and its page: ``python -m benchmarks.rounds [--people 2000] [--statements 900] [--seen 110]``.

An installation of so many people in a folder of its own, each of whom has voted on some statements. Measured without a
network, as the work of the processor: a vote, the count after the close (in the worker's place), and the page of
opinions, first and again. Limits: 30 ms for 95 of 100 votes, 400 ms for the page at first, 60 ms for 95 of 100
afterwards; status 1 where one is passed.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

LIMITS = {"vote p95": 30.0, "page first": 400.0, "page p95": 60.0}


def main() -> None:
    """Measure, print a table and a JSON line, and fail past a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--statements", type=int, default=900)
    parser.add_argument("--seen", type=int, default=110)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="groundswell-rounds-") as folder:
        _set_up(Path(folder))
        found = _measured(arguments.people, arguments.statements, arguments.seen)
    table = Table(title=f"{arguments.people} people, {arguments.statements} statements (milliseconds)")
    for column in ("what", "milliseconds", "limit"):
        table.add_column(column)
    for what, took in found.items():
        table.add_row(what, f"{took:.1f}", str(LIMITS.get(what, "")))
    Console().print(table)
    print(json.dumps({"benchmark": "rounds", "load": os.getloadavg()[0]} | vars(arguments) | found))
    sys.exit(any(found[what] > limit for what, limit in LIMITS.items()))


def _set_up(folder: Path) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "groundswell.project.settings", "GROUNDSWELL_DATA": str(folder)}
    import django  # noqa: PLC0415 - the settings must be named first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.core.management import call_command  # noqa: PLC0415 - as above

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    for alias in ("default", "keyring"):
        call_command("migrate", database=alias, verbosity=0)


def _measured(people: int, statements: int, seen: int) -> dict[str, float]:
    from django.test import Client  # noqa: PLC0415 - after django.setup()

    found, members = _voting(people, statements)
    books = _fill(found, statements, seen)
    from groundswell.propositions.rounds import queries  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.rules.phases import Phase  # noqa: PLC0415 - as above

    browser, dice = Client(), random.Random(2)  # noqa: S311 - a measure that is the same each time
    links = [queries.link_of(member, found, Phase.VOTES) for member in dice.sample(members, 200)]
    sent = [{"statement": dice.randrange(statements), "vote": "agree"} for _ in links]
    votes = [
        _took(lambda link=link, form=form: browser.post(f"/b/votes/{link}/", form))  # type: ignore[misc]  # bound at once
        for link, form in zip(links, sent, strict=True)
    ]
    count = _took(lambda: _count(found))
    browser.force_login(members[0])
    pages = [_took(lambda: browser.get(f"/rounds/{found.id}/opinions/")) for _ in range(41)]
    return {
        "filling a book": books,
        "vote p50": _share(votes, 50),
        "vote p95": _share(votes, 95),
        "counting": count,
        "page first": pages[0],
        "page p50": _share(pages[1:], 50),
        "page p95": _share(pages[1:], 95),
    }


def _voting(people: int, statements: int) -> tuple[Any, list[Any]]:
    """Return a round whose vote is open, and its members."""
    from groundswell.kit import clock  # noqa: PLC0415 - after django.setup()
    from groundswell.people.models import Person  # noqa: PLC0415 - as above
    from groundswell.propositions.models import Round, Statement  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds import actions  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.actions.moving import Prepared  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.rules.phases import Phase, Template  # noqa: PLC0415 - as above

    members = Person.objects.bulk_create(
        Person(email=f"{number}@example.org", name=f"Person {number}", joined_on=clock.today())
        for number in range(people)
    )
    found = actions.prepare_round(by=None, prepared=Prepared("A measure", template=Template.FULL))
    Round.objects.filter(id=found.id).update(phase=Phase.CLARIFY)
    texts = (f"Statement {number} says something that one can disagree with" for number in range(statements))
    Statement.objects.bulk_create(Statement(round=found, number=n, text=text) for n, text in enumerate(texts))
    found.refresh_from_db()
    return actions.move_round(by=None, found=found, seen=Phase.CLARIFY), members


def _fill(found: Any, statements: int, seen: int) -> float:  # noqa: ANN401 - a round
    """Fill every book; return the milliseconds of one."""
    from groundswell.propositions.models import BallotBook  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.rounds import sealing  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.rules import sheets  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.rules.phases import Phase  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.rules.sheets import Cast, Vote  # noqa: PLC0415 - as above

    dice, public = random.Random(1), sealing.outer_pair(found.number, Phase.VOTES).public  # noqa: S311 - as above
    rows, began = list(BallotBook.objects.filter(round=found)), time.process_time()
    for row in rows:
        book, mind = sheets.empty_book(), dice.random()
        for number in dice.sample(range(statements), min(seen, statements)):
            agrees = dice.random() < (mind if number % 2 else 1 - mind)
            book = sheets.with_vote(book, number, Cast(Vote.AGREE if agrees else Vote.DISAGREE))
        row.sealed = sealing.close_book(book, public)
    took = (time.process_time() - began) * 1000 / len(rows)
    BallotBook.objects.bulk_update(rows, ["sealed"], batch_size=500)
    return took


def _count(found: Any) -> None:  # noqa: ANN401 - a round
    from groundswell.propositions.models import SealedPhase  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.rounds import actions  # noqa: PLC0415 - as above

    phase = SealedPhase.objects.select_related("round").get(round=found)
    actions.close_phase(phase)
    actions.publish_opinions(phase)


def _took(act: Callable[[], object]) -> float:
    """Return the milliseconds of work: other programs of the machine may run beside it."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _share(took: list[float], percent: int) -> float:
    return sorted(took)[min(len(took) * percent // 100, len(took) - 1)]


if __name__ == "__main__":
    main()
