"""Whether words may be shown is asked each time they are: what let them out can go without anybody's act."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people import queries as people_queries
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import SourceRef
from groundswell.register.asking import Counting
from groundswell.register.models import Concern, Source
from groundswell.register.outcomes import Outcomes
from groundswell.register.queries.ground import Groups, without_ground
from groundswell.register.queries.marks import marks_in
from groundswell.register.tests.conftest import Desks, keep_all, proposed, published
from groundswell.voices import actions as voices
from groundswell.voices.models import Consent
from groundswell.voices.rules import Refusal
from groundswell.voices.tests.conftest import own, say
from tests.cast import Cast

type Raise = Callable[..., Concern]
TITLE = "Harbour nights wait"


@pytest.fixture
def crowd(organisation: Cast) -> list[Person]:
    """Return four more people, with whom the organisation has more than eight."""
    names = [f"Person {number}" for number in range(4)]
    return [people.add_person(by=None, name=each, email=f"{each[-1]}@example.org") for each in names]


def out_by_silence(desks: Desks, raised: Raise, title: str = TITLE) -> tuple[Concern, list[UUID]]:
    """Return a public concern that is out because three voices were asked and said nothing for seven days."""
    said, by = [say(desks, f"{title} {number}").voice for number in range(3)], desks.alice.reader
    concern = raised(title, text="", voices=tuple(said))
    wording = proposed(concern, Audience.PUBLIC, by=by)
    actions.compare_words(by=by, wording=wording, originals=dict.fromkeys(said, "x"), desk=desks.alice)
    keep_all(wording, by)
    actions.ask_authors(by=by, wording=wording, desk=desks.alice)
    past = clock.today() - timedelta(days=8)
    Consent.objects.filter(about_id=concern.id).update(asked_on=past, announced_on=past)
    actions.publish_words(by=by, wording=wording, desk=desks.alice)
    return Concern.objects.get(id=concern.id), said


def shrink(crowd: list[Person], until: object) -> None:
    Person.objects.filter(id__in=[each.id for each in crowd]).update(left_on=until)


def pages_with(words: str, browser: Client, concern: Concern) -> list[str]:
    """Return the pages on which somebody reads these words."""
    routes = [reverse(f"register:{name}") for name in ("concerns", "public_concerns", "pairs")]
    routes += [reverse(f"register:{name}", args=[concern.id]) for name in ("concern", "public_concern")]
    routes += [f"{reverse('register:concerns')}?words=nights", f"{reverse('search')}?q=nights"]
    return [each for each in routes if words in browser.get(each).text]


@pytest.mark.slow
def test_a_group_that_shrinks_below_eight_takes_the_words_from_every_page_until_it_has_grown_again(
    desks: Desks, raised: Raise, crowd: list[Person], client_of: Callable[[Person], Client], bob: Person
) -> None:
    concern, said = out_by_silence(desks, raised)
    actions.add_own_idea(by=bob, concern=concern, text="Take turns")
    member = client_of(bob)
    everywhere = pages_with("Harbour", member, concern)
    assert len(everywhere) == 7
    shrink(crowd, clock.today())
    assert people_queries.active_people().count() < 8
    assert pages_with("Harbour", member, concern) == []
    assert "These words are not shown now" in member.get(reverse("register:concern", args=[concern.id])).text
    assert Outcomes().outcomes_of(said)[said[0]][0].title != TITLE
    assert TITLE not in [each.title for each in Counting().open_concerns(bob)]
    advocate = client_of(desks.alice.reader).get(reverse("register:concern", args=[concern.id])).text
    assert TITLE in advocate
    assert "Fewer than eight people would be looked at" in advocate
    shrink(crowd, None)
    assert pages_with("Harbour", member, concern) == everywhere


@pytest.mark.slow
def test_a_consent_that_matches_no_longer_takes_the_words_away(
    desks: Desks, raised: Raise, crowd: list[Person]
) -> None:
    concern, _said = out_by_silence(desks, raised)
    assert without_ground([concern]) == {}
    Consent.objects.filter(about_id=concern.id).update(words=b"x" * 32)
    assert without_ground([concern]) == {concern.id: Refusal.NOT_ASKED}


def test_what_members_said_openly_is_shown_to_those_to_whom_they_said_it_and_no_longer_when_they_narrow_it(
    desks: Desks, organisation: Cast, bob: Person, raised: Raise
) -> None:
    concern = raised(audience=Audience.CELL, cell=organisation.cell_one)
    idea = actions.add_own_idea(by=bob, concern=concern, text="Let us share the reviews")
    assert without_ground([idea]) == {}
    thread = own(bob, UUID(Source.objects.get(item=idea.id).source_id))
    voices.change_audience(thread=thread, audience=Audience.ADVOCATE)
    assert without_ground([idea]) == {idea.id: Refusal.NOT_ASKED}


def test_what_others_said_openly_to_a_cell_is_not_said_to_another(
    desks: Desks, organisation: Cast, bob: Person, raised: Raise
) -> None:
    spoken = voices.speak_open(author=bob, text="Reviews wait", audience=Audience.CELL, readers=desks.keys)
    concern = published(raised(), Audience.CELL, by=organisation.alice, cell=organisation.cell_one)
    actions.link_source(by=organisation.alice, item=concern, source=SourceRef.voice(spoken.voice))
    Source.objects.update(is_in_words=True)
    assert without_ground([concern]) == {concern.id: Refusal.NOT_ASKED}


def test_nothing_at_the_desk_and_nothing_without_a_voice_is_judged(raised: Raise, alice: Person, desks: Desks) -> None:
    at_the_desk, of_nobody = raised(voices=(say(desks).voice,)), raised(audience=Audience.PUBLIC)
    with CaptureQueriesContext(connection) as queries:
        assert without_ground([at_the_desk, of_nobody]) == {}
    assert len(queries) == 1
    assert without_ground([]) == {}
    assert policy.may_keep(policy.reading_of(alice), at_the_desk)


@pytest.mark.slow
def test_a_list_costs_as_many_queries_for_one_concern_that_leans_on_voices_as_for_three(
    desks: Desks, raised: Raise, crowd: list[Person], client_of: Callable[[Person], Client], bob: Person
) -> None:
    member = client_of(bob)

    def cost() -> int:
        member.get(reverse("register:concerns"))
        with CaptureQueriesContext(connection) as queries:
            member.get(reverse("register:concerns"))
        return len(queries)

    out_by_silence(desks, raised)
    one = cost()
    for number in range(2):
        out_by_silence(desks, raised, f"{TITLE} too {'again ' * number}")
    assert cost() == one
    shrink(crowd, clock.today())
    assert cost() == one


def test_words_that_name_a_cell_as_it_was_called_before_still_tell_of_its_few_people(
    organisation: Cast, crowd: list[Person]
) -> None:
    assert Groups().smallest("Those of Cell One wait", None) == 1
    people.rename_cell(by=None, cell=organisation.cell_one, name="Harbour")
    assert Groups().smallest("Those of Cell One wait", None) == 1
    assert Groups().smallest("Those of the Harbour wait", None) == 1
    assert Groups().smallest("Those of nobody wait", None) > len(crowd)
    assert {hit.excerpt for hit in marks_in("Those of Cell One and of Harbour wait")} >= {"Cell One", "Harbour"}
