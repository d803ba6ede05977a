"""A proposition answers everything that was said, or it is not published."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience, Grant
from groundswell.propositions.models import Proposition, Response, Version
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.actions import Stale, Uncovered
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules.coverage import Fate, Lack
from groundswell.propositions.proposing.tests.conftest import (
    Desks,
    Raise,
    answer,
    answer_all,
    begun,
    idea,
    measure,
    part,
    publish,
    view,
)
from groundswell.register import actions as register
from groundswell.register.models import Concern, Source
from groundswell.register.rules.fits import Fit
from groundswell.register.tests.conftest import proposed
from groundswell.voices import actions as voices
from groundswell.voices.tests.conftest import own, say
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def refusal(by: Person, proposition: Proposition) -> Uncovered:
    with pytest.raises(Uncovered) as refused:
        actions.publish_proposition(
            by=by, proposition=proposition, revision=Proposition.objects.get(id=proposition.id).revision
        )
    return refused.value


@pytest.mark.slow
def test_nothing_is_published_while_something_that_was_said_has_no_answer(
    alice: Person, concern: Concern, proposition: Proposition
) -> None:
    said = [idea(alice, concern).id, measure(alice, concern).id, view(alice, concern).id]
    assert set(refusal(alice, proposition).coverage.missing) == {concern.id, *said}
    for item in [concern.id, *said[:2]]:
        answer(alice, proposition, item)
    assert set(refusal(alice, proposition).coverage.missing) == {said[2]}
    assert "1 thing that was said has no answer" in refusal(alice, proposition).sentence
    answer(alice, proposition, said[2], Fate.DECLINED)
    publish(alice, proposition)
    assert Version.objects.get(proposition=proposition).number == 1


def test_a_proposition_about_nothing_is_no_answer_to_anything(alice: Person) -> None:
    empty = begun(alice)
    assert "about no concern" in refusal(alice, empty).sentence


@pytest.mark.slow
def test_an_answer_has_a_reason_and_a_part_of_this_proposition(
    alice: Person, concern: Concern, proposition: Proposition
) -> None:
    other = begun(alice, concern)
    for reason, chosen, field in (("", proposition.parts.first(), "reason"), ("Yes.", other.parts.first(), "part")):
        with pytest.raises(Refused) as refused:
            actions.answer_item(
                by=alice, proposition=proposition, item=concern.id, fate=Fate.ACCEPTED, reason=reason, part=chosen
            )
        assert refused.value.field == field
    answer(alice, proposition, concern.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.update(reason="")


@pytest.mark.slow
def test_words_that_changed_need_an_answer_anew_and_the_published_page_says_so(
    alice: Person, concern: Concern, proposition: Proposition
) -> None:
    publish(alice, proposition)
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    register.drop_words(by=alice, wording=wording)
    narrowed = idea(alice, concern)
    answer(alice, proposition, narrowed.id)
    register.change_audience(by=alice, item=narrowed, audience=Audience.ADVOCATE, reason="It was too early.")
    register.edit_idea(by=alice, idea=narrowed, title="Pair for an hour", text="")
    assert coverage_of(proposition).missing == {narrowed.id: Lack.WORDS}


@pytest.mark.slow
def test_what_is_said_later_takes_a_published_proposition_back_to_needing_an_answer(
    alice: Person, bob: Person, concern: Concern, published_one: Proposition, client: Client
) -> None:
    client.force_login(bob)
    url = f"/propositions/{published_one.id}/"
    assert "needs an answer" not in client.get(url).content.decode()
    register.add_own_idea(by=bob, concern=concern, text="Say each morning what waits.")
    assert "needs an answer" in client.get(url).content.decode()
    answer_all(alice, published_one)
    assert "needs an answer" not in client.get(url).content.decode()


@pytest.mark.slow
def test_a_merged_concern_is_answered_as_the_one_that_stands_for_it(
    alice: Person, raised: Raise, concern: Concern, proposition: Proposition
) -> None:
    answer_all(alice, proposition)
    survivor = raised("Releases wait", audience=Audience.ORGANISATION)
    hanging = idea(alice, survivor)
    register.merge_concerns(by=alice, duplicate=concern, survivor=survivor, reason="The same queue.")
    assert coverage_of(proposition).missing == {survivor.id: Lack.NOTHING, hanging.id: Lack.NOTHING}
    register.undo_merge(by=alice, duplicate=concern)
    assert coverage_of(proposition).is_whole, "what was answered before the merge is answered again"


@pytest.mark.slow
def test_an_idea_that_is_parted_from_its_concern_needs_no_answer_and_comes_back_with_the_old_one(
    alice: Person, concern: Concern, proposition: Proposition
) -> None:
    found = idea(alice, concern)
    answer_all(alice, proposition)
    register.part_idea(by=alice, idea=found, concern=concern)
    assert found.id not in coverage_of(proposition).items
    register.judge_fit(by=alice, idea=found, concern=concern, fit=Fit.HELPS, condition="", note="")
    assert coverage_of(proposition).is_whole


@pytest.mark.slow
def test_what_somebody_takes_back_leaves_no_answer_to_nothing(
    alice: Person, bob: Person, desks: Desks, concern: Concern, proposition: Proposition
) -> None:
    assert desks.keys
    said = register.add_own_idea(by=bob, concern=concern, text="Say each morning what waits.")
    answer_all(alice, proposition)
    other = begun(alice, concern)
    answer_all(alice, other)
    assert Response.objects.filter(item=said.id).count() == 2
    voice = UUID(Source.objects.get(item=said.id).source_id)
    voices.withdraw(thread=own(bob, voice))
    assert not Response.objects.filter(item=said.id).exists()
    assert coverage_of(proposition).is_whole


@pytest.mark.slow
def test_the_same_as_leads_to_an_answer_and_never_in_a_circle(
    alice: Person, concern: Concern, proposition: Proposition
) -> None:
    one, two, three = (idea(alice, concern, f"Pair on it {number}").id for number in ("once", "twice", "daily"))
    answer(alice, proposition, concern.id)
    answer(alice, proposition, one, Fate.SAME_AS, same_as=two)
    answer(alice, proposition, two, Fate.SAME_AS, same_as=three)
    assert set(coverage_of(proposition).missing) == {one, two, three}
    with pytest.raises(Refused, match="neither would have an answer"):
        answer(alice, proposition, three, Fate.SAME_AS, same_as=one)
    with pytest.raises(Refused, match="the same as itself"):
        answer(alice, proposition, three, Fate.SAME_AS, same_as=three)
    answer(alice, proposition, three)
    assert coverage_of(proposition).is_whole


@pytest.mark.slow
def test_two_advocates_at_once_the_later_is_told_and_loses_nothing(
    organisation: Cast, alice: Person, proposition: Proposition, client: Client
) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=organisation.dana)
    answer_all(alice, proposition)
    revision = Proposition.objects.get(id=proposition.id).revision
    actions.publish_proposition(by=alice, proposition=proposition, revision=revision)
    with pytest.raises(Stale):
        actions.publish_proposition(by=organisation.dana, proposition=proposition, revision=revision)
    client.force_login(organisation.dana)
    typed = {"revision": revision, "title": "My own title", "need": "My own reason", "decide_by": "", "decider": ""}
    answered = client.post(f"/propositions/{proposition.id}/edit/", typed)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert all(words in page for words in ("My own title", "My own reason", "Review within a day", "changed this"))
    assert Proposition.objects.get(id=proposition.id).title == "Review within a day"
    typed["revision"] = Proposition.objects.get(id=proposition.id).revision
    assert client.post(f"/propositions/{proposition.id}/edit/", typed).status_code == 303


@pytest.mark.slow
def test_a_part_is_split_with_its_answers_and_one_that_answers_something_stays(
    alice: Person, concern: Concern, proposition: Proposition
) -> None:
    found = idea(alice, concern)
    answer_all(alice, proposition)
    only = proposition.parts.get()
    with pytest.raises(Refused, match="Give those answers"):
        actions.remove_part(by=alice, part=only)
    words = actions.PartWords(title="Quick", text="At once.")
    new = actions.split_part(by=alice, part=only, stays=words, goes=words, answers=[found.id])
    assert {each.item: each.part_id for each in Response.objects.all()} == {concern.id: only.id, found.id: new.id}
    assert coverage_of(proposition).is_whole
    empty = part(alice, proposition, "Nothing yet")
    actions.remove_part(by=alice, part=empty)
    assert proposition.parts.count() == 2


@pytest.mark.slow
def test_what_was_said_in_confidence_is_never_published_letter_by_letter(
    alice: Person, raised: Raise, desks: Desks
) -> None:
    spoken = say(desks, "Nobody dares to tell Nina that the harbour job is lost.")
    found = raised(audience=Audience.ADVOCATE, voices=(spoken.voice,))
    made = begun(alice, found)
    answer_all(alice, made)
    with pytest.raises(Refused, match="Unlock your desk"):
        publish(alice, made)
    part(alice, made, "Copied", "We heard: nobody dares to tell Nina that.")
    revision = Proposition.objects.get(id=made.id).revision
    said = {spoken.voice: "Nobody dares to tell Nina that the harbour job is lost."}
    with pytest.raises(Refused, match="Five words in a row"):
        actions.publish_proposition(by=alice, proposition=made, revision=revision, originals=said)


def test_a_reason_is_looked_at_before_whoever_said_it_reads_it(
    alice: Person, bob: Person, concern: Concern, proposition: Proposition
) -> None:
    with pytest.raises(register.Marked):
        actions.answer_item(
            by=alice,
            proposition=proposition,
            item=concern.id,
            fate=Fate.DECLINED,
            reason=f"{bob.name} asked for it.",
            part=proposition.parts.get(),
        )


@pytest.mark.slow
def test_only_what_a_reader_may_read_stands_on_their_page(
    alice: Person, bob: Person, concern: Concern, proposition: Proposition, client: Client
) -> None:
    hidden = register.note_idea(by=alice, concern=concern, title="Ask the harbour", audience=Audience.ADVOCATE)
    publish(alice, proposition)
    client.force_login(bob)
    page = client.get(f"/propositions/{proposition.id}/").content.decode()
    assert "Ask the harbour" not in page
    assert str(hidden.id) not in page
    assert page.count("It is what this part does.") == 1


@pytest.mark.slow
def test_the_page_of_what_is_missing_leads_to_each_in_one_click(
    alice: Person, concern: Concern, proposition: Proposition, client: Client
) -> None:
    found = measure(alice, concern)
    client.force_login(alice)
    for page in ("coverage", "publish"):
        shown = client.get(f"/propositions/{proposition.id}/{page}/").content.decode()
        for item in (concern.id, found.id):
            assert f'href="/propositions/{proposition.id}/coverage/{item}/"' in shown
    answered = client.post(
        f"/propositions/{proposition.id}/coverage/{found.id}/",
        {"fate": "already_done", "reason": "It is under way.", "part": proposition.parts.get().id, "same_as": ""},
    )
    assert answered.status_code == 303
    assert list(coverage_of(proposition).missing) == [concern.id]


@pytest.mark.slow
def test_what_seems_to_say_the_same_is_offered_first_and_nothing_is_taken_by_itself(
    alice: Person, concern: Concern, proposition: Proposition, client: Client
) -> None:
    titles = (
        "Let each cell choose, inside a budget",
        "A day without meetings",
        "Let each cell choose, within a budget",
    )
    one, other, near = (
        register.note_idea(by=alice, concern=concern, title=each, audience=Audience.ADVOCATE).id for each in titles
    )
    client.force_login(alice)
    page = client.get(f"/propositions/{proposition.id}/coverage/{one}/").text
    first, rest = page.split("It seems to say the same")[1].split("The others")
    assert f'value="{near}"' in first
    assert f'value="{other}"' in rest
    assert "selected" not in first
    plain = client.get(f"/propositions/{proposition.id}/coverage/{other}/").text
    assert "It seems to say the same" not in plain
    told = {"fate": "same_as", "same_as": str(near), "reason": "It is the same.", "part": ""}
    told["part"] = str(proposition.parts.get().id)
    assert client.post(f"/propositions/{proposition.id}/coverage/{one}/", told).status_code == 303
    assert Response.objects.get(item=one).same_as == near
