"""What a vote says: published once, frozen, statements first; groups only where there are any."""

import csv
import hashlib
import io
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.propositions.models import Opinions, Round, RoundRosterEntry
from groundswell.propositions.rounds import actions, exports, mapping, pictures, published, sealing, sentences
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.mapping import Question
from groundswell.propositions.rounds.rules.figures import NoGroups, Share, Why
from groundswell.propositions.rounds.rules.phases import Ending, Phase, Template
from groundswell.propositions.rounds.rules.sheets import Cast, Vote
from groundswell.propositions.rounds.sweeps import Leavers
from groundswell.propositions.rounds.tests import stage

K = 5
TEXTS = {number: f"Statement {number}" for number in range(12)}
type Book = dict[int, Cast]


def two_camps(people_: int, *, seed: int = 1, sure: float = 0.95) -> list[Book]:
    """Return the books of people of two minds, who hold to theirs nearly always."""
    dice, books = random.Random(seed), []
    for person in range(people_):
        mind = Vote.AGREE if person % 2 else Vote.DISAGREE
        sides = [mind if number < 6 else Vote(-mind) for number in TEXTS]
        books.append(
            {
                n: Cast(side if dice.random() < sure else Vote(-side), dice.random() < 0.4)
                for n, side in enumerate(sides)
            }
        )
    return books


def at_random(people_: int, seed: int = 1) -> list[Book]:
    dice = random.Random(seed)
    return [{number: Cast(dice.choice(list(Vote))) for number in TEXTS} for _ in range(people_)]


@pytest.mark.slow
def test_two_camps_are_shown_as_groups_with_their_sizes_as_bands() -> None:
    found = mapping.published(Question(TEXTS, 80, K), two_camps(60))
    assert found.groups.reason is None
    assert found.groups.sizes == ("20+", "20+")
    assert all(len(each.by_group) == 2 for each in found.statements)
    assert found.picture is not None
    assert found.picture.share > 45
    assert found.participation == 70


def test_chance_is_not_shown_as_groups() -> None:
    found = mapping.published(Question(TEXTS, 24, K), at_random(24))
    assert found.groups.reason in {NoGroups.CHANCE, NoGroups.UNSTABLE}
    assert not found.groups.sizes
    assert all(each.by_group == () for each in found.statements)


@pytest.mark.slow
def test_a_group_below_k_is_not_shown() -> None:
    found = mapping.published(Question(TEXTS, 60, 40), two_camps(60))
    assert found.groups.reason is NoGroups.SMALL


@pytest.mark.slow
def test_the_order_of_books_changes_nothing() -> None:
    books = two_camps(40, sure=0.8)
    shuffled = random.Random(3).sample(books, len(books))
    one, two = (mapping.published(Question(TEXTS, 40, K), each) for each in (books, shuffled))
    assert one == two


@pytest.mark.parametrize(
    "books",
    [
        [],
        [{} for _ in range(9)],
        [{0: Cast(Vote.AGREE)} for _ in range(4)],
        [{0: Cast(Vote.AGREE)} for _ in range(9)],
        [dict.fromkeys(range(12), Cast(Vote.PASS)) for _ in range(9)],
        [dict.fromkeys(range(12), Cast(Vote.AGREE)) for _ in range(9)],
        [dict.fromkeys(range(2), Cast(Vote.AGREE)) for _ in range(9)],
    ],
    ids=["nobody", "empty books", "too few", "one statement", "all pass", "all agree", "a constant column"],
)
def test_a_poor_vote_is_a_page_and_never_a_fault(books: list[Book]) -> None:
    found = mapping.published(Question(TEXTS, 9, K), books)
    assert "nan" not in str(published.written(found)).lower()
    assert found.groups.reason is not None
    assert published.read(published.written(found)) == found
    assert pictures.map_of(found) is None or "nan" not in str(pictures.map_of(found)).lower()


@pytest.mark.slow
def test_no_square_of_the_picture_holds_fewer_than_k() -> None:
    found = mapping.published(Question(TEXTS, 60, K), two_camps(60))
    assert found.picture is not None
    assert found.picture.people
    few = mapping.published(Question(TEXTS, 60, 59), two_camps(60))
    assert few.picture is None or not few.picture.people


def test_weights_are_made_of_priorities_and_know_what_was_seen() -> None:
    weights, seen = mapping.weights([{0: Cast(Vote.AGREE)}, {0: Cast(Vote.PASS), 1: Cast(Vote.AGREE)}], [0, 1, 2])
    assert seen == {0: 2, 1: 1, 2: 0}
    assert weights[2] >= weights[0]
    assert mapping.weights([], [0])[0] == {0: 1.0}


