"""The pages: a place is named, what would leave is shown, and a button lets it out."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.rules import Kind, State
from groundswell.connectors.sending.tests.conftest import Named
from groundswell.connectors.sending.tests.outside import Outside
from groundswell.epics.models import Ticket
from groundswell.propositions.models import Proposition
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def as_(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


@pytest.mark.slow
def test_an_administrator_names_a_place_and_never_sees_its_key_again(organisation: Cast) -> None:
    client = as_(organisation.ada)
    assert "No place is named yet" in client.get("/outside/places/").content.decode()
    assert "Choose one of these." in client.get("/outside/places/new/?kind=nonsense").content.decode()
    told = {"name": "Ours", "address": "https://git.example.org/", "spot": "tide/ops", "secret": "Zqkeyvogel"}
    answer = client.post("/outside/places/new/?kind=gitlab", told)
    assert answer.status_code == 303
    place = Place.objects.get()
    assert (place.address, place.spot) == ("https://git.example.org", "tide/ops")
    assert "Zqkeyvogel" not in client.get("/outside/places/").content.decode()
    assert "Another key" in client.get("/outside/places/").content.decode()
    assert "Zqkeyvogel" not in client.get(f"/outside/places/{place.id}/key/").content.decode()
    refused = client.post(f"/outside/places/{place.id}/key/", {"secret": ""})
    assert "Without its key nothing can be made there." in refused.content.decode()
    assert client.post(f"/outside/places/{place.id}/key/", {"secret": "another"}).status_code == 303
    assert client.post(f"/outside/places/{place.id}/end/").status_code == 303
    assert "No place is named yet" in client.get("/outside/places/").content.decode()
    assert client.post(f"/outside/places/{place.id}/end/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "wrong", "words"),
    [
        ("gitlab", {"name": " "}, "Give it a name"),
        ("gitlab", {"address": "git.example.org"}, "no address"),
        ("gitlab", {"address": "https://me:pass@git.example.org"}, "does not belong into the address"),
        ("gitlab", {"address": "http://git.example.org"}, "everybody on the way could read the key"),
        ("gitlab", {"address": "https://192.168.1.7"}, "lies inside your own network"),
        ("gitlab", {"spot": ""}, "Say where it goes there"),
        ("gitlab", {"secret": ""}, "Without its key"),
        ("gitlab", {"name": "x" * 201}, "too long"),
        ("github", {"spot": "handbook"}, "owner/name"),
        ("discourse", {"spot": "general"}, "number of the category"),
    ],
)
def test_what_is_wrong_with_a_place_is_said_and_what_was_typed_stays(
    kind: str, wrong: dict[str, str], words: str, organisation: Cast
) -> None:
    told = {"name": "Ours", "address": "https://git.example.org", "spot": "tide/ops", "secret": "key"} | wrong
    answer = as_(organisation.ada).post(f"/outside/places/new/?kind={kind}", told)
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert words in page
    assert f'value="{told["address"]}"' in page
    assert Place.objects.count() == 0


@pytest.mark.slow
def test_a_planner_looks_at_exactly_what_leaves_and_sends_it(
    organisation: Cast, named: Named, there: Outside, ticket: Ticket
) -> None:
    client = as_(organisation.mo)
    place = named(Kind.GITLAB, name="Our tracker")
    assert f"/outside/tickets/{ticket.id}/" in client.get(f"/epics/tickets/{ticket.id}/").content.decode()
    assert "Our tracker" in client.get(f"/outside/tickets/{ticket.id}/").content.decode()
    answer = client.post(f"/outside/tickets/{ticket.id}/", {"where": f"ticket {place.id}"})
    page = client.get(answer["Location"]).content.decode()
    assert there.received == []
    shown = html.unescape(re.search(r'<pre class="words" tabindex="0">(.*?)</pre>', page, re.DOTALL)[1])  # type: ignore[index]
    digest = re.search(r'name="digest" value="(\w+)"', page)[1]  # type: ignore[index]
    assert client.post(answer["Location"], {"digest": "0" * 64}).status_code == 303
    assert there.received == []
    assert "changed since it was shown" in html.unescape(client.get(answer["Location"]).content.decode())
    client.post(answer["Location"], {"digest": digest})
    assert there.writes[0].body.decode() == shown
    after = client.get(answer["Location"]).content.decode()
    assert Sending.objects.get().link in after
    assert "Send exactly this" not in after
    assert Sending.objects.get().link in client.get(f"/epics/tickets/{ticket.id}/").content.decode()


def test_a_choice_that_is_none_is_said(organisation: Cast, named: Named, ticket: Ticket) -> None:
    named(Kind.GITLAB)
    answer = as_(organisation.mo).post(f"/outside/tickets/{ticket.id}/", {"where": "somewhere"})
    assert answer.status_code == 422
    assert Sending.objects.count() == 0


def test_without_a_place_the_page_says_who_can_name_one(organisation: Cast, ticket: Ticket) -> None:
    assert "An administrator names" in as_(organisation.mo).get(f"/outside/tickets/{ticket.id}/").content.decode()


@pytest.mark.slow
def test_an_advocate_finds_the_way_out_on_the_page_of_a_proposition_and_members_do_not(
    organisation: Cast, let_out: Proposition
) -> None:
    address = f"/outside/propositions/{let_out.id}/"
    assert address in as_(organisation.alice).get(f"/propositions/{let_out.id}/").content.decode()
    assert address not in as_(organisation.bob).get(f"/propositions/{let_out.id}/").content.decode()
    assert as_(organisation.bob).get(address).status_code == 404


@pytest.mark.slow
def test_a_planner_does_not_come_to_what_an_advocate_prepared(
    organisation: Cast, named: Named, let_out: Proposition
) -> None:
    place = named(Kind.DISCOURSE)
    answer = as_(organisation.alice).post(f"/outside/propositions/{let_out.id}/", {"where": f"brief {place.id}"})
    assert as_(organisation.alice).get(answer["Location"]).status_code == 200
    assert as_(organisation.mo).get(answer["Location"]).status_code == 404
    assert as_(organisation.mo).post(answer["Location"], {"digest": Sending.objects.get().digest}).status_code == 404
    assert Sending.objects.get().state == State.PREPARED


def test_an_unsure_one_says_what_happens_next(organisation: Cast, named: Named, there: Outside, ticket: Ticket) -> None:
    client, place = as_(organisation.mo), named(Kind.GITLAB)
    answer = client.post(f"/outside/tickets/{ticket.id}/", {"where": f"ticket {place.id}"})
    there.breaks = ["lose"]
    client.post(answer["Location"], {"digest": Sending.objects.get().digest})
    page = client.get(answer["Location"]).content.decode()
    assert "nobody knows whether it is there" in page
    assert "never stands there twice" in page
    assert '<button class="button">Send' not in page


@pytest.mark.slow
def test_who_looked_there_themselves_ends_the_doubt(
    organisation: Cast, named: Named, there: Outside, ticket: Ticket
) -> None:
    client, place = as_(organisation.mo), named(Kind.GITLAB)
    answer = client.post(f"/outside/tickets/{ticket.id}/", {"where": f"ticket {place.id}"})
    there.breaks = ["lose"]
    client.post(answer["Location"], {"digest": Sending.objects.get().digest})
    wrong = client.post(f"{answer['Location']}settle/", {"there": "yes", "link": "over there"})
    assert wrong.status_code == 422
    assert 'value="over there"' in wrong.content.decode()
    assert client.post(f"{answer['Location']}settle/", {"there": "yes", "link": there.address}).status_code == 303
    assert (Sending.objects.get().state, Ticket.objects.get().reference) == (State.SENT, there.address)
    late = client.post(f"{answer['Location']}settle/", {"link": ""})
    assert "known by now" in late.content.decode()


@pytest.mark.slow
def test_what_is_not_there_by_a_persons_word_can_be_sent_again(
    organisation: Cast, named: Named, there: Outside, ticket: Ticket
) -> None:
    client, place = as_(organisation.mo), named(Kind.GITLAB)
    answer = client.post(f"/outside/tickets/{ticket.id}/", {"where": f"ticket {place.id}"})
    digest = Sending.objects.get().digest
    there.breaks = [502]
    client.post(answer["Location"], {"digest": digest})
    client.post(f"{answer['Location']}settle/", {"link": ""})
    assert Sending.objects.get().state == State.REFUSED
    client.post(answer["Location"], {"digest": digest})
    assert Sending.objects.get().state == State.SENT
    assert len(there.made) == 1


@pytest.mark.slow
def test_the_list_of_places_asks_as_much_for_three_as_for_one(organisation: Cast, named: Named, ticket: Ticket) -> None:
    client = as_(organisation.ada)
    counts = []
    for name in ("one", "two", "three"):
        place = named(Kind.GITLAB, name=name)
        as_(organisation.mo).post(f"/outside/tickets/{ticket.id}/", {"where": f"ticket {place.id}"})
        with CaptureQueriesContext(connection) as asked:
            client.get("/outside/places/")
        counts.append(len(asked))
    assert len(set(counts)) == 1
