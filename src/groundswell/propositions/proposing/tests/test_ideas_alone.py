"""Ideas that members wrote alone in a round are answered by the proposition that came of it, or it is not published."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.checkins.tests.stage import on
from groundswell.kit import clock
from groundswell.people import queries as organisation
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Idea, Proposition, Response, Round, Version
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.actions import Uncovered
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules.coverage import Fate, Lack
from groundswell.propositions.proposing.tests.conftest import answer, answer_all, begun, publish
from groundswell.propositions.rounds import actions as rounds
from groundswell.propositions.rounds import queries
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.sweeps import rounds as sweep
from groundswell.propositions.rounds.tests import stage
from groundswell.register.models import Concern

pytestmark = pytest.mark.django_db(databases="__all__")
THOUGHTS = ("Pair on it.", "Pair on it, each morning.", "A rota.", "Nothing, as long as on-call is two people's work.")
EXPORTS = ("export/page/", "export/table/", "export/data/")


def of_round(by: Person, made: Proposition, *ideas: str, is_late: bool = False) -> Round:
    """Return a round whose ideas were revealed, and of which a proposition came."""
    found = stage.prepared(by)
    Round.objects.filter(id=found.id).update(phase=Phase.PROPOSITION)
    found.refresh_from_db()
    for text in ideas:
        Idea.objects.create(round=found, text=text, is_late=is_late)
    rounds.follow_round(by=by, found=found, proposition=made.id)
    return found


def goes_out(by: Person, made: Proposition) -> bool:
    """Try to publish it, and tell whether it went out. Nothing of the try stays."""
    before = Version.objects.filter(proposition=made).count()
    try:
        with transaction.atomic():
            revision = Proposition.objects.get(id=made.id).revision
            actions.publish_proposition(by=by, proposition=made, revision=revision)
            went = Version.objects.filter(proposition=made).count() == before + 1
            transaction.set_rollback(True)
    except Uncovered:
        return False
    return went


def ends_well(item: UUID, fates: dict[UUID, UUID | None], seen: frozenset[UUID] = frozenset()) -> bool:
    """Tell, in the plainest way, whether an answer ends at one that is not "same as"."""
    if item in seen or item not in fates:
        return False
    target = fates[item]
    return target is None or ends_well(target, fates, seen | {item})


@pytest.mark.slow
def test_it_is_published_exactly_when_each_idea_that_was_written_alone_is_answered(
    alice: Person, concern: Concern
) -> None:
    everybody = stage.organisation()

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        written=st.lists(st.lists(st.sampled_from(THOUGHTS), max_size=3, unique=True), min_size=4, max_size=4),
        on_a_concern=st.booleans(),
        data=st.data(),
    )
    def lives(written: list[list[str]], on_a_concern: bool, data: st.DataObject) -> None:  # noqa: FBT001 - drawn by name
        with transaction.atomic():
            made = begun(alice, concern) if on_a_concern else begun(alice)
            found = stage.opened(alice)
            rounds.follow_round(by=alice, found=found, proposition=made.id)
            silent = coverage_of(made)
            for person, ideas in zip(everybody, [*written, *[[]] * len(everybody)], strict=False):
                rounds.write_ideas(known=stage.known(found, person), ideas=ideas or ["-"], done=None)
                assert coverage_of(made) == silent, "nothing shows before the reveal"
            sweep()
            items = list(coverage_of(made).items)
            silent_ones = len(everybody) - sum(bool(ideas) for ideas in written)
            said = sorted([*(text for ideas in written for text in ideas), *["-"] * silent_ones])
            assert sorted(Idea.objects.filter(id__in=items).values_list("text", flat=True)) == said
            assert len(items) == len(said) + on_a_concern
            fates: dict[UUID, UUID | None] = {}
            for item in data.draw(st.permutations(items)):
                assert goes_out(alice, made) == all(ends_well(each, fates) for each in items)
                target = data.draw(st.sampled_from([None, None, *items]))
                try:
                    answer(alice, made, item, Fate.SAME_AS if target else Fate.DECLINED, same_as=target)
                except Refused:
                    target = None
                    answer(alice, made, item)
                fates[item] = target
            assert goes_out(alice, made) == all(ends_well(each, fates) for each in items)
            assert coverage_of(made).is_whole
            transaction.set_rollback(True)

    lives()


@pytest.mark.slow
def test_before_the_reveal_no_page_shows_that_anything_was_written(
    alice: Person, bob: Person, published_one: Proposition, client_of: Callable[[Person], Client]
) -> None:
    found = stage.opened(alice)
    rounds.follow_round(by=alice, found=found, proposition=published_one.id)
    url = f"/propositions/{published_one.id}/"
    asked = [(alice, f"{url}coverage/"), (alice, f"{url}publish/"), *((bob, f"{url}{end}") for end in ("", *EXPORTS))]
    asked += [(person, "/propositions/") for person in (alice, bob)]
    before = [_page(client_of(person), path) for person, path in asked]
    *most, last = stage.organisation()
    for person in most:
        stage.writes(found, person, "Pair on it.", "A rota.")
    sweep()
    assert [_page(client_of(person), path) for person, path in asked] == before
    stage.writes(found, last, "Ask the harbour.")
    sweep()
    after = _page(client_of(bob), url)
    assert "Ask the harbour." in after
    assert "needs an answer" in after


def _page(browser: Client, path: str) -> str:
    shown = browser.get(path)
    assert shown.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", shown.text)


def test_a_proposition_of_a_round_answers_its_ideas_and_one_of_no_round_none(
    alice: Person, proposition: Proposition, concern: Concern
) -> None:
    other = begun(alice, concern)
    of_round(alice, proposition, "Pair on it.", "A rota.")
    assert len(coverage_of(proposition).missing) == 3
    assert set(coverage_of(other).missing) == {concern.id}
    with pytest.raises(Uncovered, match="3 things that were said have no answer"):
        actions.publish_proposition(by=alice, proposition=proposition, revision=proposition.revision)
    publish(alice, proposition)
    assert Version.objects.filter(proposition=proposition).exists()


def test_an_idea_is_the_same_as_another_or_as_something_in_the_register(
    alice: Person, proposition: Proposition, concern: Concern
) -> None:
    found = of_round(alice, proposition, "Pair on it.", "Pair on it, please.")
    one, other = Idea.objects.filter(round=found)
    answer(alice, proposition, one.id, Fate.SAME_AS, same_as=other.id)
    answer(alice, proposition, other.id, Fate.SAME_AS, same_as=concern.id)
    assert set(coverage_of(proposition).missing) == {concern.id, one.id, other.id}
    answer(alice, proposition, concern.id)
    assert coverage_of(proposition).is_whole


@pytest.mark.slow
def test_a_late_idea_takes_what_was_published_back_to_needing_an_answer(
    alice: Person, bob: Person, proposition: Proposition, client: Client
) -> None:
    found = of_round(alice, proposition, "Pair on it.")
    publish(alice, proposition)
    client.force_login(bob)
    url = f"/propositions/{proposition.id}/"
    assert "needs an answer" not in client.get(url).text
    late = Idea.objects.create(round=found, text="Say each morning what waits.", is_late=True)
    page = client.get(url).text
    assert "needs an answer" in page
    assert f'href="/rounds/{found.id}/#idea-{late.id}"' in page
    assert "written alone in a round" in page
    assert f'id="idea-{late.id}"' in client.get(f"/rounds/{found.id}/").text
    assert coverage_of(proposition).missing == {late.id: Lack.NOTHING}
    answer_all(alice, proposition)
    assert "needs an answer" not in client.get(url).text


@pytest.mark.slow
def test_an_advocate_says_of_a_draft_that_it_came_of_a_round_and_no_member_learns_of_it(
    alice: Person, bob: Person, proposition: Proposition, client: Client
) -> None:
    found = of_round(alice, begun(alice), "Pair on it.", "Nothing new: " + "it waits and waits, " * 9)
    client.force_login(alice)
    assert "Review within a day (draft)" in client.get(f"/rounds/{found.id}/").text
    noted = client.post(f"/rounds/{found.id}/proposition/", {"proposition": str(proposition.id)})
    assert noted.status_code == 303
    short, long = Idea.objects.filter(round=found).order_by("text").reverse()
    for page in ("coverage", "publish"):
        shown = client.get(f"/propositions/{proposition.id}/{page}/").text
        assert f'href="/propositions/{proposition.id}/coverage/{short.id}/"' in shown
        assert "idea, written alone in a round" in shown
    ask = f"/propositions/{proposition.id}/coverage/{long.id}/"
    page = client.get(ask).text
    assert long.text.strip() in page
    assert "so does whoever wrote it" in page
    said = {"fate": "declined", "reason": f"{bob.name} wrote it.", "part": proposition.parts.get().id, "same_as": ""}
    assert client.post(ask, said).status_code == 422, "a name waits for a look"
    assert client.post(ask, said | {"reason": "It was tried."}).status_code == 303
    client.force_login(bob)
    assert client.get(ask).status_code == 404
    page = client.get(f"/rounds/{found.id}/").text
    assert "Pair on it." in page
    assert "Review within a day" not in page


def test_what_everybody_reads_lets_go_of_no_idea_but_to_another_proposition(
    alice: Person, proposition: Proposition, concern: Concern, client: Client
) -> None:
    found = of_round(alice, proposition, "Pair on it.")
    rounds.follow_round(by=alice, found=found, proposition=None)
    rounds.follow_round(by=alice, found=found, proposition=proposition.id)
    publish(alice, proposition)
    client.force_login(alice)
    refused = client.post(f"/rounds/{found.id}/proposition/", {"proposition": ""})
    assert refused.status_code == 422
    assert "answers the ideas of this round" in refused.text
    other = begun(alice, concern)
    rounds.follow_round(by=alice, found=found, proposition=other.id)
    assert len(coverage_of(other).missing) == 2
    assert coverage_of(proposition).is_whole


@pytest.mark.slow
def test_what_somebody_takes_back_in_the_register_forgets_no_answer_to_an_idea_of_a_round(
    alice: Person, proposition: Proposition
) -> None:
    of_round(alice, proposition, "Pair on it.")
    answer_all(alice, proposition)
    gone = Response.objects.create(
        proposition=proposition,
        part=proposition.parts.get(),
        kind="idea",
        item=uuid4(),
        fate=Fate.DECLINED,
        reason="It was tried.",
        words=b"",
        day=clock.today(),
        by=alice,
    )
    assert actions.forget_answers_to_nothing() == 1
    assert not Response.objects.filter(id=gone.id).exists()
    assert coverage_of(proposition).is_whole


@pytest.mark.slow
def test_ideas_go_along_in_what_everybody_here_may_read_and_never_outside(
    alice: Person, bob: Person, proposition: Proposition, client: Client
) -> None:
    of_round(alice, proposition, "Ask the harbour.")
    publish(alice, proposition)
    client.force_login(bob)
    url = f"/propositions/{proposition.id}/"
    for form in EXPORTS:
        assert "Ask the harbour." in client.get(f"{url}{form}").text
    client.force_login(alice)
    for form in ("forum", "handbook"):
        assert "Ask the harbour." not in client.get(f"{url}export/{form}/").text


@pytest.mark.slow
def test_the_pages_take_as_many_queries_for_one_idea_as_for_three(
    alice: Person, proposition: Proposition, client: Client
) -> None:
    found = of_round(alice, proposition, "Pair on it.")
    client.force_login(alice)
    counted = []
    for more in ((), ("A rota.", "A list.")):
        for text in more:
            Idea.objects.create(round=found, text=text)
        counted.append([_queries(client, f"/propositions/{proposition.id}/{end}") for end in ("", "coverage/")])
        counted[-1].append(_queries(client, "/propositions/"))
    assert counted[0] == counted[1]


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.slow
def test_late_sheets_are_as_silent_as_the_first(alice: Person, bob: Person, proposition: Proposition) -> None:
    found = stage.opened(alice)
    for person in stage.organisation():
        stage.writes(found, person, "Pair on it.")
    sweep()
    found.refresh_from_db()
    rounds.follow_round(by=alice, found=found, proposition=proposition.id)
    answer_all(alice, proposition)
    with on(organisation.sprint_now().last + timedelta(days=1)):
        sweep()
        rounds.write_ideas(known=stage.known(found, bob, Phase.LATE), ideas=["A rota."], done=None)
        assert coverage_of(proposition).is_whole
        last = queries.sealed_phase(found, Phase.LATE)
        assert last is not None
        assert last.last_day is not None
    with on(last.last_day + timedelta(days=1)):
        sweep()
    late = Idea.objects.get(round=found, is_late=True)
    assert coverage_of(proposition).missing == {late.id: Lack.NOTHING}
