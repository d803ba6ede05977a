"""What everybody may read: the organisation's own figure, where it chose so, about ten people and more."""

import re
from collections.abc import Callable
from html import unescape
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.checkins import sweeps
from groundswell.checkins.models import CheckInPlan, OutsideRelease, Period
from groundswell.checkins.tests.auditor import solvable
from groundswell.checkins.tests.published import Past, cells, person
from groundswell.checkins.tests.stage import Desks, answers, closed, link_of, milestone, on, opened, people_of, released
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db(databases="__all__")
NAMES = ("Ash", "Birch", "Cedar")


def look(client: Client | None = None) -> str:
    page = " ".join((client or Client()).get(reverse("checkins:public_figures")).content.decode().split())
    return unescape(page[page.find("<main") : page.find("</main>")])


def choose(*, is_public: bool) -> None:
    CheckInPlan.objects.update_or_create(id=1, defaults={"is_public": is_public})


def ballot_of(period: Period, person: Person) -> str:
    with on(period.opened_on):
        page = Client().get(f"/b/{link_of(period, person)}/").content.decode()
    return " ".join(page.split())


def publish(past: Past, **sizes: int) -> None:
    past.publish(past.roster(**sizes))
    sweeps.tidy()


def test_nothing_is_shown_outside_where_nobody_chose_so() -> None:
    publish(Past(cells(NAMES)), Ash=12, Birch=12, Cedar=12)
    assert "does not show figures of its check-ins outside" in look()
    assert OutsideRelease.objects.get().figure is None


def test_before_the_first_figure_the_page_says_what_would_come() -> None:
    choose(is_public=True)
    assert "Nothing is shown here yet." in look()


def test_everybody_reads_the_figure_of_everyone_and_of_no_cell(
    client_of: Callable[[Person], Client], bob: Person
) -> None:
    choose(is_public=True)
    publish(Past(cells(NAMES)), Ash=12, Birch=12, Cedar=12)
    page = look()
    assert re.search(r"Between [\d.]+ and [\d.]+, most likely [\d.]+", page)
    assert not any(name in page for name in NAMES)
    assert page == look(client_of(bob))
    assert Entry.objects.filter(verb="show_outside").exists()


def test_what_was_released_before_it_was_switched_on_stays_inside() -> None:
    past = Past(cells(NAMES))
    publish(past, Ash=12, Birch=12, Cedar=12)
    choose(is_public=True)
    sweeps.tidy()
    assert "Nothing is shown here yet." in look()
    publish(past, Ash=12, Birch=12, Cedar=12)
    assert "most likely" in look()
    assert "not shown outside the organisation" in look()


def test_what_was_open_when_it_was_switched_on_stays_inside_and_its_ballot_said_so(
    organisation: Cast, desks: Desks
) -> None:
    people = people_of(organisation.cell_one, 20, "one")
    first = opened()
    assert "for nobody outside" in ballot_of(first, people[0])
    answers(first, people[0])
    choose(is_public=True)
    assert "for nobody outside" in ballot_of(first, people[1])
    for each in people[1:]:
        answers(first, each)
    released(closed(first), desks.alice)
    sweeps.tidy()
    assert "Nothing is shown here yet." in look()
    second = opened(milestone(1))
    assert "may be read outside the organisation, too, if it is about 10 people" in ballot_of(second, people[0])
    for each in people:
        answers(second, each)
    released(closed(second), desks.alice)
    sweeps.tidy()
    assert [row.release_id for row in OutsideRelease.objects.exclude(figure=None)] == [second.sprint]


def test_what_was_switched_off_before_its_release_stays_inside_for_good() -> None:
    choose(is_public=True)
    past = Past(cells(NAMES))
    past.publish(past.roster(Ash=12, Birch=12, Cedar=12))
    choose(is_public=False)
    sweeps.tidy()
    choose(is_public=True)
    sweeps.tidy()
    assert "most likely" not in look()


def test_switched_off_nothing_is_left_to_read() -> None:
    choose(is_public=True)
    publish(Past(cells(NAMES)), Ash=12, Birch=12, Cedar=12)
    choose(is_public=False)
    assert "most likely" not in look()


def test_a_figure_of_fewer_than_ten_stays_inside() -> None:
    choose(is_public=True)
    publish(Past(cells(NAMES)), Ash=8)
    assert "Nothing is shown here yet." in look()


def test_what_is_shown_outside_is_decided_once_and_frozen() -> None:
    choose(is_public=True)
    publish(Past(cells(NAMES)), Ash=12, Birch=12, Cedar=12)
    before = list(OutsideRelease.objects.values())
    sweeps.tidy()
    assert list(OutsideRelease.objects.values()) == before
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        OutsideRelease.objects.update(figure=None)


@pytest.mark.slow
def test_the_page_asks_as_often_for_one_check_in_as_for_three() -> None:
    choose(is_public=True)
    past = Past(cells(NAMES))
    counts = []
    for _ in range(3):
        publish(past, Ash=12, Birch=12, Cedar=12)
        with CaptureQueriesContext(connection) as asked:
            look()
        counts.append(len(asked))
    assert len(set(counts)) == 1


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_nothing_about_fewer_than_ten_people_can_be_derived_outside(seed: int) -> None:
    dice = Random(seed)
    with transaction.atomic():
        choose(is_public=True)
        past = Past(cells(NAMES))
        homes = [*(str(each.id) for each in past.cells.values()), None]
        everybody = {person(f"{seed} {n}"): dice.choice(homes) for n in range(dice.choice([14, 24, 36]))}
        for sprint in range(8):
            past.publish(everybody)
            sweeps.tidy()
            everybody = {each: at for each, at in everybody.items() if dice.random() > 0.05}
            everybody |= {person(f"{seed} {sprint} {n}"): dice.choice(homes) for n in range(dice.choice([0, 1, 3]))}
        figures = [row.figure for row in OutsideRelease.objects.exclude(figure=None).select_related("figure")]
        groups = {period.number: {group.name: group.people for group in period.groups} for period in past.periods}
        transaction.set_rollback(True)
    shown = [
        frozenset[str]().union(*(groups[each.release_id][name] for name in each.groups)) for each in figures if each
    ]
    assert solvable(shown, 10) is None
