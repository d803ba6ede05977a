"""A long forum thread, worked through to its decisions: ``python -m benchmarks.thread PATH/topic-1128.json``.

The topic file is not shipped. It is imported into an installation of its own with 24 members, marked post by post,
published, answered in a proposition of three parts, reviewed by everybody, and decided in two steps: all of it by the
product's own actions. Measured: the words that a member must read against the words of the thread (at most 20 %), the
same with every answer unfolded, and the members whose answer counts (at least 90 %). What members answer is made up
here; what is measured of them is that the way counts everybody who answers. Status 1 where a limit is passed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from groundswell.people.models import Person
    from groundswell.propositions.models import Proposition
    from groundswell.register.models import Item

MARKS = Path(__file__).with_name("thread_1128.txt")
MEMBERS, SILENT = 24, 2
# Of the thread as it was when the places were counted.
WORDS = 5081
MOST_READ, LEAST_COUNTED = 0.20, 0.90
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEPT = "An ordinary word among us; it points to nobody."

TITLE = "One advocate outside of the cells, and ideas before threads"
NEED = (
    "Client work comes first each week, so the projects that would relieve all of us stay on hold. The roles that look "
    "after people sit inside the cell whose pressure they should relieve, and have no hours. And the more of us there "
    "are, the less a thread comes to an end. These three parts answer everything that was said in this one."
)
PARTS = (
    (
        "Ideas alone first, then one list with an answer to each line",
        (
            "Before something is discussed, whoever wants to writes ideas without reading the others. Then one "
            "list holds all problems and ideas, and every line has an answer with its reason. Nobody has to read "
            "the thread, come to a meeting, fill in a form or be recorded; whoever likes to talk does so any day, "
            "and what leaves such a talk is agreed on point by point. We try it with this proposal and with the "
            "next one, on firm and loose cells."
        ),
        Decimal(6),
        (),
    ),
    (
        "A role for the people, with hours of its own",
        (
            "One person belongs to no cell and is there for everybody, management too: 45 hours a month, "
            "strictly, and more only as the planner finds them. At least half of that, counted over a month, goes "
            "into developing the internal projects; some of it in each sprint, planned first. Larger pieces go to "
            "cells as they have room. What does not fit is put off where all can see it. The role has power over "
            "nobody’s time. After three months we look whether it helped, and whether there should be more of it."
        ),
        Decimal(45),
        ("look after the people", "keep internal projects moving"),
    ),
    (
        "It takes over the liaison, in two steps",
        (
            "The community liaison and its hours go to the same person; firefighters keep their two hours for "
            "what is short. There are two dates: from the first it is part of the time, from the second all of "
            "it. Neither comes before the cell that lends the person can afford it, and the plan of the "
            "transition says how permissions and open work are handed over. The change of the handbook follows "
            "the decision."
        ),
        Decimal(35),
        ("answer the community",),
    ),
)
OBJECTION = "Some code in each sprint breaks a promise to a client when there is a fire. Say what gives way."


@dataclass(frozen=True)
class Marked:
    """A passage by its place, and what becomes of it."""

    post: int
    first: int
    words: int
    kind: str
    key: str
    about: str
    title: str
    fate: str
    part: int
    reason: str


@dataclass
class Worked:
    """The thread as far as it was worked through."""

    members: list["Person"]
    items: dict[str, "Item"] = field(default_factory=dict)
    words_of_thread: int = 0

    @property
    def advocate(self) -> "Person":
        """Return who does the work."""
        return self.members[0]


def marks() -> list[Marked]:
    """Return what is marked in the thread, in its order."""
    lines = MARKS.read_text(encoding="utf-8").splitlines()
    return [_marked(line) for line in lines if line and not line.startswith("#")]


def _marked(line: str) -> Marked:
    cells = [cell.strip() for cell in line.split("|")]
    post, first, words, *said = cells
    kind, key, about, title, fate, part, reason = [*said, "", "", "", "", "", "", ""][:7]
    return Marked(int(post), int(first), int(words), kind, key, about, title, fate, int(part or 0), reason)


def work_through(content: bytes) -> dict[str, float]:
    """Import the topic, work it through to its decisions, and return what was measured."""
    worked = Worked(_people())
    with _day(0):
        _bring(worked, content)
    with _day(1):
        _let_everybody_read(worked)
    with _day(2):
        made = _proposed(worked)
    with _day(4):
        _answered(made)
    with _day(8):
        _decided_in_two_steps(worked, made)
    with _day(9):
        return _measured(worked, made)


@contextmanager
def _day(number: int) -> Iterator[None]:
    from groundswell.kit import clock  # noqa: PLC0415 - after django.setup()

    with clock.held_at(BEGAN + timedelta(days=number)):
        yield


def _people() -> list["Person"]:
    from groundswell.people import actions  # noqa: PLC0415 - after django.setup()
    from groundswell.people.rules import Grant  # noqa: PLC0415 - as above

    with _day(0):
        actions.found(by=None, name="Thread", first_sprint_on=BEGAN.date())
        made = [
            actions.add_person(by=None, name=f"Reader {number}", email=f"reader{number}@example.org")
            for number in range(1, MEMBERS + 1)
        ]
        actions.assign_role(by=None, role=actions.standard_role(Grant.ADVOCATE), person=made[0])
    return made


def _bring(worked: Worked, content: bytes) -> None:
    """Bring the thread in, and mark what its posts hold."""
    from groundswell.connectors.discourse.reading import read  # noqa: PLC0415 - after django.setup()
    from groundswell.register.models.thread import Post  # noqa: PLC0415 - as above
    from groundswell.register.threads import actions  # noqa: PLC0415 - as above
    from groundswell.register.threads.rules import text_of  # noqa: PLC0415 - as above

    arriving = read(content, address="https://forum.example.org/t/1128")
    actions.bring_thread(by=worked.advocate, arriving=arriving)
    texts = {post.number: text_of(post.blocks) for post in arriving.posts}
    worked.words_of_thread = sum(len(text.split()) for text in texts.values())
    if worked.words_of_thread != WORDS:
        sys.exit(f"This thread has {worked.words_of_thread} words; the places were marked in one of {WORDS}.")
    for each in marks():
        _mark(worked, each, Post.objects.get(number=each.post), texts[each.post])


def _mark(worked: Worked, each: Marked, post: Any, text: str) -> None:  # noqa: ANN401 - models come after django.setup()
    from groundswell.register import actions as register  # noqa: PLC0415 - after django.setup()
    from groundswell.register.rules.items import Kind  # noqa: PLC0415 - as above
    from groundswell.register.threads import actions, items  # noqa: PLC0415 - as above

    start, end = _place(text, each)
    known, about = worked.items.get(each.key), worked.items.get(each.about)
    passage = actions.mark(
        by=worked.advocate,
        post=post,
        start=start,
        end=end,
        version=1,
        kind=Kind(each.kind),
        item=known.id if known else None,
        about=about.id if about else None,
    )
    if known is not None:
        return
    item: Any = items.kept_by(worked.advocate, Kind(each.kind), passage.item_id)
    if each.title:
        edit = register.edit_concern if each.kind == "concern" else register.edit_idea
        edit(by=worked.advocate, **{each.kind: item}, title=each.title, text=item.text or item.title)
    worked.items[each.key] = items.kept_by(worked.advocate, Kind(each.kind), passage.item_id)


def _place(text: str, each: Marked) -> tuple[int, int]:
    """Return where the marked words begin and end, in characters."""
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append((at, at + len(word)))
        at += len(word)
    return places[each.first][0], places[each.first + each.words - 1][1]


def _let_everybody_read(worked: Worked) -> None:
    """Say what each idea does to which concern, and let everybody read everything: it stands in an open thread."""
    from groundswell.people.rules import Audience  # noqa: PLC0415 - after django.setup()
    from groundswell.register import actions  # noqa: PLC0415 - as above
    from groundswell.register.queries.proposals import content_of  # noqa: PLC0415 - as above
    from groundswell.register.wordings import words_of  # noqa: PLC0415 - as above

    for item in worked.items.values():
        wording = actions.propose_words(
            by=worked.advocate,
            item=item,
            words=words_of(item),
            audience=Audience.ORGANISATION,
            reason="All of us can read the thread.",
        )
        waiting = [look.id for look in content_of(wording, None).waiting]
        if waiting:
            actions.keep_marks(by=worked.advocate, wording=wording, looks=waiting, reason=KEPT)
        actions.publish_words(by=worked.advocate, wording=wording)
        item.refresh_from_db()
    for each in marks():
        if each.kind == "idea":
            _judge(worked, each)


def _judge(worked: Worked, each: Marked) -> None:
    from groundswell.register import actions  # noqa: PLC0415 - after django.setup()
    from groundswell.register.rules.fits import Fit  # noqa: PLC0415 - as above

    for pair in each.about.split(","):
        concern, fit = pair.split(":")
        actions.judge_fit(
            by=worked.advocate,
            idea=worked.items[each.key],  # type: ignore[arg-type]  # the key of an idea
            concern=worked.items[concern],  # type: ignore[arg-type]  # the key of a concern
            fit=Fit(fit),
            condition="somebody wants it" if fit == "depends" else "",
            kept=KEPT,
        )


def _proposed(worked: Worked) -> "Proposition":
    """Write the proposition, answer everything, hear both sides, publish it, and ask everybody once."""
    from groundswell.kit import clock  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.models import Proposition  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing import actions  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing.actions import PartWords  # noqa: PLC0415 - as above

    by = worked.advocate
    concerns = [worked.items[each.key].id for each in marks() if each.kind == "concern"]
    made = actions.begin_proposition(by=by, title=TITLE, need=NEED, concerns=set(concerns))
    for number, (title, text, hours, duties) in enumerate(PARTS):
        words = PartWords(title, text, hours, duties=duties, creates_role=number == 1)
        actions.add_part(by=by, proposition=made, words=words)
    _answer_everything(worked, made)
    made = Proposition.objects.get(id=made.id)
    actions.publish_proposition(by=by, proposition=made, revision=made.revision, kept=KEPT)
    deadline = clock.today() + timedelta(days=5)
    actions.send_review(by=by, proposition=made, deadline=deadline, minutes=10)
    return made


def _answer_everything(worked: Worked, made: "Proposition") -> None:
    from groundswell.propositions.proposing import actions  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.proposing.required import coverage_of  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing.rules.coverage import Fate  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing.rules.sides import Heard  # noqa: PLC0415 - as above

    parts = {part.place: part for part in made.parts.all()}
    said = {worked.items[each.key].id: each for each in reversed(marks()) if each.reason}
    for item in coverage_of(made).missing:
        each = said[item]
        actions.answer_item(
            by=worked.advocate,
            proposition=made,
            item=item,
            fate=Fate(each.fate),
            reason=each.reason,
            part=parts[each.part],
            kept=KEPT,
        )
    for number, view in enumerate(sorted(coverage_of(made).unheard)):
        if number % 2:
            actions.hold_side(by=worked.members[number], proposition=made, perspective=view)
        else:
            reason = "Asked in the thread; nothing more was said."
            actions.note_side(
                by=worked.advocate, proposition=made, perspective=view, heard=Heard.NOT_CONFIRMED, reason=reason
            )


def _answered(made: "Proposition") -> None:
    """Let all but two answer; one objects, three have a concern."""
    from groundswell.propositions.models import ReviewAsk  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.proposing import actions  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing.rules.reviews import Answer  # noqa: PLC0415 - as above

    asks = list(ReviewAsk.objects.filter(review=made.id).order_by("person__email"))
    second = made.parts.get(place=2)
    for number, ask in enumerate(asks[SILENT:]):
        answer = {0: Answer.OBJECTION, 1: Answer.CONCERN, 2: Answer.CONCERN, 3: Answer.CONCERN}.get(number)
        answer = answer or {4: Answer.NO_OPINION, 5: Answer.NO_OPINION, 6: Answer.NOT_NOW}.get(number)
        words = OBJECTION if answer is Answer.OBJECTION else "Who says no when the hours are gone?"
        actions.answer_review(ask=ask, answer=answer or Answer.SUPPORT, words=words, part=second)


def _decided_in_two_steps(worked: Worked, made: "Proposition") -> None:
    """Decide what nobody objects to; then, once the objection is resolved, the rest."""
    from groundswell.people.refusals import Refused  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.models import ReviewAsk  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing import actions  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing.rules.reviews import Answer, Ended  # noqa: PLC0415 - as above

    actions.close_reviews()
    for place in (1, 3):
        _decide(worked, made, place)
    objection: ReviewAsk = ReviewAsk.objects.get(review=made.id, answer=Answer.OBJECTION)
    try:
        _decide(worked, made, 2)
    except Refused:
        actions.offer_resolution(by=worked.advocate, ask=objection, offer="In a sprint with a fire the code waits.")
        actions.end_objection(ask=objection, ended=Ended.RESOLVED)
    else:
        raise AssertionError("A part was decided against a standing objection.")
    _decide(worked, made, 2)


def _decide(worked: Worked, made: "Proposition", place: int) -> None:
    from groundswell.kit import clock  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.proposing import actions  # noqa: PLC0415 - as above
    from groundswell.propositions.proposing.rules.decisions import Outcome  # noqa: PLC0415 - as above

    actions.decide_part(
        by=worked.advocate,
        part=made.parts.get(place=place),
        outcome=Outcome.YES,
        reason="Nobody objects any more.",
        decider=worked.members[1],
        review_on=clock.today() + timedelta(days=90),
        kept=KEPT,
        transition_at="https://handbook.example.org/advocate" if place == 2 else "",  # noqa: PLR2004 - the new role
    )


def _measured(worked: Worked, made: "Proposition") -> dict[str, float]:
    from groundswell.propositions.models import ReviewAsk  # noqa: PLC0415 - after django.setup()
    from groundswell.propositions.proposing.queries import pages  # noqa: PLC0415 - as above
    from groundswell.register.models.thread import Passage, Post  # noqa: PLC0415 - as above

    page = pages.page_for(worked.members[-1], made)
    answers = " ".join(f"{row.told.heading} {row.told.text} {row.response.reason}" for row in page.rows if row.response)
    result = page.review.result if page.review else {}
    counted = ReviewAsk.objects.filter(review=made.id).exclude(answer="").count()
    unfolded = page.content.word_count + len(answers.split())
    marked = set(Passage.objects.values_list("item_id", flat=True))
    return {
        "posts": Post.objects.count(),
        "words of the thread": worked.words_of_thread,
        "words to read": page.content.word_count,
        "share to read": page.content.word_count / worked.words_of_thread,
        "share with all answers unfolded": unfolded / worked.words_of_thread,
        "minutes to read": page.content.minutes,
        "things said": len(page.coverage.items),
        "things answered": page.coverage.answered,
        "marked and without an answer": len(marked - set(page.coverage.items)),
        "members asked": result["asked"],
        "members counted": counted / result["asked"],
        "members shown as at least": result["answered_percent"] / 100,
        "parts decided": sum(part.decision is not None for part in page.parts),
    }


def main() -> None:
    """Work the thread through, print a table and a JSON line, and fail past a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the topic, as its forum gives it at /t/1128.json")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="groundswell-thread-") as folder:
        _set_up(Path(folder))
        began = time.process_time()
        found = work_through(arguments.file.read_bytes())
        found["seconds of the processor"] = round(time.process_time() - began, 2)
    table = Table(title=f"{arguments.file.name}, worked through")
    table.add_column("what")
    table.add_column("measured", justify="right")
    for what, value in found.items():
        table.add_row(what, f"{value:.4g}")
    Console().print(table)
    print(json.dumps({"benchmark": "thread"} | found))
    sys.exit(found["share to read"] > MOST_READ or found["members counted"] < LEAST_COUNTED)


def _set_up(folder: Path) -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "groundswell.project.settings", "GROUNDSWELL_DATA": str(folder)}
    import django  # noqa: PLC0415 - the settings must be named first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - as above

    for alias in ("default", "keyring"):
        call_command("migrate", database=alias, verbosity=0)


if __name__ == "__main__":
    main()
