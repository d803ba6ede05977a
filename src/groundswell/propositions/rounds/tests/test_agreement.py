"""What we agree on, and what changed since the round before: all of it from what was published."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.propositions.models import Opinions, Round
from groundswell.propositions.rounds import actions, exports, published
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.published import Groups, Published, Shown
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Figure, Share
from groundswell.propositions.rounds.rules.phases import Phase

pytestmark = pytest.mark.django_db


def figure(agree: int, disagree: int, *, sure: int = 10, seen: str = "20+") -> Figure:
    first, second = (Share(each, max(each - sure, 0), min(each + sure, 100)) for each in (agree, disagree))
    return Figure(first, second, seen)


def voted(by: Person, *shown: Shown, groups: Groups | None = None, follows: Round | None = None) -> Round:
    more = Prepared("Reviews", follows=follows, changed="A rota was tried." if follows else "")
    found = actions.prepare_round(by=by, prepared=more)
    Round.objects.filter(id=found.id).update(phase=Phase.PROPOSITION)
    told = Published(5, 100, shown, groups=groups or Groups())
    Opinions.objects.create(round=found, day=clock.today(), content=published.written(told))
    return found


# --- The rules -------------------------------------------------------------------------------------------------------


def test_we_agree_where_the_interval_begins_at_half_and_nowhere_else() -> None:
    every = {
        0: figure(60, 20),
        1: figure(59, 20),
        2: figure(85, 5),
        3: figure(10, 80),
        4: figure(65, 30, sure=5),
        5: figure(90, 5, seen="5-9"),
        6: None,
    }
    assert figures.consensus(every) == ([2, 0], [3])


def test_at_most_five_stand_on_each_side() -> None:
    agreed, refused = figures.consensus({number: figure(60 + number, 10) for number in range(9)})
    assert (agreed, refused) == ([8, 7, 6, 5, 4], [])


def test_across_groups_each_group_counts_and_one_that_is_not_shown_ends_it() -> None:
    every = {
        0: (figure(60, 20), figure(90, 5)),
        1: (figure(75, 20), figure(75, 5)),
        2: (figure(50, 20), figure(95, 5)),
        3: (figure(90, 5), None),
        4: (figure(10, 70), figure(5, 55)),
        5: (figure(90, 5),),
        6: (),
    }
    assert figures.consensus_of_groups(every) == ([1, 0], [4])


# --- The page --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_page_says_what_we_agree_on_and_across_groups_only_where_groups_are_shown(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    both = (figure(80, 10), figure(70, 15))
    shown = (Shown(0, "Reviews come first.", figure(75, 10), by_group=both), Shown(1, "Never.", figure(30, 40)))
    groups = Groups(sizes=("20+", "20+"), centres=((0.0, 0.0), (1.0, 1.0)), apart=((), ()), reason=None)
    plain, grouped = voted(alice, *shown[1:]), voted(alice, *shown, groups=groups)
    member = client_of(bob)
    page = member.get(reverse("rounds:opinions", args=[grouped.id])).text.split('id="agreement"')[1]
    ours, across = page.split("In every group")
    assert "Reviews come first." in ours
    assert "about 75 % agree" in ours
    assert "Never." not in page.split('id="groups"')[0]
    assert "about 80 % agree" in across
    assert "about 70 % agree" in across
    page = member.get(reverse("rounds:opinions", args=[plain.id])).text
    assert "No groups are shown, so nothing is told across them." in page
    kept = Opinions.objects.get(round=grouped)
    told = exports.as_data(grouped, kept.day, published.read(kept.content))
    assert [each["statement"] for each in told["agreement"]] == ["Reviews come first."]


@pytest.mark.slow
def test_a_later_round_says_what_changed_of_what_both_published(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    first = voted(alice, Shown(0, "Reviews come first.", figure(40, 40)), Shown(1, "Pair.", figure(70, 10)))
    later = voted(
        alice, Shown(0, "Reviews, come first", figure(75, 10)), Shown(1, "New.", figure(70, 10)), follows=first
    )
    page = client_of(bob).get(reverse("rounds:opinions", args=[later.id])).text.split('id="before"')[1]
    section = page.split("</section>")[0]
    assert "A rota was tried." in section
    assert "before: about 40 % agree; now: about 75 % agree" in section
    assert "New." not in section
    assert "Pair." not in section
    told = client_of(bob).get(reverse("rounds:export_opinions", args=[later.id, "data"])).json()
    since = told["since_the_round_before"]
    assert (since["title"], since["changed"]) == (first.title, "A rota was tried.")
    assert since["statements"] == [
        {"statement": "Reviews, come first", "before": "about 40 % agree", "now": "about 75 % agree"}
    ]
    table = client_of(bob).get(reverse("rounds:export_opinions", args=[later.id, "table"])).text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["agree in the round before"] for row in rows] == ["about 40 % agree", ""]
    assert {(row["the round before"], row["what changed since"]) for row in rows} == {
        (first.title, "A rota was tried.")
    }
    alone = client_of(bob).get(reverse("rounds:export_opinions", args=[first.id, "data"])).json()
    assert alone["since_the_round_before"] is None


@pytest.mark.slow
def test_an_earlier_round_on_the_same_is_suggested_and_what_was_typed_stays(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    first = actions.prepare_round(by=alice, prepared=Prepared("Where do reviews wait?"))
    Round.objects.filter(id=first.id).update(phase=Phase.ENDED)
    desk, path = client_of(alice), reverse("rounds:prepare")
    sent = {"title": "Where do reviews wait", "question": "What helps?", "template": "review-only", "k": "5"}
    page = desk.post(path, sent)
    assert Round.objects.count() == 1
    assert "This seems to go on from an earlier round" in page.text
    assert 'value="Where do reviews wait"' in page.text
    assert "Say what has changed" in desk.post(path, sent | {"follows": str(first.id)}).text
    assert desk.post(path, sent | {"follows": str(first.id), "changed": "A rota."}).status_code == 303
    assert desk.post(path, sent | {"act": "anyway"}).status_code == 303
    assert desk.post(path, sent | {"title": "Where is the harbour?", "question": ""}).status_code == 303
    assert Round.objects.filter(follows=first).count() == 1
