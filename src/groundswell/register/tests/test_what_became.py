"""What became of what somebody said, without asking anyone; and whether it helped, in one click."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from groundswell.kit.audit.models import Entry
from groundswell.people import ports as people_ports
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import SourceRef
from groundswell.register.asking import Counting, VoiceOffers, Waiting
from groundswell.register.models import Answer, Change, Concern, Perspective
from groundswell.register.outcomes import Outcomes, Withdrawals
from groundswell.register.panels import DeskNumbers, Headline
from groundswell.register.queries import concern as queries
from groundswell.register.rules.concerns import State
from groundswell.register.rules.perspectives import mark_of
from groundswell.register.tests.conftest import Desks, move, proposed, published
from groundswell.voices import ports as voice_ports
from groundswell.voices.desk import ports as desk_ports
from groundswell.voices.ports import Outcome
from groundswell.voices.tests.conftest import opened, say, sign
from groundswell.web import ports as web_ports
from tests.cast import Cast

if TYPE_CHECKING:
    from groundswell.web.access import Visitor

type Raise = Callable[..., Concern]
type Browser = Callable[[Person], Client]


def outcome(voice: UUID) -> Outcome:
    """Return the one thing that became of a voice."""
    (found,) = Outcomes().outcomes_of([voice])[voice]
    return found


def test_everything_is_plugged_in() -> None:
    for port, kind in (
        (voice_ports.outcome_sources, Outcomes),
        (voice_ports.published, Withdrawals),
        (voice_ports.count_sources, Counting),
        (desk_ports.desk_panels, DeskNumbers),
        (desk_ports.voice_actions, VoiceOffers),
        (people_ports.waiting_sources, Waiting),
        (web_ports.start_panels, Headline),
    ):
        assert any(isinstance(each, kind) for each in port)


def test_a_voice_that_became_nothing_yet_has_no_outcome(desks: Desks) -> None:
    voice = say(desks).voice
    assert Outcomes().outcomes_of([voice]) == {voice: []}


def test_whoever_is_behind_a_concern_sees_its_state_and_the_reason_but_no_title_made_of_others(
    desks: Desks, alice: Person, raised: Raise
) -> None:
    voice = say(desks).voice
    move(raised(voices=(voice,)), State.LOOKED_AT, by=alice, reason="We ask everybody.")
    found = outcome(voice)
    assert (found.title, found.state, found.reason) == ("A concern at the desk", "being looked at", "We ask everybody.")
    assert (found.station, found.url, found.may_confirm) == ("heard", "", False)


@pytest.mark.slow
def test_once_everybody_may_read_it_its_title_and_address_are_told(desks: Desks, alice: Person, raised: Raise) -> None:
    voice, concern = say(desks).voice, raised(audience=Audience.ORGANISATION)
    actions.link_source(by=alice, item=concern, source=SourceRef.voice(voice))
    assert outcome(voice).title == concern.title
    assert outcome(voice).url == reverse("register:concern", args=[concern.id])


def test_where_to_go_instead_is_told(desks: Desks, alice: Person, raised: Raise) -> None:
    voice = say(desks).voice
    move(raised(voices=(voice,)), State.NOT_OURS, by=alice, reason="They decide that.")
    assert outcome(voice).reason == "They decide that.\n\nthe client"


def test_the_state_of_every_other_kind_is_told_too(desks: Desks, alice: Person, raised: Raise) -> None:
    voice, concern = say(desks).voice, raised()
    behind = [SourceRef.voice(voice)]
    actions.note_idea(by=alice, title="A rota", sources=behind)
    actions.note_measure(by=alice, concern=concern, text="A pilot", sources=behind)
    actions.note_perspective(by=alice, concern=concern, position="So", sources=behind)
    told = {(each.title, each.state) for each in Outcomes().outcomes_of([voice])[voice]}
    assert told == {
        ("An idea at the desk", "noted"),
        ("A perspective at the desk", "not confirmed by its holder"),
        ("Something that is being done", "noted"),
    }


def test_many_voices_cost_as_many_queries_as_one(
    desks: Desks, raised: Raise, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    voices = [say(desks, f"Something {number}").voice for number in range(4)]
    for voice in voices:
        raised(voices=(voice,))
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        Outcomes().outcomes_of(voices)


def test_yes_this_helped_confirms_and_is_asked_once(desks: Desks, alice: Person, raised: Raise) -> None:
    voice = say(desks).voice
    concern = move(raised(voices=(voice,)), State.FIXED, by=alice)
    assert outcome(voice).may_confirm
    for _ in range(2):
        Outcomes().confirm(voice, concern.id, helped=True)
    concern.refresh_from_db()
    assert concern.state == State.CONFIRMED
    assert not outcome(voice).may_confirm
    assert Answer.objects.count() == 1
    assert Change.objects.filter(item=concern.id, after=State.CONFIRMED, by=None).count() == 1


def test_not_fixed_reopens_with_the_reason_and_another_fix_is_asked_about_again(
    desks: Desks, alice: Person, raised: Raise
) -> None:
    voice = say(desks).voice
    concern = move(raised(voices=(voice,)), State.FIXED, by=alice)
    Outcomes().confirm(voice, concern.id, helped=False)
    assert outcome(voice).state == "being looked at"
    assert outcome(voice).reason == "Somebody who raised it says that it is not fixed."
    move(Concern.objects.get(id=concern.id), State.FIXED, by=alice)
    assert outcome(voice).may_confirm


def test_one_no_outweighs_any_number_of_yes(desks: Desks, alice: Person, raised: Raise) -> None:
    voices = [say(desks, f"Something {number}").voice for number in range(3)]
    concern = move(raised(voices=tuple(voices)), State.FIXED, by=alice)
    for voice, helped in zip(voices, (True, True, False), strict=True):
        Outcomes().confirm(voice, concern.id, helped=helped)
    concern.refresh_from_db()
    assert concern.state == State.LOOKED_AT


def test_whoever_did_not_raise_it_confirms_nothing(desks: Desks, alice: Person, raised: Raise) -> None:
    behind, stranger = say(desks).voice, say(desks, "Something else").voice
    concern = move(raised(voices=(behind,)), State.FIXED, by=alice)
    Outcomes().confirm(stranger, concern.id, helped=True)
    Outcomes().confirm(behind, uuid4(), helped=True)
    concern.refresh_from_db()
    assert concern.state == State.FIXED
    assert not actions.answer_fix(voice=stranger, concern=concern, helped=True)


def test_an_answer_by_receipt_leaves_no_line_in_the_log(desks: Desks, alice: Person, raised: Raise) -> None:
    voice = say(desks).voice
    concern = move(raised(voices=(voice,)), State.FIXED, by=alice)
    lines = Entry.objects.count()
    Outcomes().confirm(voice, concern.id, helped=True)
    assert Entry.objects.count() == lines


@pytest.mark.slow
def test_it_is_confirmed_on_the_page_of_what_i_said(
    desks: Desks, client_of: Browser, alice: Person, bob: Person, raised: Raise
) -> None:
    voice = sign(bob, desks)
    concern = move(raised(voices=(voice,)), State.FIXED, by=alice)
    browser = client_of(bob)
    assert "fixed" in browser.get(reverse("mine")).content.decode()
    answer = browser.post(reverse("mine_confirm", args=[voice]), {"about": concern.id, "helped": "yes"})
    assert answer.status_code == 303
    concern.refresh_from_db()
    assert concern.state == State.CONFIRMED


def test_it_is_confirmed_by_receipt(desks: Desks, client: Client, alice: Person, raised: Raise) -> None:
    spoken = say(desks)
    concern = move(raised(voices=(spoken.voice,)), State.FIXED, by=alice)
    assert spoken.receipt is not None
    page = client.post(reverse("thread"), {"receipt": spoken.receipt.text}).content.decode()
    assert "A concern at the desk" in page
    assert str(concern.id) in page
    assert opened(spoken) is not None


def test_withdrawals_of_what_the_register_does_not_know_change_nothing(desks: Desks) -> None:
    Withdrawals().voice_withdrawn(uuid4())
    Withdrawals().words_refused(uuid4(), "quote", uuid4())
    Withdrawals().words_refused(uuid4(), "concern", uuid4())


@pytest.mark.slow
def test_the_numbers_hold_what_the_visitor_may_read(organisation: Cast, raised: Raise) -> None:
    raised("Hidden")
    for state in (State.RAISED, State.BEING_FIXED, State.FIXED):
        concern = raised(f"At {state}", audience=Audience.ORGANISATION)
        if state is not State.RAISED:
            move(concern, state, by=organisation.alice)

    def figures(person: Person) -> list[object]:
        panel = Headline().panel_for(cast("Visitor", person))
        assert panel is not None
        return [figure.value for figure in panel.figures]

    assert figures(organisation.bob) == [1, 1, 1, 0]
    assert figures(organisation.alice) == [2, 1, 1, 0]
    assert Headline().panel_for(cast("Visitor", AnonymousUser())) is None


def test_a_locked_desk_shows_numbers_and_nothing_else(organisation: Cast, raised: Raise) -> None:
    concern = raised("Reviews wait on Mondays")
    proposed(concern, Audience.ORGANISATION, by=organisation.alice)
    shut = DeskNumbers().panel_for(organisation.alice, is_open=False)
    assert shut is not None
    assert shut.lines == ()
    unlocked = DeskNumbers().panel_for(organisation.alice, is_open=True)
    assert unlocked is not None
    assert [line.title for line in unlocked.lines] == ["Reviews wait on Mondays"]
    otto = DeskNumbers().panel_for(organisation.otto, is_open=True)
    assert otto is not None
    assert otto.lines == ()


def test_proposals_beyond_the_fifth_stand_on_a_page_of_their_own(
    organisation: Cast, raised: Raise, client: Client
) -> None:
    for number in range(7):
        proposed(raised(f"Reviews wait on day {number}"), Audience.ORGANISATION, by=organisation.alice)
    panel = DeskNumbers().panel_for(organisation.alice, is_open=True)
    assert panel is not None
    assert [line.title for line in panel.lines][-1] == "2 more on their way"
    client.force_login(organisation.alice)
    page = client.get(panel.lines[-1].url).content.decode()
    assert all(f"Reviews wait on day {number}" in page for number in range(7))
    client.force_login(organisation.otto)
    assert "No words are on their way." in client.get(panel.lines[-1].url).content.decode()


def test_what_can_be_made_of_a_voice(desks: Desks) -> None:
    voice = uuid4()
    assert all(str(voice) in offer.url for offer in VoiceOffers().offers_for(voice))


@pytest.mark.slow
def test_counting_in_is_offered_for_what_is_open_and_readable(organisation: Cast, raised: Raise) -> None:
    shown = raised("Reviews wait", audience=Audience.ORGANISATION)
    hidden = raised("Cell One is tired", audience=Audience.CELL, cell=organisation.cell_one)
    over = move(raised("Old", audience=Audience.ORGANISATION), State.FIXED, by=organisation.alice)
    assert [each.title for each in Counting().open_concerns(organisation.charlie)] == ["Reviews wait"]
    Counting().count_me_in(organisation.charlie, shown.id)
    assert Counting().open_concerns(organisation.charlie) == []
    for other in (hidden.id, over.id, uuid4()):
        with pytest.raises(LookupError):
            Counting().count_me_in(organisation.charlie, other)


def key_of(view: Perspective) -> str:
    """Return the key of the question whether a view is its holder's, in its words of now."""
    return f"{view.id}.{mark_of(view.said)}"


