"""What an author kept from an advocate, nobody else hands on to them without the author's yes."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience, Grant
from groundswell.register import actions, policy
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Source
from groundswell.register.queries.proposals import Sealed, content_of
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import Kind
from groundswell.register.tests.conftest import TITLE
from groundswell.register.threads import queries
from groundswell.register.threads.tests.arrivals import a_thread
from groundswell.register.threads.tests.test_marking import mark
from groundswell.voices import actions as voices
from groundswell.voices.desk.tests.conftest import Desk, alices, ottos, say, set_up
from tests.cast import Cast

__all__ = ["alices", "ottos", "set_up"]


def new_from(voice: object) -> str:
    return f"{reverse('register:new_concern')}?voice={voice}"


def choices_of(page: str) -> set[str]:
    """Return the audiences that a page offers."""
    return {each.value for each in Audience if f'name="audience" value="{each.value}"' in page}


def test_an_alternate_is_not_offered_the_advocates_and_cannot_choose_them(alices: Desk, ottos: Desk) -> None:
    voice = say(ottos, text="The advocate tells everybody everything.").voice
    browser = ottos.open().client
    assert choices_of(browser.get(new_from(voice)).text) == {"me"}
    sent = {"title": "Trust is missing", "stuck": "none", "audience": "advocate"}
    refused = browser.post(new_from(voice), sent)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Trust is missing" in refused.text
    assert not Concern.objects.exists()
    with pytest.raises(Refused):
        actions.raise_concern(by=ottos.reader, title=TITLE, audience=Audience.ADVOCATE)


def test_an_advocate_is_offered_the_advocates_by_name(alices: Desk) -> None:
    page = alices.open().client.get(new_from(say(alices).voice)).text
    assert choices_of(page) == {"me", "advocate"}
    assert "the advocates (Alice)" in page


def test_a_voice_given_to_one_of_two_advocates_stays_with_that_one(alices: Desk, ottos: Desk, dana: Person) -> None:
    voice = say(alices).voice
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=dana)
    assert choices_of(alices.open().client.get(new_from(voice)).text) == {"me"}
    with pytest.raises(Refused) as refused:
        actions.raise_concern(
            by=alices.reader, title=TITLE, audience=Audience.ADVOCATE, sources=[SourceRef.voice(voice)]
        )
    assert "Dana" in refused.value.sentence
    assert not Concern.objects.exists()


def test_what_was_written_from_it_is_not_shared_later_and_not_linked_to_what_they_read(
    alices: Desk, ottos: Desk
) -> None:
    kept = say(ottos).voice
    mine = actions.raise_concern(by=alices.reader, title=TITLE, sources=[SourceRef.voice(kept)])
    with pytest.raises(Refused):
        actions.change_audience(by=alices.reader, item=mine, audience=Audience.ADVOCATE, reason="We both hear it.")
    mine.refresh_from_db()
    assert mine.audience == Audience.ME
    page = alices.open().client.get(reverse("register:readers", args=["concern", mine.id])).text
    assert choices_of(page) == {"me"}
    shared = actions.raise_concern(by=alices.reader, title=TITLE, audience=Audience.ADVOCATE)
    with pytest.raises(Refused):
        actions.link_source(by=alices.reader, item=shared, source=SourceRef.voice(kept))


def test_an_open_voice_was_kept_from_nobody(alices: Desk, ottos: Desk, bob: Person) -> None:
    spoken = voices.speak_open(
        author=bob, text="The build is slow", audience=Audience.ORGANISATION, readers=[ottos.key], nonce=b"9" * 16
    )
    concern = actions.raise_concern(
        by=alices.reader, title=TITLE, audience=Audience.ADVOCATE, sources=[SourceRef.voice(spoken.voice)]
    )
    assert concern.audience == Audience.ADVOCATE


def test_a_proposal_opens_for_nobody_from_whom_one_of_the_voices_behind_it_was_kept(alices: Desk, ottos: Desk) -> None:
    both, kept = say(alices, ottos).voice, say(ottos).voice
    concern = actions.raise_concern(by=ottos.reader, title=TITLE, sources=[SourceRef.voice(both)])
    Concern.objects.filter(id=concern.id).update(audience=Audience.ORGANISATION, audience_key="organisation")
    concern.refresh_from_db()
    actions.link_source(by=ottos.reader, item=concern, source=SourceRef.voice(kept))
    wording = actions.propose_words(
        by=ottos.reader,
        item=concern,
        words={"title": "Trust is missing", "text": ""},
        audience=Audience.ORGANISATION,
        reason="Others have it too.",
        desk=ottos.unlocked,
    )
    assert content_of(wording, ottos.unlocked).words["title"] == "Trust is missing"
    with pytest.raises(Sealed, match="Otto"):
        content_of(wording, alices.unlocked)


def test_a_thread_that_all_advocates_read_names_no_item_that_one_keeps_to_themselves(
    alices: Desk, ottos: Desk, dana: Person, client_of: Callable[[Person], Client]
) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=dana)
    kept = actions.raise_concern(by=alices.reader, title=TITLE, sources=[SourceRef.voice(say(alices).voice)])
    thread = a_thread()
    mark(thread, alices.reader, "Client work pays for all of us.", Kind.CONCERN, number=3, item=kept.id)
    page = client_of(dana).get(reverse("threads:thread", args=[thread.id])).text
    assert "Client work pays for all of us." in page
    assert TITLE not in page


def test_a_thread_names_no_item_of_a_cell_to_the_advocate_of_another(
    organisation: Cast, alices: Desk, dana: Person, client_of: Callable[[Person], Client]
) -> None:
    role, cells = people.standard_role(Grant.ADVOCATE), [organisation.cell_two]
    people.assign_role(by=None, role=role, person=dana, cells=cells)
    concern = actions.raise_concern(by=alices.reader, title=TITLE, audience=Audience.ADVOCATE)
    key, cell = f"cell:{organisation.cell_one.id}", organisation.cell_one
    Concern.objects.filter(id=concern.id).update(audience=Audience.CELL, audience_key=key, cell=cell)
    thread = a_thread()
    mark(thread, alices.reader, "Client work pays for all of us.", Kind.CONCERN, number=3, item=concern.id)
    page = reverse("threads:thread", args=[thread.id])
    assert TITLE not in client_of(dana).get(page).text
    assert TITLE in client_of(alices.reader).get(page).text


@pytest.mark.parametrize("page", ["note_idea", "note_measure", "note_perspective"])
def test_what_is_noted_under_a_concern_that_is_kept_from_them_is_kept_from_them_too(
    alices: Desk, dana: Person, page: str
) -> None:
    concern = actions.raise_concern(by=alices.reader, title=TITLE, sources=[SourceRef.voice(say(alices).voice)])
    address = reverse(f"register:{page}", args=[concern.id])
    assert choices_of(alices.client.get(address).text) == {"me", "advocate"}
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=dana)
    assert choices_of(alices.client.get(address).text) == {"me"}
    said = {"title": "Ask them", "position": "Ask them", "text": "Ask them", "audience": "advocate"}
    assert alices.client.post(address, said).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.slow
def test_a_link_that_would_hand_it_on_is_refused_in_words(alices: Desk, dana: Person) -> None:
    shared = actions.raise_concern(by=alices.reader, title=TITLE, audience=Audience.ADVOCATE)
    voice = say(alices).voice
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=dana)
    browser = alices.open().client
    sent = browser.post(f"{reverse('register:link_voice')}?voice={voice}", {"concern": shared.id}, follow=True)
    assert sent.status_code == HTTPStatus.OK
    assert "was not given to Dana" in sent.text


def test_what_is_taken_back_returns_to_whoever_wrote_it_and_not_to_them(alices: Desk, ottos: Desk) -> None:
    spoken = say(ottos)
    concern = actions.raise_concern(by=ottos.reader, title=TITLE, sources=[SourceRef.voice(spoken.voice)])
    Concern.objects.filter(id=concern.id).update(audience=Audience.ORGANISATION, audience_key="organisation")
    actions.take_down_withdrawn(voice=spoken.voice)
    concern.refresh_from_db()
    assert concern.audience == Audience.ME
    assert policy.may_read(policy.reading_of(ottos.reader), concern)
    assert not policy.may_read(policy.reading_of(alices.reader), concern)


@pytest.fixture
def later(dana: Person, client_of: Callable[[Person], Client]) -> Callable[[], Client]:
    """Make Dana an advocate, after everything else; return her browser."""

    def begin() -> Client:
        people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=dana)
        return client_of(dana)

    return begin


def raised_from(desk: Desk, voice: UUID) -> Concern:
    return actions.raise_concern(
        by=desk.reader, title=TITLE, audience=Audience.ADVOCATE, sources=[SourceRef.voice(voice)]
    )


@pytest.mark.slow
def test_whoever_becomes_an_advocate_later_reads_nothing_written_from_voices_that_were_not_given_to_them(
    alices: Desk, later: Callable[[], Client]
) -> None:
    concern = raised_from(alices, say(alices).voice)
    actions.move_concern(by=alices.reader, concern=concern, to=State.LOOKED_AT, reason="Zebras were counted")
    plain = actions.raise_concern(by=alices.reader, title="Desks are cold", audience=Audience.ADVOCATE)
    browser = later()
    pages = [reverse("register:concerns"), reverse("register:concern", args=[concern.id]), reverse("search") + "?q=bui"]
    pages += [reverse("register:concerns") + "?words=" + TITLE.split()[0], reverse("desk")]
    pages += [reverse("register:pairs"), reverse("register:shelf"), reverse("promise")]
    for page in pages:
        told = browser.get(page).text
        assert TITLE not in told, page
        assert "Zebras" not in told, page
    assert "Not given to you" in browser.get(pages[1]).text
    assert "Alice wrote this" in browser.get(pages[1]).text
    edit = reverse("register:edit_concern", args=[concern.id])
    assert browser.get(edit).status_code == HTTPStatus.NOT_FOUND
    assert plain.title in browser.get(pages[0]).text
    assert TITLE in alices.open().client.get(pages[0]).text


def test_a_second_advocate_to_whom_the_voice_was_given_reads_what_was_written_from_it(
    alices: Desk, dana: Person, set_up: Callable[[Person], Desk]
) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=dana)
    danas = set_up(dana)
    both, one = say(alices, danas).voice, say(alices).voice
    concern = raised_from(alices, both)
    page = reverse("register:concern", args=[concern.id])
    assert TITLE in danas.client.get(page).text
    Source.objects.filter(item=concern.id).update(source_id=str(one))
    assert TITLE not in danas.client.get(page).text


@pytest.mark.slow
def test_how_many_items_a_list_shows_does_not_change_how_many_queries_it_takes_to_keep_them_back(
    alices: Desk, later: Callable[[], Client]
) -> None:
    concerns = [raised_from(alices, say(alices).voice) for _number in range(3)]
    browser, counted = later(), []
    for fewer in ([], concerns[1:]):
        for concern in fewer:
            concern.delete()
        with CaptureQueriesContext(connection) as queries:
            assert TITLE not in browser.get(reverse("register:concerns")).text
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_one_cell_could_read_its_own_advocates_read_at_the_desk_and_no_others(
    organisation: Cast, alice: Person, dana: Person, mo: Person
) -> None:
    role, reach = people.standard_role(Grant.ADVOCATE), f"cell:{organisation.cell_one.id}"
    people.assign_role(by=None, role=role, person=dana, cells=[organisation.cell_one])
    people.assign_role(by=None, role=role, person=mo, cells=[organisation.cell_two])
    passage = mark(a_thread(reach=reach), alice, "Nobody has time for the forum.", Kind.CONCERN)
    everywhere = mark(a_thread(told="all"), alice, "Nobody has time for the forum.", Kind.CONCERN)
    concern, shared = (Concern.objects.get(id=each.item_id) for each in (passage, everywhere))
    for person, reads in ((alice, True), (dana, True), (mo, False)):
        reading = policy.reading_of(person)
        assert policy.may_hear(reading, reach) is reads
        assert policy.may_keep(reading, concern) is reads
        assert policy.not_given(reading, [concern, shared]) == (set() if reads else {concern.id})
        assert bool(queries.said_behind([concern.id], reading)) is reads
        assert queries.threads(reading).count() == 1 + reads


@pytest.mark.slow
def test_an_advocate_of_other_cells_brings_in_nothing_that_one_cell_alone_could_read(
    organisation: Cast, client_of: Callable[[Person], Client], mo: Person
) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=mo, cells=[organisation.cell_two])
    given = {"kind": "retrospective", "text": "# Old\n\nIt is slow.", "day": "2026-11-02", "title": "Old"}
    page = client_of(mo).post(reverse("bring_documents"), given | {"reach": f"cell:{organisation.cell_one.id}"})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "One of its advocates can bring it in." in page.text
    assert "It is slow." in page.text
    own = client_of(mo).post(reverse("bring_documents"), given | {"reach": f"cell:{organisation.cell_two.id}"})
    assert "One of its advocates can bring it in." not in own.text
