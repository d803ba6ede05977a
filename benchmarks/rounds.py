"""The pages of a vote: the opinion page of 2,000 people x 900 statements, cold and warm, and one vote.

    python -m benchmarks.rounds

Through Django's own handler and a real SQLite file, in this process: CPU and wall seconds of each request.
Cold: nothing of the round is in the memory of the process.
"""

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable

PEOPLE, STATEMENTS, TIMES = 2000, 900, 40
ASKED = 100


def main() -> None:
    """Make the rounds, ask for their pages, and print one line of JSON and a table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GROUNDSWELL_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.project.settings")
        import django  # noqa: PLC0415 - the data folder is named first

        django.setup()
        found = measured()
    print(json.dumps(found))
    for name, (cpu, wall) in found.items():
        print(f"{name:<28} CPU p50 {cpu[0]:6.1f} p95 {cpu[1]:6.1f} ms   wall p50 {wall[0]:6.1f} p95 {wall[1]:6.1f} ms")


def measured() -> dict[str, tuple[tuple[float, float], tuple[float, float]]]:
    """Return p50 and p95 of CPU and wall milliseconds of each."""
    from django.core.management import call_command  # noqa: PLC0415 - after setup
    from django.test import Client, override_settings  # noqa: PLC0415 - as above

    for alias in ("default", "keyring"):
        call_command("migrate", database=alias, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with override_settings(ALLOWED_HOSTS=["*"]):
        opinions, link = _rounds()
        from groundswell.people.models import Person  # noqa: PLC0415 - as above
        from groundswell.propositions.rounds import queries  # noqa: PLC0415 - as above

        member = Client()
        member.force_login(Person.objects.order_by("name").last())
        page = f"/rounds/{opinions}/opinions/"
        assert member.get(page).status_code == 200  # noqa: PLR2004, S101 - else nothing is measured
        cold = _times(lambda: member.get(page), queries._opinions.cache_clear)  # noqa: SLF001 - empties the memory
        warm = _times(lambda: member.get(page))
        dice, voter = random.Random(1), Client()  # noqa: S311 - made up votes

        def vote() -> None:
            sent = {"statement": str(dice.randrange(STATEMENTS)), "vote": dice.choice(["agree", "disagree", "pass"])}
            assert voter.post(f"/b/votes/{link}/", sent).status_code == 200  # noqa: PLR2004, S101 - as above

        return {"opinion page, cold": cold, "opinion page, warm": warm, "a vote": _times(vote)}


def _times(act: Callable[[], object], before: Callable[[], object] = lambda: None) -> tuple[tuple[float, float], ...]:
    cpu, wall = [], []
    for _ in range(TIMES):
        before()
        began = time.process_time(), time.perf_counter()
        act()
        cpu.append((time.process_time() - began[0]) * 1000)
        wall.append((time.perf_counter() - began[1]) * 1000)
    return tuple((statistics.median(each), statistics.quantiles(each, n=20)[-1]) for each in (cpu, wall))  # type: ignore[return-value]


def _rounds() -> tuple[str, str]:
    """Return a round of which opinions were published, and somebody's link of a vote that runs."""
    from groundswell.people.models import Person  # noqa: PLC0415 - as above
    from groundswell.project.newcomers import add_newcomer  # noqa: PLC0415 - as above
    from groundswell.propositions.models import Round  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds import actions, queries  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.actions import Elsewhere  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.actions.moving import Prepared  # noqa: PLC0415 - as above
    from groundswell.propositions.rounds.rules.phases import Phase, Template  # noqa: PLC0415 - as above

    for number in range(ASKED):
        role = "advocate" if number == 0 else ""
        list(add_newcomer(email=f"p{number}@x.invalid", name=f"P {number:04}", role=role, organisation="X"))
    dice = random.Random(2)  # noqa: S311 - as above
    words = "review rota client meeting hours merge test waits morning cell sprint plan noise help first".split()  # noqa: SIM905 - easier to read
    texts = [f"{' '.join(dice.sample(words, 6))} {number}." for number in range(STATEMENTS)]
    books = _books(dice)
    kept = actions.keep_elsewhere(arriving=Elsewhere("Big", "", "", "mark", texts, frozenset(), books, PEOPLE))
    assert kept is not None  # noqa: S101 - it is the first
    advocate = Person.objects.get(email="p0@x.invalid")
    made = actions.prepare_round(by=advocate, prepared=Prepared("Now", template=Template.FULL))
    found = actions.open_round(by=advocate, found=made, reason="A benchmark.")
    Round.objects.filter(id=found.id).update(phase=Phase.CLARIFY, closes_on=None)
    found.refresh_from_db()
    for text in texts:
        actions.add_statement(by=advocate, found=found, text=text)
    found = actions.move_round(by=advocate, found=found, seen=Phase.CLARIFY)
    link = queries.link_of(advocate, found, Phase.VOTES)
    assert link is not None  # noqa: S101 - they are asked
    return str(kept.id), link


def _books(dice: random.Random) -> list[dict[int, object]]:
    """Return votes of two camps, each on one statement of eight (225,000 in all)."""
    from groundswell.propositions.rounds.rules.sheets import Cast, Vote  # noqa: PLC0415 - as above

    lean = [dice.gauss(0, 1) for _ in range(STATEMENTS)]
    books = []
    for person in range(PEOPLE):
        book = {}
        for number in dice.sample(range(STATEMENTS), STATEMENTS // 8):
            mind = lean[number] * (1 if person % 2 else -1) + dice.gauss(0, 0.7)
            book[number] = Cast(Vote.AGREE if mind > 0.3 else Vote.DISAGREE if mind < -0.3 else Vote.PASS)  # noqa: PLR2004 - in between is a pass
        books.append(book)
    return books


if __name__ == "__main__":
    main()