def test_a_yes_to_words_that_were_changed_meanwhile_is_no_yes(organisation: Cast, raised: Raise) -> None:
    alice, bob = organisation.alice, organisation.bob
    view = actions.note_perspective(
        by=alice, concern=raised(), position="So it is", holder=bob, audience=Audience.ADVOCATE
    )
    before = key_of(view)
    actions.edit_perspective(by=alice, view=view, position="So it is not", conditions="", best_case="")
    with pytest.raises(LookupError):
        Waiting().answer(bob, before, "named")
    view.refresh_from_db()
    assert (view.standing, view.is_named) == ("unconfirmed", False)


def test_a_holder_is_asked_whether_a_view_is_theirs(organisation: Cast, raised: Raise) -> None:
    alice, bob, waiting = organisation.alice, organisation.bob, Waiting()
    views = [
        actions.note_perspective(
            by=alice, concern=raised(), position=f"So {number}", holder=bob, audience=Audience.ADVOCATE
        )
        for number in range(3)
    ]
    actions.note_perspective(by=alice, concern=raised(), position="A draft", holder=bob)
    asks = {ask.key: ask for ask in waiting.asks_for(bob)}
    assert set(asks) == {key_of(view) for view in views}
    for view, choice in zip(views, ("yes", "named", "no"), strict=True):
        waiting.answer(bob, key_of(view), choice)
        view.refresh_from_db()
    assert [(view.standing, view.is_named) for view in views] == [
        ("confirmed", False),
        ("confirmed", True),
        ("disputed", False),
    ]
    assert waiting.asks_for(bob) == []
    for key, choice in ((key_of(views[0]), "yes"), ("nonsense", "yes"), (str(uuid4()), "no")):
        with pytest.raises(LookupError):
            waiting.answer(bob, key, choice)
    with pytest.raises(LookupError):
        waiting.answer(organisation.charlie, key_of(views[0]), "yes")


