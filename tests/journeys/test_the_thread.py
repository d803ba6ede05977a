"""The forum thread that the product comes from, worked through from its import to its decisions."""

from pathlib import Path

import pytest

from benchmarks.thread import LEAST_COUNTED, MARKS, MEMBERS, MOST_READ, marks, work_through
from groundswell.people.models import Person
from groundswell.propositions.models import Proposition
from groundswell.propositions.proposing.queries import pages
from groundswell.register.models.thread import Passage, Post, Thread
from groundswell.register.threads.queries import blocks_in, newest
from groundswell.register.threads.rules import text_of

# The thread lies beside the project where it is developed; nobody needs it to run the tests.
REAL = Path(__file__).parents[3] / "shared/data/forum/topic-1128.json"
LONGEST_QUOTE = 6

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
if not REAL.exists():
    pytestmark.append(pytest.mark.skip(reason="the forum thread lies outside the project"))


def test_the_thread_is_decided_in_two_steps_and_every_word_of_it_that_was_marked_has_an_answer() -> None:
    found = work_through(REAL.read_bytes())
    assert Thread.objects.get().posts.count() == 19
    assert found["share to read"] <= MOST_READ
    assert found["members counted"] >= LEAST_COUNTED
    assert found["members shown as at least"] <= found["members counted"]
    assert found["members asked"] == MEMBERS
    assert found["things answered"] == found["things said"] >= 45
    assert found["marked and without an answer"] == 0
    assert found["parts decided"] == 3
    marked = set(Passage.objects.values_list("post__number", flat=True))
    silent = {post.number: text_of(blocks_in(newest(post))) for post in Post.objects.exclude(number__in=marked)}
    # A ticket, thanks, questions that others answered, and a yes: nothing in them waits for an answer.
    assert set(silent) == {3, 5, 8, 14}
    made = Proposition.objects.get()
    page = pages.page_for(Person.objects.latest("email"), made)
    assert page.step == "decided"


def test_the_marks_hold_places_and_none_of_its_words() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = text.lower().split()
        return {tuple(words[at : at + LONGEST_QUOTE]) for at in range(len(words) - LONGEST_QUOTE + 1)}

    assert len(marks()) > 45
    script = Path(MARKS).with_name("thread.py")
    ours = runs(MARKS.read_text(encoding="utf-8")) | runs(script.read_text(encoding="utf-8"))
    assert runs(REAL.read_text(encoding="utf-8").replace("\\n", " ")) & ours == set()
