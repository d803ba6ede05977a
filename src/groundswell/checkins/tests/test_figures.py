"""The pages of what was published, in every state that they can be in."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.checkins import models
from groundswell.checkins.models import Instrument
from groundswell.checkins.rules.periods import PeriodState, Word
from groundswell.checkins.tests.published import Past, cells
from groundswell.engines.disclosure import Scale
from groundswell.kit import clock
from groundswell.people.models import Person

FIVE = Scale(1, 5)


@pytest.fixture
def member(client_of: Callable[[Person], Client], bob: Person) -> Client:
    return client_of(bob)


def read(client: Client, route: str = "figures", *args: object) -> str:
    answer = client.get(reverse(f"checkins:{route}", args=args))
    assert answer.status_code == HTTPStatus.OK
    page = " ".join(answer.content.decode().split())
    return page[page.find("<main") : page.find("</aside>")] if "<main" in page else page


def a_past(**more: object) -> Past:
    return Past(cells(("Ash", "Birch", "Cedar")), **more)  # type: ignore[arg-type]


def running(state: PeriodState) -> models.Period:
    """A check-in of sprint 30 that is open, or closed and waiting."""
    day = clock.today()
    return models.Period.objects.create(
        sprint=30,
        state=state,
        opened_on=day,
        closes_on=day + timedelta(days=6),
        closed_on=day if state != PeriodState.OPEN else None,
        k=5,
        tree={"organisation": None},
        inner_public=b"0" * 32,
        outer_public=b"0" * 32,
    )


def test_before_the_first_check_in_the_page_says_what_has_to_be_done(member: Client) -> None:
    page = read(member)
    assert "Check-ins begin once an advocate and an alternate have opened their desks" in page
    assert "chart-picture" not in page
    assert "everyone in the organisation" in page


def test_while_a_check_in_is_open_the_page_says_when_it_closes_and_nothing_else(member: Client) -> None:
    before = read(member)
    period = running(PeriodState.OPEN)
    empty = read(member)
    models.Answer.objects.create(period=period, group="organisation", sealed=b"0" * 64)
    models.Ballot.objects.create(period=period, hash="0" * 64, group="organisation")
    assert read(member) == empty
    assert "The check-in of sprint 30 is open until" in empty
    assert "Nothing of it is shown to anybody before it is closed and published." in empty
    assert "sprint 30" not in before


def test_a_closed_check_in_that_waits_says_until_when_and_what_happens_then(member: Client) -> None:
    running(PeriodState.CLOSED)
    page = read(member)
    assert "is closed. Its figures come when an advocate or the alternate opens the answers." in page
    assert "the answers are destroyed unopened" in page


def test_figures_are_said_with_their_uncertainty_first(member: Client) -> None:
    past = a_past()
    past.publish(past.roster(Ash=8, Birch=8, Cedar=8))
    page = read(member)
    assert re.search(r"<strong>Between [\d.]+ and [\d.]+, most likely [\d.]+</strong>", page)
    assert "20 answers or more" in page
    assert "There is no earlier figure to compare it with." in page
    assert "About 100 % of those who were asked took part in sprint 1" in page


def test_what_changed_is_called_a_change_only_where_it_is_more_than_the_uncertainty(member: Client) -> None:
    past = a_past()
    for _ in range(2):
        past.publish(past.roster(Ash=8, Birch=8, Cedar=8))
    page = read(member)
    assert "In sprint 1 it was between" in page
    assert "The difference is smaller than the uncertainty, so it may be chance." in page


def test_cells_that_are_shown_together_are_named_and_the_reason_is_given(member: Client) -> None:
    past = a_past()
    past.publish(past.roster(Ash=3, Birch=3, Cedar=12))
    page = read(member, "cell_figures", past.cells["Ash"].id)
    assert "together" in page
    assert "Ash" in page
    assert "Birch" in page
    assert (
        "Alone it cannot be shown, because it, or whoever is counted with it, would be fewer than 5 people or answers."
        in page
    )


@pytest.mark.slow
def test_what_cannot_be_shown_says_why_and_is_hatched(member: Client) -> None:
    past = a_past()
    past.publish(past.roster(Ash=8, Birch=8, Cedar=8))
    past.publish(past.roster(Ash=7, Birch=8, Cedar=8))
    seen = [read(member, "cell_figures", cell.id) for cell in past.cells.values()]
    assert any("together with figures already published it would tell something about fewer than 5" in s for s in seen)
    past.destroy(past.roster(Ash=8))
    assert "url(#organisation-hatch)" in read(member)


def test_an_organisation_too_small_for_any_figure_says_so(member: Client) -> None:
    past = a_past(answering=0.0)
    past.publish(past.roster(Ash=6))
    assert "cannot be shown, because no answers came this time" in read(member)


def test_a_check_in_that_nobody_opened_is_told_to_everybody(member: Client) -> None:
    past = a_past()
    past.publish(past.roster(Ash=8, Birch=8))
    past.destroy(past.roster(Ash=8, Birch=8))
    page = read(member)
    assert "Destroyed unopened" in page
    assert re.search(r"<li>Sprint 2: .*?today", page)
    assert "nobody opened the answers in time, and they were destroyed unopened" in page
    assert "nobody opened the answers in time" in read(member, "figures_csv")


def test_causes_are_said_in_bands_and_what_cannot_be_shown_looks_alike(member: Client) -> None:
    past = a_past()
    past.publish(past.roster(Ash=12, Birch=12), {Word.PROCESS: "5-9", Word.PERSONAL: "", Word.BOTH: ""})
    page = read(member)
    assert "Mostly how we work: 5 to 9 answers" in page
    hidden = "cannot be shown: fewer than 5, nobody, or nearly everybody"
    assert f"<li>Mostly personal: {hidden}</li>" in page
    assert f"<li>Both: {hidden}</li>" in page


def test_nobody_below_five_looks_like_a_few_below_five(member: Client) -> None:
    past = a_past()
    made = past.publish(past.roster(Ash=12, Birch=12))
    none = read(member)
    models.Tally.objects.bulk_create(models.Tally(release=made, word=word, band="") for word in Word)
    assert read(member) == none


def test_causes_of_every_sprint_stand_on_the_page_and_leave_as_they_were_frozen_and_not_otherwise(
    member: Client,
) -> None:
    past = a_past()
    past.publish(past.roster(Ash=12, Birch=12), {Word.PROCESS: "10-19", Word.PERSONAL: "", Word.BOTH: "5-9"})
    past.destroy(past.roster(Ash=12, Birch=12))
    past.publish(past.roster(Ash=12, Birch=12))
    past.answering = 0.0
    past.publish(past.roster(Ash=12, Birch=12))
    page = read(member)
    assert "Sprint 1: mostly how we work: 10 to 19 answers; mostly personal: not shown; both: 5 to 9 answers" in page
    assert "Sprint 3: mostly how we work: not shown; mostly personal: not shown; both: not shown" in page
    assert page.count("Not counted, because there is no figure of everyone.") == 1
    hidden = "cannot be shown: fewer than 5, nobody, or nearly everybody"
    told = [
        (1, "process", "10-19", ""),
        (1, "personal", "", hidden),
        (1, "both", "5-9", ""),
        *((3, word, "", hidden) for word in Word),
        (4, "", "", "not counted, because there is no figure of everyone"),
    ]
    published = member.get(reverse("checkins:figures_json")).json()["figures"]
    causes = [row for row in published if row["question"] == "cause"]
    assert [(row["sprint"], row["cause"], row["answers"], row["reason"]) for row in causes] == told
    assert {(bool(row["answers"]), row["state"]) for row in causes} == {(True, "shown"), (False, "hidden")}
    table = csv.DictReader(io.StringIO(member.get(reverse("checkins:figures_csv")).content.decode()))
    rows = [row for row in table if row["question"] == "cause"]
    assert [(int(row["sprint"]), row["cause"], row["answers"], row["reason"]) for row in rows] == told


def test_without_a_figure_of_everyone_causes_are_not_counted_and_that_is_said_once(member: Client) -> None:
    past = a_past(answering=0.0)
    past.publish(past.roster(Ash=6))
    page = read(member)
    assert page.count("Not counted, because there is no figure of everyone.") == 1
    assert "nearly everybody" not in page


def test_cells_stand_in_the_order_of_the_alphabet_whatever_their_figures(member: Client) -> None:
    past = a_past()
    past.publish(past.roster(Cedar=12, Ash=12, Birch=12))
    listed = re.findall(r'class="line-title" href="[^"]*"><bdi>([^<]*)</bdi>', read(member))
    assert [name for name in listed if name in past.cells] == ["Ash", "Birch", "Cedar"]
    assert listed == sorted(listed)


@pytest.mark.slow
def test_a_rotating_question_stands_with_its_source_and_its_licence(member: Client) -> None:
    instrument = Instrument.objects.get(key="speaking-up")
    name = f"speaking-up {instrument.version}"
    past = a_past(items={2: (name, FIVE)})
    for _ in range(2):
        past.publish(past.roster(Ash=12, Birch=12))
    assert instrument.item.question in read(member)
    page = read(member, "question_figures", "speaking-up", instrument.version)
    assert instrument.item.citation in page
    assert instrument.item.licence in page
    assert "most likely" in page
    on_cell = read(member, "cell_figures", past.cells["Ash"].id)
    assert instrument.item.question in on_cell
    assert on_cell.count("On a scale from 1 (bad) to 10 (good).") == 2, "beside the figure, and in the picture"
    assert on_cell.count("On a scale from 1 (Not true for me) to 5 (True for me).") == 2


def test_a_question_that_nobody_was_asked_has_no_page(member: Client) -> None:
    assert member.get(reverse("checkins:question_figures", args=["speaking-up", 1])).status_code == HTTPStatus.NOT_FOUND


def test_a_cell_that_has_ended_keeps_its_page_and_one_that_never_was_has_none(member: Client) -> None:
    past = a_past()
    past.publish(past.roster(Ash=12, Birch=12))
    past.cells["Ash"].ended_on = clock.today()
    past.cells["Ash"].save()
    assert "most likely" in read(member, "cell_figures", past.cells["Ash"].id)
    assert member.get(reverse("checkins:cell_figures", args=[uuid4()])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("route", ["figures", "figures_csv", "figures_json", "cell_figures"])
def test_a_page_asks_as_often_for_one_check_in_and_cell_as_for_three(member: Client, route: str) -> None:
    one = Past(cells(("Ash",)))
    one.publish(one.roster(Ash=12))
    args = [one.cells["Ash"].id] if route == "cell_figures" else []
    few = queries_of(member, route, *args)
    three = Past({**one.cells, **cells(("Birch", "Cedar"))}, sprint=1, published=one.published)
    three.publish(three.roster(Ash=12, Birch=12, Cedar=3))
    three.publish(three.roster(Ash=12, Birch=12, Cedar=3))
    assert queries_of(member, route, *args) == few


def queries_of(client: Client, route: str, *args: object) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(client, route, *args)
    return len(asked)


def test_an_export_says_how_it_was_made_and_no_cell_becomes_a_formula(member: Client) -> None:
    past = Past(cells(("=HYPERLINK()", "Birch")))
    past.publish({**past.roster(Birch=12), **past.roster(**{"=HYPERLINK()": 12})})
    table = member.get(reverse("checkins:figures_csv")).content.decode()
    assert "Cochran" in table
    assert ",'=HYPERLINK()" in table
    assert not re.search(r'(^|,)"?=', table, re.MULTILINE)
    machine = member.get(reverse("checkins:figures_json")).json()
    assert set(machine["method"]) == {"source", "k", "rounding", "band", "causes", "once"}
    assert {row["k"] for row in machine["figures"]} == {5}


@pytest.mark.slow
def test_the_start_page_says_what_came_last_and_leads_there(member: Client) -> None:
    past = a_past()
    assert "are published" not in read_start(member)
    past.publish(past.roster(Ash=12, Birch=12))
    assert "The figures of sprint 1 are published" in read_start(member)
    past.destroy(past.roster(Ash=12, Birch=12))
    assert "Nobody opened the answers of sprint 2 in time: they were destroyed unopened" in read_start(member)
    assert read_start(member).count(f'href="{reverse("checkins:figures")}"') > 1  # not in the header alone


def read_start(client: Client) -> str:
    return " ".join(client.get(reverse("start")).content.decode().split())


def test_where_a_question_is_shown_from_twenty_on_its_reasons_and_exports_say_twenty(member: Client) -> None:
    version = Instrument.objects.get(key="would-recommend").version
    past = a_past(items={1: (f"would-recommend {version}", Scale(0, 10))})
    past.publish(past.roster(Ash=9, Birch=8))
    page = read(member, "question_figures", "would-recommend", version)
    assert "fewer than 20 people or answers" in page
    assert "fewer than 5" not in page
    on_cell = read(member, "cell_figures", past.cells["Ash"].id)
    assert "fewer than 20 people or answers" in on_cell
    rows = member.get(reverse("checkins:figures_json")).json()["figures"]
    assert {row["question"].split()[0]: row["k"] for row in rows} == {"rating": 5, "cause": 5, "would-recommend": 20}
    assert all("fewer than 20" in row["reason"] for row in rows if row["k"] == 20)