def test_an_answer_that_is_none_of_the_choices_is_not_taken(organisation: Cast, raised: Raise) -> None:
    view = actions.note_perspective(
        by=organisation.alice, concern=raised(), position="So", holder=organisation.bob, audience=Audience.ADVOCATE
    )
    with pytest.raises(LookupError):
        Waiting().answer(organisation.bob, key_of(view), "perhaps")


def test_nobody_confirms_or_corrects_a_view_of_somebody_else(organisation: Cast, raised: Raise) -> None:
    view = actions.note_perspective(
        by=organisation.alice, concern=raised(), position="So", holder=organisation.bob, audience=Audience.ADVOCATE
    )
    for deed in (actions.confirm_perspective, actions.disown_perspective):
        with pytest.raises(PermissionError):
            deed(by=organisation.alice, view=view)
    with pytest.raises(PermissionError):
        actions.correct_perspective(by=organisation.alice, view=view, position="Not so")


def test_a_named_holder_never_stands_beside_a_sealed_voice(desks: Desks, organisation: Cast, raised: Raise) -> None:
    alice, concern, sealed = organisation.alice, raised(), SourceRef.voice(sign(organisation.bob, desks))
    with pytest.raises(Refused):
        actions.note_perspective(by=alice, concern=concern, position="So", holder=organisation.bob, sources=[sealed])
    with pytest.raises(Refused):
        actions.note_idea(by=alice, title="A rota", holder=organisation.bob, sources=[sealed])
    view = actions.note_perspective(by=alice, concern=concern, position="So", holder=organisation.bob)
    with pytest.raises(Refused):
        actions.link_source(by=alice, item=view, source=sealed)


