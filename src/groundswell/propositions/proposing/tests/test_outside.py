"""Who is named in words for everybody is looked at first, and for people outside once more."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Letter, Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import Proposition
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.rules.decisions import Helped, Outcome
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.propositions.proposing.tests.conftest import (
    Desks,
    Raise,
    answer_all,
    begun,
    hear_all,
    part,
    publish,
    reviewed,
    view,
)
from groundswell.register import actions as register
from groundswell.register.models import Concern
from groundswell.voices.tests.conftest import say

KEPT = "It is what all of us call it."


def led_to(client: Client, address: str) -> str:
    """Return the page to which an address leads."""
    answer = client.get(address)
    place = answer.headers.get("Location")
    return (client.get(place) if place else answer).content.decode()


@pytest.mark.slow
def test_a_name_in_a_version_waits_for_a_look_and_only_when_it_is_new(
    alice: Person, bob: Person, proposition: Proposition, client: Client
) -> None:
    answer_all(alice, proposition)
    part(alice, proposition, "Rota", f"{bob.name} looks first, says @bobby.")
    address, sent = f"/propositions/{proposition.id}/publish/", {"note": "as it is", "kept": ""}
    client.force_login(alice)

    def press(**changes: str) -> int:
        revision = Proposition.objects.get().revision
        answer = client.post(address, sent | changes | {"revision": str(revision)})
        shown.append(answer.content.decode())
        return answer.status_code

    shown: list[str] = []
    assert press() == 422
    assert f"<bdi>{bob.name}</bdi>" in shown[-1]
    assert "@bobby" in shown[-1]
    assert 'value="as it is"' in shown[-1]
    assert press(kept=KEPT) == 303
    entry = Entry.objects.get(verb="keep_details")
    assert entry.changes == {"marks": ["handle", "name"]}
    part(alice, proposition, "Later", "Whoever is here.")
    assert press(note="One part more.") == 303, "the same name was asked about again"
    part(alice, proposition, "Also", f"And {alice.name}.")
    assert press(note="Another part.") == 422


@pytest.mark.slow
def test_no_name_goes_out_unseen_with_a_decision_a_look_a_side_or_a_statement(
    alice: Person, bob: Person, concern: Concern, proposition: Proposition
) -> None:
    position = view(alice, concern)
    publish(alice, proposition)
    told = f"{bob.name} asked for it."
    named = {"heard": Heard.REFUSED, "reason": told}
    with pytest.raises(register.Marked):
        actions.note_side(by=alice, proposition=proposition, perspective=position.id, **named)  # type: ignore[arg-type]
    hear_all(alice, proposition)
    reviewed(alice, proposition)
    only = proposition.parts.get()
    day = clock.today() + timedelta(days=9)
    decided = {"by": alice, "part": only, "outcome": Outcome.YES, "decider": alice, "review_on": day}
    with pytest.raises(register.Marked):
        actions.decide_part(**decided, reason=told)  # type: ignore[arg-type]
    decision = actions.decide_part(**decided, reason=told, kept=KEPT)  # type: ignore[arg-type]
    decision.review_on = clock.today()
    with pytest.raises(register.Marked):
        actions.look_again(by=alice, decision=decision, helped=Helped.YES, found=told)
    with pytest.raises(register.Marked):
        actions.write_statement(by=alice, words=told)
    assert Proposition.objects.get().statements.count() == 0


@pytest.mark.slow
def test_outside_a_detail_waits_for_a_look_at_exactly_these_words(
    alice: Person, bob: Person, proposition: Proposition, client: Client
) -> None:
    answer_all(alice, proposition)
    part(alice, proposition, "Rota", f"{bob.name} looks first.")
    revision = Proposition.objects.get().revision
    actions.publish_proposition(by=alice, proposition=proposition, revision=revision, kept=KEPT)
    address = f"/propositions/{proposition.id}/"
    forum = f"{address}export/forum/"
    client.force_login(bob)
    assert "nobody has looked" in led_to(client, forum)
    assert client.get(f"{address}export/data/").status_code == 200, "people here read it already"
    client.force_login(alice)
    assert client.get(forum).headers["Location"] == f"{address}outside/"
    assert f"<bdi>{bob.name}</bdi>" in client.get(f"{address}outside/").content.decode()
    assert client.post(f"{address}outside/", {"kept": ""}).status_code == 422
    assert client.post(f"{address}outside/", {"kept": KEPT}).status_code == 303
    assert bob.name in client.get(forum).content.decode()
    part(alice, proposition, "More", "Everybody looks.")
    revision = Proposition.objects.get().revision
    actions.publish_proposition(by=alice, proposition=proposition, revision=revision)
    assert client.get(forum).status_code == 303, "other words were let out with the look at the first"


@pytest.mark.slow
def test_whoever_spoke_in_confidence_reads_it_first(
    alice: Person, raised: Raise, desks: Desks, client: Client, noon: time_machine.Traveller
) -> None:
    spoken = say(desks, "Nobody dares to tell Nina that the harbour job is lost.")
    made = begun(alice, raised(audience=Audience.ADVOCATE, voices=(spoken.voice,)))
    with pytest.raises(Refused, match="Nobody has read it"):
        actions.let_outside(by=alice, proposition=made)
    answer_all(alice, made)
    revision = Proposition.objects.get().revision
    actions.publish_proposition(by=alice, proposition=made, revision=revision, originals={spoken.voice: "Nothing."})
    client.force_login(alice)
    for address in (f"/propositions/{made.id}/export/forum/", f"/propositions/{made.id}/outside/"):
        assert "reads it first" in led_to(client, address)
    with pytest.raises(Refused, match="seven days"):
        actions.let_outside(by=alice, proposition=made)
    Letter.objects.create(day=clock.today() + timedelta(days=2), is_complete=True)
    noon.shift(timedelta(days=8))
    with pytest.raises(Refused, match="seven days"):
        actions.let_outside(by=alice, proposition=made)
    noon.shift(timedelta(days=1))
    client.force_login(alice)
    assert "A rota" in client.get(f"/propositions/{made.id}/export/forum/").content.decode()