@pytest.mark.slow
def test_web_workers_count_no_votes_with_numpy() -> None:
    code = (
        "import django; django.setup(); from django.urls import get_resolver; get_resolver().reverse_dict\n"
        "import sys; print(*sorted({'numpy', 'scipy'} & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


@pytest.mark.slow
def test_groups_stand_on_the_page_and_the_map_with_their_sizes_and_what_sets_them_apart(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    found = stage.opened(alice)
    content = published.written(mapping.published(Question(TEXTS, 80, K), two_camps(60)))
    Opinions.objects.create(round=found, day=clock.today(), content=content)
    page = client_of(bob).get(reverse("rounds:opinions", args=[found.id])).text
    assert "Group A (20+ people)" in page
    assert re.search(r"Statement \d+ <span class=\"quiet\">\d+ % or more agree", page)
    assert "No groups are shown" not in page
    assert "With other people drawn, the groups came back to" in page
    assert "the middle of a group" in page
    assert "5 people and more stand here" in page
    second = client_of(bob).get(reverse("rounds:opinions", args=[found.id]), {"divides": "99", "agreed": "x"})
    assert second.status_code == 200


# --- Published once --------------------------------------------------------------------------------------------------


@pytest.fixture
def voted(alice: Person) -> Round:
    """Return a round of seven that was voted on by all but Alice, and published."""
    found = stage.voting(alice)
    for person in [each for each in stage.organisation() if each != alice]:
        stage.votes(found, person, s0=Vote.AGREE, s1=Vote.DISAGREE)
    return stage.over(found)


@pytest.mark.slow
def test_everybody_reads_statements_first_with_how_sure_they_are(
    voted: Round, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(bob).get(reverse("rounds:opinions", args=[voted.id])).text
    assert "At least 80 % of all who were asked voted." in page
    assert "80 % or more" in page
    assert "20 % or fewer" in page
    assert "5–9" in page
    assert "So few voted on it" in page
    assert page.index("What more agree with than disagree") < page.index("Groups")
    assert "No groups are shown." in page


def _without_hash(told: dict[str, object]) -> str:
    content = {key: each for key, each in told.items() if key != "sha256"}
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.slow
def test_what_the_page_shows_leaves_as_data_and_as_a_table_with_one_hash(
    voted: Round, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    reader = client_of(bob)
    page = reader.get(reverse("rounds:opinions", args=[voted.id])).text
    address = {form: reverse("rounds:export_opinions", args=[voted.id, form]) for form in ("data", "table", "voices")}
    assert address["data"] in page
    assert address["table"] in page
    assert reader.get(address["voices"]).status_code == 404
    answer = reader.get(address["data"])
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    told = json.loads(answer.text)
    assert told["sha256"] == hashlib.sha256(_without_hash(told).encode()).hexdigest()
    assert told["participation"] in page
    assert "Nothing is about fewer than 5 people; how many voted on a statement is a band." in told["method"]
    agreed, disagreed, unheard = told["statements"]
    assert agreed["agree"]["words"] == "80 % or more"
    assert (agreed["voted"], agreed["matters_to"]) == ("5–9", "")
    assert disagreed["agree"]["words"] == "20 % or fewer"
    assert unheard["agree"] is None
    assert unheard["not_shown_because"] in page
    assert (told["groups"], told["no_groups"] in page) == ([], True)
    rows = list(csv.DictReader(io.StringIO(reader.get(address["table"]).text)))
    assert [row["statement"] for row in rows] == list(stage.STATEMENTS)
    assert rows[0]["agree, low %"] == str(agreed["agree"]["low"])
    assert {row["sha256"] for row in rows} == {told["sha256"]}


@pytest.mark.slow
def test_groups_leave_as_they_are_shown_and_nothing_else_of_who_is_in_them(alice: Person) -> None:
    result = mapping.published(Question(TEXTS, 80, K), two_camps(60))
    told = exports.as_data(stage.prepared(alice), clock.today(), result)
    assert [(each["name"], each["people"]) for each in told["groups"]] == [("Group A", "20+"), ("Group B", "20+")]
    assert all(each["apart"] for each in told["groups"])
    assert told["no_groups"] == ""
    assert "by_group" not in json.dumps(told)


def test_a_statement_that_looks_like_a_formula_is_none_in_a_spreadsheet(alice: Person) -> None:
    result = published.Published(5, 0, (published.Shown(0, "=1+1", None, Why.FEW),))
    rows = list(csv.DictReader(io.StringIO(exports.table(stage.prepared(alice), clock.today(), result))))
    assert rows[0]["statement"] == "'=1+1"


def test_what_was_voted_on_elsewhere_leaves_with_another_card(alice: Person) -> None:
    elsewhere = Round(title="There", elsewhere="https://polis.example/1", elsewhere_mark="x")
    told = exports.as_data(elsewhere, clock.today(), published.Published(5, 0, ()))
    assert told["method"][0].startswith("It was voted on elsewhere")
    assert told["participation"] == "It was voted on elsewhere: how many were asked there is not known."


def test_what_was_kept_of_who_voted_by_the_older_rule_is_read_as_what_is_surely_reached() -> None:
    empty = published.written(published.Published(5, 0, ())) | {"format": 1}
    told = [published.read(empty | {"participation": rounded}).participation for rounded in (0, 10, 60, 90, 100)]
    assert told == [0, 0, 50, 80, 80], "100 said of everybody that they had voted"


@pytest.mark.slow
def test_while_a_vote_runs_there_is_no_page(alice: Person, bob: Person, client_of: Callable[[Person], Client]) -> None:
    found = stage.voting(alice)
    stage.votes(found, bob, s0=Vote.AGREE)
    assert client_of(bob).get(reverse("rounds:opinions", args=[found.id])).status_code == 404
    assert client_of(alice).get(reverse("rounds:opinions", args=[found.id])).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("model", [Opinions, RoundRosterEntry])
def test_the_database_refuses_to_change_what_was_published(model: type, voted: Round) -> None:
    del voted
    rows = model.objects.all()  # type: ignore[attr-defined]  # a model
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**{"day": clock.today()} if model is Opinions else {"was_away": True})
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.all()._raw_delete("default")


@pytest.mark.slow
def test_where_too_few_books_are_left_nothing_is_opened(alice: Person, bob: Person) -> None:
    found = stage.voting(alice)
    stage.votes(found, bob, s0=Vote.AGREE)
    for person in [each for each in stage.organisation() if each != bob][:3]:
        Leavers().departed(person)
    stage.over(found)
    assert found.phase == Phase.PROPOSITION
    assert not Opinions.objects.exists()
    assert stage.sealed(found, Phase.VOTES).ending == Ending.TOO_FEW


@pytest.mark.slow
def test_without_its_key_a_vote_is_lost_and_the_page_says_so(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    found = stage.voting(alice)
    sealing.destroy_outer_pair(found.number, Phase.VOTES)
    stage.over(found)
    page = client_of(bob).get(reverse("rounds:round", args=[found.id])).text
    assert "The key file that closed this phase is missing" in page


@pytest.mark.slow
def test_what_nearly_the_same_people_vote_on_again_is_withheld(alice: Person, voted: Round) -> None:
    people.add_person(by=None, name="Nell", email="nell@example.org", joined_on=clock.today())
    follows = Prepared("Again", template=Template.FULL, follows=voted, changed="Nell came.")
    found = actions.prepare_round(by=alice, prepared=follows)
    actions.open_round(by=alice, found=found, reason="It is a test.")
    stage.over(found)
    actions.add_statement(by=alice, found=found, text=stage.STATEMENTS[0])
    actions.add_statement(by=alice, found=found, text="Something that is new.")
    actions.move_round(by=alice, found=found, seen=Phase.CLARIFY)
    for person in stage.organisation():
        stage.votes(found, person, s0=Vote.AGREE, s1=Vote.AGREE)
    stage.over(found)
    shown = published.read(Opinions.objects.get(round=found).content).statements
    assert shown[0].why is Why.SAME_PEOPLE
    assert shown[1].figure is not None


@pytest.mark.slow
def test_the_order_of_statements_is_weighed_once_a_day_and_sealed(alice: Person) -> None:
    found = stage.voting(alice)
    for person in stage.organisation()[:6]:
        stage.votes(found, person, s0=Vote.AGREE)
    phase = stage.sealed(found, Phase.VOTES)
    assert not actions.weigh_statements(phase)
    with clock.held_at(clock.now() + timedelta(days=1)):
        assert actions.weigh_statements(stage.sealed(found, Phase.VOTES))
        assert not actions.weigh_statements(stage.sealed(found, Phase.VOTES))
    phase = stage.sealed(found, Phase.VOTES)
    pair = sealing.outer_pair_kept(found.number, Phase.VOTES)
    assert pair is not None
    weights = sealing.open_weights(bytes(phase.weights or b""), pair)
    assert weights is not None
    assert weights["behind"] == [0, 1, 2]
    assert b"weights" not in bytes(phase.weights or b"")
    assert sealing.open_weights(b"x" * 60, pair) is None


def test_shares_are_said_in_words_and_the_ends_say_that_they_are_ends() -> None:
    assert sentences.share(Share(95, 80, 100), "20+") == "95 % or more"
    assert sentences.share(Share(5, 0, 20), "20+") == "5 % or fewer"
    assert sentences.share(Share(50, 30, 70), "20+") == "about 50 %"
    assert sentences.share(Share(80, 60, 100), "10-19") == "about 80 %"
    assert sentences.share(Share(80, 40, 100), "5-9") == "80 % or more"


@pytest.mark.parametrize("share", [5, 20, 40, 70])
def test_how_much_the_picture_shows_is_said_in_words(share: int) -> None:
    assert f"({share} %)" in pictures.share_words(share)