@pytest.mark.slow
def test_a_members_own_words_never_go_outside_in_one_click(organisation: Cast, desks: Desks, raised: Raise) -> None:
    concern = raised(audience=Audience.PUBLIC)
    assert actions.add_own_idea(by=organisation.bob, concern=concern, text="A rota").audience == Audience.ORGANISATION
    page = queries.page_of(concern, policy.OUTSIDE)
    assert page.pairs == []


def test_an_own_idea_needs_no_desk_and_no_cell(organisation: Cast, raised: Raise) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    for person in (organisation.dana, organisation.mo):
        assert actions.add_own_idea(by=person, concern=concern, text="A rota").holder == person


@pytest.mark.slow
def test_an_own_idea_for_a_cell_stays_there(organisation: Cast, desks: Desks, raised: Raise) -> None:
    concern = raised(audience=Audience.CELL, cell=organisation.cell_one)
    idea = actions.add_own_idea(by=organisation.bob, concern=concern, text="A rota of ours")
    assert idea.audience_key == f"cell:{organisation.cell_one.id}"
    advocates = actions.add_own_idea(by=organisation.alice, concern=concern, text="Another rota")
    assert advocates.audience_key == f"cell:{organisation.cell_one.id}"
    with pytest.raises(PermissionError):
        actions.add_own_idea(by=organisation.charlie, concern=concern, text="A rota")


def test_an_idea_that_is_published_on_its_own(organisation: Cast, raised: Raise) -> None:
    idea = actions.note_idea(by=organisation.alice, title="A rota")
    published(idea, Audience.ORGANISATION, by=organisation.alice)
    assert policy.may_read(policy.reading_of(organisation.bob), idea)
