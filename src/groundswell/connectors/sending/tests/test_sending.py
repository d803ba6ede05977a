"""What leaves is what was shown, once, whatever breaks on the way."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from pytest_django.fixtures import Settings

from groundswell.connectors.asking import secrets
from groundswell.connectors.sending import actions, delivering, posting
from groundswell.connectors.sending.letters import digest_of, read
from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.rules import Kind, State, What
from groundswell.connectors.sending.tests.conftest import NOON, SECRET, Named
from groundswell.connectors.sending.tests.outside import Outside, outside
from groundswell.connectors.sending.writing import WRITERS
from groundswell.epics import actions as epics
from groundswell.epics.models import Ticket
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Proposition
from groundswell.propositions.proposing import actions as propositions
from groundswell.propositions.proposing.tests.conftest import part

pytestmark = pytest.mark.django_db
TRACKERS = (Kind.JIRA_CLOUD, Kind.JIRA, Kind.GITHUB, Kind.GITLAB)


def prepared(by: Person, place: Place, ticket: Ticket) -> Sending:
    return delivering.prepare(by=by, place=place, what=What.TICKET, about=ticket.id)


def sent(by: Person, sending: Sending) -> Sending:
    delivering.deliver(by=by, sending=sending, digest=sending.digest)
    return Sending.objects.get(id=sending.id)


def tried(by: Person, sending: Sending) -> Sending:
    """Try to send, and see it refused."""
    with pytest.raises(Refused):
        delivering.deliver(by=by, sending=Sending.objects.get(id=sending.id), digest=sending.digest)
    return Sending.objects.get(id=sending.id)


def test_a_place_inside_gets_nothing_while_the_operator_does_not_name_it(
    there: Outside, named: Named, mo: Person, ticket: Ticket, settings: Settings
) -> None:
    shown = prepared(mo, named(Kind.GITLAB), ticket)
    settings.HOSTS_INSIDE = frozenset()
    after = tried(mo, shown)
    assert (after.state, there.received) == (State.REFUSED, [])
    assert "could read the key" in after.note
    Place.objects.update(address=there.address.replace("http:", "https:"))
    assert "GROUNDSWELL_HOSTS_INSIDE" in tried(mo, shown).note


def test_a_redirect_takes_neither_the_words_nor_the_key_along(
    there: Outside, named: Named, mo: Person, ticket: Ticket
) -> None:
    with outside() as elsewhere:
        there.moved_to = elsewhere.address
        after = tried(mo, prepared(mo, named(Kind.GITHUB), ticket))
    assert (after.state, len(there.writes), elsewhere.received) == (State.REFUSED, 1, [])
    assert "refused it (307)" in after.note


@pytest.mark.parametrize("kind", TRACKERS)
def test_the_bytes_that_arrive_are_the_bytes_that_were_shown(
    kind: Kind, there: Outside, named: Named, mo: Person, ticket: Ticket
) -> None:
    shown = prepared(mo, named(kind), ticket)
    sent(mo, shown)
    [arrived], [letter] = there.writes, read(shown.letters)
    assert arrived.body == letter.body.encode()
    assert (arrived.method, arrived.path) == (letter.method, letter.path.replace("%2F", "/"))
    shown_headers = posting.headers_of(letter, WRITERS[kind, What.TICKET])
    assert {name.lower(): value for name, value in shown_headers.items()}.items() <= arrived.headers.items()
    assert digest_of(read(shown.letters)) == shown.digest


@pytest.mark.parametrize("kind", TRACKERS)
def test_a_ticket_says_its_title_size_and_epic_and_no_name_of_a_person(
    kind: Kind, there: Outside, named: Named, mo: Person, ticket: Ticket
) -> None:
    made = sent(mo, prepared(mo, named(kind), ticket))
    body = there.writes[0].body.decode()
    assert "Draw the queue" in body
    assert "Size: 6 h" in body
    assert "Workflow Manager" in body
    assert {"Alice", "Mo", "Bob"}.isdisjoint(re.findall(r"\w+", body))
    assert made.state == State.SENT
    assert Ticket.objects.get().reference == made.link
    assert made.link.startswith(there.address)


def test_the_key_goes_to_the_place_alone_and_stands_nowhere(
    there: Outside, named: Named, mo: Person, ticket: Ticket
) -> None:
    shown = prepared(mo, named(Kind.GITLAB), ticket)
    sent(mo, shown)
    assert there.writes[0].headers["private-token"] == SECRET
    stored = [str(row) for row in (*Place.objects.values(), *Sending.objects.values(), *Entry.objects.values())]
    assert "Zqkeyvogel" not in "".join(stored)


@pytest.mark.parametrize("kind", TRACKERS)
@pytest.mark.parametrize("fault", ["lose", "fault", "page"])
def test_a_lost_answer_never_makes_a_second_ticket(
    *, kind: Kind, fault: str, there: Outside, named: Named, mo: Person, ticket: Ticket, noon: time_machine.Traveller
) -> None:
    sending = prepared(mo, named(kind), ticket)
    # A page instead of an answer leads to a look at once, which is lost as well.
    there.breaks = [fault, "lose"] if fault == "page" else [fault]
    assert tried(mo, sending).state == State.UNSURE
    tried(mo, sending)
    assert len(there.made) == 1
    noon.move_to(NOON + timedelta(minutes=3))
    found = sent(mo, Sending.objects.get())
    assert len(there.made) == 1
    assert found.state == State.SENT
    assert Ticket.objects.get().reference == found.link
    assert Entry.objects.filter(verb="find_sent").count() == 1


@pytest.mark.parametrize("kind", TRACKERS)
def test_where_the_place_says_that_it_is_not_there_it_is_sent_again(
    *, kind: Kind, there: Outside, named: Named, mo: Person, ticket: Ticket, noon: time_machine.Traveller
) -> None:
    sending = prepared(mo, named(kind), ticket)
    there.breaks = [502]
    assert tried(mo, sending).state == State.UNSURE
    assert there.made == []
    noon.move_to(NOON + timedelta(minutes=3))
    assert sent(mo, Sending.objects.get()).state == State.SENT
    assert len(there.made) == 1


def test_where_the_place_does_not_say_nothing_is_sent(
    there: Outside, named: Named, mo: Person, ticket: Ticket, noon: time_machine.Traveller
) -> None:
    sending = prepared(mo, named(Kind.GITHUB), ticket)
    there.breaks = ["lose", "page"]
    tried(mo, sending)
    noon.move_to(NOON + timedelta(minutes=3))
    assert tried(mo, sending).state == State.UNSURE
    assert len(there.writes) == 1


@pytest.mark.parametrize(("status", "words"), [(401, "Look at its key"), (429, "too often"), (422, "refused it (422)")])
def test_a_clear_no_says_what_to_do_and_can_be_tried_again_at_once(
    *, status: int, words: str, there: Outside, named: Named, mo: Person, ticket: Ticket
) -> None:
    sending = prepared(mo, named(Kind.GITHUB), ticket)
    there.breaks = [status]
    refused = tried(mo, sending)
    assert refused.state == State.REFUSED
    assert words in refused.note
    assert sent(mo, refused).state == State.SENT


def test_where_nobody_listens_nothing_was_sent(named: Named, mo: Person, ticket: Ticket) -> None:
    place = named(Kind.GITLAB, address="http://127.0.0.1:1")
    assert tried(mo, prepared(mo, place, ticket)).state == State.REFUSED


def test_who_sends_again_gets_what_is_there(there: Outside, named: Named, mo: Person, ticket: Ticket) -> None:
    first = sent(mo, prepared(mo, named(Kind.GITLAB), ticket))
    again = prepared(mo, first.place, ticket)
    assert again.id == first.id
    sent(mo, again)
    assert len(there.writes) == 1


def test_while_one_is_at_it_nobody_else_is(there: Outside, named: Named, mo: Person, ticket: Ticket) -> None:
    sending = prepared(mo, named(Kind.GITLAB), ticket)
    actions.reserve(by=mo, sending=sending, digest=sending.digest)
    tried(mo, sending)
    assert there.received == []


def test_what_changed_since_it_was_shown_does_not_leave(
    there: Outside, named: Named, mo: Person, ticket: Ticket
) -> None:
    sending = prepared(mo, named(Kind.GITLAB), ticket)
    words = epics.TicketWords("Another title", hours=Decimal(2))
    epics.change_ticket(by=mo, ticket=ticket, words=words)
    with pytest.raises(Refused, match="words have changed"):
        delivering.deliver(by=mo, sending=sending, digest=sending.digest)
    anew = prepared(mo, sending.place, ticket)
    assert anew.id == sending.id
    with pytest.raises(Refused, match="changed since it was shown"):
        delivering.deliver(by=mo, sending=anew, digest=sending.digest)
    assert there.received == []


def test_a_place_that_ended_gets_nothing_and_its_key_is_gone(
    there: Outside, named: Named, ada: Person, mo: Person, ticket: Ticket
) -> None:
    sending = prepared(mo, named(Kind.GITLAB), ticket)
    actions.end_place(by=ada, place=sending.place)
    assert bytes(Place.objects.get().secret) == b""
    tried(mo, sending)
    assert there.received == []


def test_a_place_with_another_key_is_the_same_place_and_a_ticket_is_made_there_once(
    there: Outside, named: Named, ada: Person, mo: Person, ticket: Ticket
) -> None:
    made = sent(mo, prepared(mo, named(Kind.GITLAB), ticket))
    with pytest.raises(PermissionError):
        actions.give_new_key(by=mo, place=made.place, secret="Zqothervogel")
    with pytest.raises(Refused, match="Without its key"):
        actions.give_new_key(by=ada, place=made.place, secret=" ")
    actions.give_new_key(by=ada, place=made.place, secret="Zqothervogel")
    assert secrets.opened(Place.objects.get().secret, of=f"place {made.place_id}") == "Zqothervogel"
    writes = len(there.writes)
    again = prepared(mo, Place.objects.get(), ticket)
    assert (again.id, again.state) == (made.id, State.SENT)
    actions.end_place(by=ada, place=Place.objects.get())
    with pytest.raises(Refused, match="Name the place again"):
        actions.give_new_key(by=ada, place=Place.objects.get(), secret="Zqothervogel")
    anew = named(Kind.GITLAB, name="Ours again", secret="Zqthirdvogel")
    assert (anew.id, Place.objects.get().name, Place.objects.get().ended_on) == (made.place_id, "Ours again", None)
    assert prepared(mo, anew, ticket).id == made.id
    assert len(there.writes) == writes


@pytest.mark.slow
def test_a_brief_becomes_a_topic_once_and_the_proposition_says_where(
    there: Outside, named: Named, alice: Person, let_out: Proposition
) -> None:
    shown = delivering.prepare(by=alice, place=named(Kind.DISCOURSE), what=What.BRIEF, about=let_out.id)
    made = sent(alice, shown)
    topic = there.writes[0].data
    assert topic["title"] == "Review within a day"
    assert topic["category"] == 7
    assert topic["external_id"].endswith(shown.id.hex)
    assert len(topic["external_id"]) <= 50
    assert "Somebody reviews each day." in topic["raw"]
    now = Proposition.objects.get()
    assert (now.discussed, now.discussed_at) == ("open", made.link)


@pytest.mark.slow
def test_a_topic_whose_answer_was_lost_is_found_by_its_id(
    there: Outside, named: Named, alice: Person, let_out: Proposition, noon: time_machine.Traveller
) -> None:
    shown = delivering.prepare(by=alice, place=named(Kind.DISCOURSE), what=What.BRIEF, about=let_out.id)
    there.breaks = ["lose"]
    tried(alice, shown)
    noon.move_to(NOON + timedelta(minutes=1))
    assert sent(alice, Sending.objects.get()).link == f"{there.address}/t/slug/1"
    assert len(there.made) == 1


@pytest.mark.slow
def test_words_at_which_nobody_has_looked_are_not_even_prepared(
    there: Outside, named: Named, alice: Person, bob: Person, let_out: Proposition
) -> None:
    part(alice, let_out, "Rota", f"{bob.name} looks first.")
    revision = Proposition.objects.get().revision
    propositions.publish_proposition(by=alice, proposition=let_out, revision=revision, note="More.", kept="as it is")
    with pytest.raises(Refused, match="nobody has looked"):
        delivering.prepare(by=alice, place=named(Kind.DISCOURSE), what=What.BRIEF, about=let_out.id)
    assert Sending.objects.count() == 0
    assert there.received == []


def test_json_that_leaves_says_the_same_each_time(named: Named, mo: Person, ticket: Ticket) -> None:
    place = named(Kind.JIRA)
    assert prepared(mo, place, ticket).digest == prepared(mo, place, ticket).digest
    assert json.loads(read(Sending.objects.get().letters)[0].body)["fields"]["project"] == {"key": "OPS"}
