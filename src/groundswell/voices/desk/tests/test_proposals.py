"""Sealed proposals go with the desk: through new keys, a lost passphrase, a hand-over, and to their end."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal.passphrase import Cost
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.voices import actions
from groundswell.voices.desk.actions import ending, handing_over, keys
from groundswell.voices.desk.tests.conftest import WORDS, Desk, say, thread_of
from groundswell.voices.desk.tests.test_hand_over import ask_all, begin, move_all, say_to
from groundswell.voices.desk.tests.test_keys import reseal_all, rotate
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey, Proposal, ProposalEnvelope
from groundswell.voices.queries.proposals import open_proposal, readers_of_proposal
from groundswell.voices.rules import ConsentState
from tests.cast import Cast

CONTENT = {"words": "Reviews wait for days"}
type Committing = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def ninas(organisation: Cast, set_up: Callable[[Person], Desk]) -> Desk:
    """Return the desk of a second advocate."""
    nina = people.add_person(by=organisation.ada, name="Nina", email="nina@example.org")
    people.assign_role(by=organisation.ada, role=people.standard_role(Grant.ADVOCATE), person=nina)
    return set_up(nina)


def close(desk: Desk, *voices: UUID, may_read: tuple[Desk, ...] = (), proposal: UUID | None = None) -> UUID:
    """Seal a proposal that this reader wrote because of these voices."""
    identity = proposal or uuid4()
    allowed = [each.reader.id for each in (desk, *may_read)]
    actions.close_proposal(proposal=identity, content=CONTENT, by=desk.reader, behind=voices, may_read=allowed)
    return identity


def opens(desk: Desk, proposal: UUID) -> bool:
    return open_proposal(desk.unlocked, proposal) == CONTENT


@pytest.mark.slow
def test_a_proposal_opens_for_its_writer_and_for_those_who_read_every_voice_behind_it(
    alices: Desk, ottos: Desk, ninas: Desk
) -> None:
    with_otto, alone = say(alices, ottos).voice, say(alices).voice
    both = close(alices, with_otto, may_read=(ottos, ninas))
    assert [opens(desk, both) for desk in (alices, ottos, ninas)] == [True, True, False]
    assert readers_of_proposal(both) == ["Alice", "Otto"]
    hers = close(alices, alone, may_read=(ottos, ninas))
    assert [opens(desk, hers) for desk in (alices, ottos, ninas)] == [True, False, False]
    mixed = close(alices, with_otto, alone, may_read=(ottos, ninas))
    assert [opens(desk, mixed) for desk in (alices, ottos, ninas)] == [True, False, False]


def test_a_reader_of_the_voice_to_whom_the_proposal_may_not_be_shown_does_not_open_it(
    alices: Desk, ottos: Desk
) -> None:
    proposal = close(alices, say(alices, ottos).voice)
    assert not opens(ottos, proposal)


def test_another_version_replaces_the_first_and_keeps_the_voices_behind_it(alices: Desk, ottos: Desk) -> None:
    voice = say(alices, ottos).voice
    proposal = close(alices, voice, may_read=(ottos,))
    close(alices, proposal=proposal, may_read=(ottos,))
    assert opens(ottos, proposal)
    assert Proposal.objects.count() == 1


def test_nobody_proposes_what_nobody_could_open(organisation: Cast, alices: Desk) -> None:
    with pytest.raises(Refused):
        actions.close_proposal(
            proposal=uuid4(), content=CONTENT, by=organisation.bob, behind=[], may_read=[alices.reader.id]
        )


def test_what_fits_no_seal_is_refused_with_a_sentence(alices: Desk) -> None:
    with pytest.raises(Refused, match="too long"):
        actions.close_proposal(
            proposal=uuid4(), content={"words": "x" * 70_000}, by=alices.reader, behind=[], may_read=[]
        )


@pytest.mark.slow
def test_a_new_key_opens_it_once_it_is_resealed_and_the_old_one_no_more(alices: Desk) -> None:
    proposal, old = close(alices, say(alices).voice), alices.unlocked
    unlocked = rotate(alices)
    assert open_proposal(unlocked, proposal) == CONTENT
    reseal_all(unlocked)
    current = alices.key.id
    assert open_proposal(Unlocked(alices.reader, {current: unlocked.pairs[current]}), proposal) == CONTENT
    assert open_proposal(old, proposal) is None


def test_the_old_key_stays_while_a_proposal_needs_it(alices: Desk) -> None:
    close(alices)
    rotate(alices)
    DeskKey.objects.exclude(retired_on=None).update(retired_on="2020-01-01", made_on="2019-01-01")
    assert keys.destroy_spent_keys(alices.reader) == 0
    reseal_all(alices.unlocked)
    assert not ProposalEnvelope.objects.exclude(key=alices.key).exists()


@pytest.mark.slow
def test_a_damaged_envelope_does_not_stop_the_rest(alices: Desk) -> None:
    damaged, whole = close(alices), close(alices)
    ProposalEnvelope.objects.filter(proposal=damaged).update(sealed=b"x" * 80)
    reseal_all(rotate(alices))
    assert (opens(alices, damaged), opens(alices, whole)) == (False, True)


def test_the_recovery_key_opens_it_as_the_passphrase_did(alices: Desk) -> None:
    proposal = close(alices, say(alices).voice)
    recovery = alices.first.recovery
    assert recovery is not None
    opened = keys.recover(reader=alices.reader, recovery=recovery, words=f"{WORDS} two", cost=Cost.MINIMUM)
    assert open_proposal(Unlocked(alices.reader, opened.pairs), proposal) == CONTENT


@pytest.mark.slow
def test_it_is_handed_over_when_every_author_behind_it_said_yes_and_not_before(
    alices: Desk, ninas: Desk, django_capture_on_commit_callbacks: Committing
) -> None:
    yes, silent = say(alices), say(alices)
    of_yes, of_both, of_silent = (
        close(alices, yes.voice),
        close(alices, yes.voice, silent.voice),
        close(alices, silent.voice),
    )
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    assert not opens(ninas, of_yes)
    say_to(thread_of(yes), ConsentState.AGREED)
    move_all(alices, hand_over)
    assert [opens(ninas, each) for each in (of_yes, of_both, of_silent)] == [True, False, False]
    say_to(thread_of(silent), ConsentState.OBJECTED)
    with django_capture_on_commit_callbacks(execute=True):
        handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
    assert opens(ninas, of_yes)
    assert set(Proposal.objects.values_list("id", flat=True)) == {of_yes}
    assert keyring.keys_of([of_both, of_silent]) == {}


@pytest.mark.slow
def test_a_no_after_a_yes_takes_it_away_again(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    proposal = close(alices, spoken.voice)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.AGREED)
    move_all(alices, hand_over)
    assert opens(ninas, proposal)
    say_to(thread_of(spoken), ConsentState.OBJECTED)
    assert (opens(ninas, proposal), opens(alices, proposal)) == (False, True)


def test_a_desk_that_is_given_up_destroys_what_it_alone_could_open(
    alices: Desk, ottos: Desk, django_capture_on_commit_callbacks: Committing
) -> None:
    hers, theirs = close(alices), close(alices, say(alices, ottos).voice, may_read=(ottos,))
    with django_capture_on_commit_callbacks(execute=True):
        ending.give_up(reader=alices.reader)
    assert not Proposal.objects.filter(id=hers).exists()
    assert opens(ottos, theirs)
    assert keyring.keys_of([hers]) == {}


def test_a_shredded_proposal_opens_for_nobody_who_kept_a_copy(
    alices: Desk, django_capture_on_commit_callbacks: Committing
) -> None:
    proposal = close(alices)
    body, sealed = Proposal.objects.get().body, ProposalEnvelope.objects.get().sealed
    with django_capture_on_commit_callbacks(execute=True):
        actions.shred_proposals([proposal, uuid4()])
        actions.shred_proposals([proposal])
    Proposal.objects.create(id=proposal, body=body)
    ProposalEnvelope.objects.create(proposal_id=proposal, key=alices.key, sealed=sealed)
    assert not opens(alices, proposal)


def test_a_sweep_leaves_the_keys_of_proposals_alone(alices: Desk) -> None:
    proposal = close(alices)
    assert proposal not in actions.suspect_item_keys()
    keyring.key_for(stray := uuid4())
    assert actions.suspect_item_keys() == [stray]
