"""What was said elsewhere to some goes no further because the desk wrote it down; three sources make one list."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.connectors.markdown.reading import Document, read
from groundswell.people import actions as people
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Source
from groundswell.register.models.thread import Thread
from groundswell.register.queries import concern as queries
from groundswell.register.queries import lists
from groundswell.register.queries.marks import marks_in
from groundswell.register.queries.proposals import content_of
from groundswell.register.queries.publication import case_of
from groundswell.register.rules.identification import Mark
from groundswell.register.rules.items import Kind, SourceKind
from groundswell.register.rules.publication import Missing, missing
from groundswell.register.tests.conftest import Desks, proposed, published
from groundswell.register.threads.actions import bring_thread, let_more_read, mark
from groundswell.voices.tests.conftest import say
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]

SAID = "Nobody has time to review."


def brought(kind: SourceKind = SourceKind.RETROSPECTIVE, *, cell: Cell | None = None, said: str = SAID) -> Thread:
    """Return a document that is here; of a cell, those of the cell alone could read it."""
    reach = f"cell:{cell.id}" if cell else Audience.ORGANISATION.value
    document = Document(f"**Zofia:** {said}".encode(), kind, reach, day=date(2026, 9, 18))
    return Thread.objects.get(id=bring_thread(by=None, arriving=read(document)).thread)


def marked(thread: Thread, by: Person) -> Concern:
    """Return the concern that the first post of a thread becomes."""
    post = thread.posts.get()
    passage = mark(by=by, post=post, start=0, end=len(SAID), version=1, kind=Kind.CONCERN)
    return Concern.objects.get(id=passage.item_id)


@pytest.mark.parametrize("kind", [SourceKind.RETROSPECTIVE, SourceKind.SPRINT_UPDATE])
def test_a_concern_made_from_a_document_says_what_kind_it_came_from(alice: Person, kind: SourceKind) -> None:
    concern = marked(brought(kind), alice)
    assert Source.objects.get(item=concern.id).source_kind == kind
    (line,) = queries.page_of(concern, policy.reading_of(alice)).sources
    assert (line.kind, line.exactly) == (kind, 1)


@pytest.mark.slow
def test_three_sources_feed_one_list_and_a_merge_loses_nobody_who_said_it(
    organisation: Cast, alice: Person, desks: Desks, client_of: Browsers
) -> None:
    spoken = say(desks, "honestly I wait three weeks until anybody looks at what I wrote")
    concerns = [
        actions.raise_concern(
            by=alice, title="Reviews wait", audience=Audience.ADVOCATE, sources=[SourceRef.voice(spoken.voice)]
        ),
        actions.raise_concern(
            by=alice,
            title="Review is slow",
            audience=Audience.ADVOCATE,
            sources=[SourceRef(SourceKind.CHECK_IN, "sprint 255")],
        ),
        marked(brought(), alice),
    ]
    reading = policy.reading_of(alice)
    listed = lists.page_of_concerns(lists.concerns_for(reading), reading, 1)[1]
    assert {line.concern.id for line in listed} == {each.id for each in concerns}
    before = set(Source.objects.values_list("item", "source_kind", "source_id"))
    survivor, *others = concerns
    for duplicate in others:
        actions.merge_concerns(by=alice, duplicate=duplicate, survivor=survivor, reason="The same.")
    assert set(Source.objects.values_list("item", "source_kind", "source_id")) == before
    shown = queries.page_of(survivor, reading)
    assert {line.kind: line.exactly for line in shown.sources} == {
        SourceKind.VOICE: 1,
        SourceKind.CHECK_IN: 1,
        SourceKind.RETROSPECTIVE: 1,
    }
    page = client_of(alice).get(reverse("register:concern", args=[survivor.id])).text
    assert SAID in page
    assert "Zofia" in page
    for duplicate in others:
        actions.undo_merge(by=alice, duplicate=duplicate)
    assert set(Source.objects.values_list("item", "source_kind", "source_id")) == before


@pytest.mark.slow
def test_what_one_cell_said_among_itself_goes_no_further_until_it_agrees(organisation: Cast, alice: Person) -> None:
    thread = brought(cell=organisation.cell_one)
    concern = marked(thread, alice)
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    assert Missing.SAID_TO_FEWER in missing(case_of(wording, content_of(wording, None)))
    with pytest.raises(Refused, match="said to fewer people"):
        actions.publish_words(by=alice, wording=wording)
    let_more_read(by=alice, thread=thread, reach=Audience.ORGANISATION)
    assert missing(case_of(wording, content_of(wording, None))) == ()


@pytest.mark.slow
def test_the_cell_itself_reads_what_it_said_at_once(organisation: Cast, alice: Person) -> None:
    concern = marked(brought(cell=organisation.cell_one), alice)
    assert published(concern, Audience.CELL, by=alice, cell=organisation.cell_one).audience == Audience.CELL
    with pytest.raises(Refused, match="said to fewer people"):
        published(
            marked(brought(cell=organisation.cell_two), alice), Audience.CELL, by=alice, cell=organisation.cell_one
        )


@pytest.mark.parametrize("kind", [SourceKind.TALK, SourceKind.CHECK_IN])
def test_what_a_talk_or_a_check_in_held_goes_nowhere_without_an_agreement(alice: Person, kind: SourceKind) -> None:
    source = SourceRef(kind, "on Monday")
    concern = actions.raise_concern(by=alice, title="Reviews wait", audience=Audience.ADVOCATE, sources=[source])
    with pytest.raises(Refused, match="said to fewer people"):
        published(concern, Audience.ORGANISATION, by=alice)


def test_said_to_few_it_is_no_source_that_was_public_already(organisation: Cast, alice: Person, desks: Desks) -> None:
    spoken = say(desks, "honestly I wait three weeks until anybody looks at what I wrote")
    concern = marked(brought(cell=organisation.cell_one), alice)
    actions.link_source(by=alice, item=concern, source=SourceRef.voice(spoken.voice))
    actions.link_source(by=alice, item=concern, source=SourceRef(SourceKind.TALK, "on Monday"))
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    assert case_of(wording, content_of(wording, desks.alice)).said_to_fewer == 2


@pytest.mark.slow
def test_exact_words_are_read_by_those_who_could_read_them_there(
    organisation: Cast, alice: Person, bob: Person, charlie: Person, client_of: Browsers
) -> None:
    thread = brought(cell=organisation.cell_one)
    concern = actions.raise_concern(by=alice, title="Reviews wait", audience=Audience.ADVOCATE)
    published(concern, Audience.ORGANISATION, by=alice)
    passage_of = {"by": alice, "post": thread.posts.get(), "start": 0, "end": len(SAID), "version": 1}
    mark(**passage_of, kind=Kind.CONCERN, item=concern.id)  # type: ignore[arg-type]  # as named above
    where = reverse("register:concern", args=[concern.id])
    read = {person.name: SAID in client_of(person).get(where).text for person in (alice, bob, charlie)}
    assert read == {alice.name: True, bob.name: True, charlie.name: False}
    let_more_read(by=alice, thread=thread, reach=Audience.ORGANISATION)
    assert SAID in client_of(charlie).get(where).text


def test_fewer_readers_are_no_agreement(organisation: Cast, alice: Person) -> None:
    thread = brought()
    for reach in (Audience.ORGANISATION.value, f"cell:{organisation.cell_one.id}"):
        with pytest.raises(Refused, match="read it already"):
            let_more_read(by=alice, thread=thread, reach=reach)


def test_the_agreement_is_noted_on_a_page(organisation: Cast, alice: Person, client_of: Browsers) -> None:
    thread = brought(cell=organisation.cell_one)
    browser, where = client_of(alice), reverse("threads:readers", args=[thread.id])
    page = browser.get(reverse("threads:thread", args=[thread.id])).text
    assert where in page
    assert "Cell One" in page
    assert "Ask them first" in browser.post(where, {"reach": "organisation"}).text
    assert browser.post(where, {"reach": "organisation", "agreed": "on"}).status_code == 303
    thread.refresh_from_db()
    assert thread.reach == Audience.ORGANISATION
    assert "They read it already." in browser.post(where, {"reach": "organisation", "agreed": "on"}).text


def test_a_name_that_stands_only_in_what_was_brought_in_is_found(organisation: Cast, alice: Person) -> None:
    concern = actions.raise_concern(by=alice, title="Zofia waits", audience=Audience.ADVOCATE)
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    assert {look.mark.value for look in content_of(wording, None).waiting} == {"rare"}
    brought()
    actions.drop_words(by=alice, wording=wording)
    again = proposed(concern, Audience.ORGANISATION, by=alice)
    assert [(look.mark.value, look.excerpt) for look in content_of(again, None).waiting] == [("name", "Zofia")]


def test_a_role_tells_who_said_it_while_one_person_holds_it(organisation: Cast, bob: Person, charlie: Person) -> None:
    role = people.make_role(by=None, name="Night watch")
    people.assign_role(by=None, role=role, person=bob)
    assert Mark.ROLE in {hit.mark for hit in marks_in("The night watch has no time")}
    people.assign_role(by=None, role=role, person=charlie)
    assert Mark.ROLE not in {hit.mark for hit in marks_in("The night watch has no time")}


@pytest.mark.slow
def test_what_is_typed_by_hand_goes_out_once_its_people_agreed(
    organisation: Cast, alice: Person, client_of: Browsers
) -> None:
    told = SourceRef(SourceKind.TALK, "on Monday"), SourceRef(SourceKind.RETROSPECTIVE, "sprint 255")
    concern = actions.raise_concern(by=alice, title="Reviews wait", audience=Audience.ADVOCATE, sources=told)
    browser, where = client_of(alice), reverse("register:sources", args=[concern.id])
    agree = reverse("register:agree_to_readers", args=[concern.id])
    assert browser.get(where).text.count("They agreed: ") == 3
    assert "said to: nobody else" in browser.get(where).text
    browser.post(agree, {"source": "on Monday", "reach": "organisation"})
    assert "said to: nobody else" not in browser.get(where).text
    assert published(concern, Audience.ORGANISATION, by=alice).audience == Audience.ORGANISATION
    for bad in ({"source": "elsewhere", "reach": "public"}, {"source": "on Monday", "reach": "cell:1"}):
        assert browser.post(agree, bad).status_code == 404
    again = browser.post(agree, {"source": "on Monday", "reach": "organisation"}, follow=True).text
    assert "They read it already." in again


def test_a_voice_agrees_for_itself(organisation: Cast, alice: Person, desks: Desks) -> None:
    voice = say(desks, "honestly I wait three weeks until anybody looks at what I wrote").voice
    source = SourceRef.voice(voice)
    concern = actions.raise_concern(by=alice, title="Reviews wait", audience=Audience.ADVOCATE, sources=[source])
    with pytest.raises(LookupError):
        actions.agree_to_readers(by=alice, item=concern, source_id=str(voice), reach="public")


@pytest.mark.slow
def test_what_stands_behind_a_concern_costs_as_many_queries_for_one_as_for_three(
    organisation: Cast, alice: Person, client_of: Browsers
) -> None:
    concern = actions.raise_concern(by=alice, title="Reviews wait", audience=Audience.ADVOCATE)
    browser, where = client_of(alice), reverse("register:sources", args=[concern.id])
    counts = []
    for cell in (organisation.cell_one, organisation.cell_two, None):
        reach = f"cell:{cell.id}" if cell else "organisation"
        source = SourceRef(SourceKind.RETROSPECTIVE, f"for {reach}", reach)
        actions.link_source(by=alice, item=concern, source=source)
        with CaptureQueriesContext(connection) as asked:
            browser.get(where)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
