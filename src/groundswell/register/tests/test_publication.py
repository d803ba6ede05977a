"""Words leave the desk when a person looked at them and everybody behind them let them go; never otherwise (G18)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from groundswell.kit import clock, search
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import Copied, SourceRef
from groundswell.register.models import Concern, Idea, Item, Perspective, Source, Wording
from groundswell.register.queries import concern as queries
from groundswell.register.queries import publication
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.rules.identification import Mark as MarkKind
from groundswell.register.rules.identification import Tidied
from groundswell.register.rules.proposals import Look
from groundswell.register.tests.conftest import TEXT, TITLE, Desks, desk_of, keep_all, proposed, published
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.actions import Spoken
from groundswell.voices.models import Consent
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import opened, own, say, sign
from tests.cast import Cast

type Raise = Callable[..., Concern]

ORIGINAL = "honestly I keep waiting for somebody to look at what I did"


def compared(wording: Wording, by: Person, *behind: UUID, said: str = ORIGINAL) -> Wording:
    """Hold a proposal against these voices, which said something else."""
    actions.compare_words(by=by, wording=wording, originals=dict.fromkeys(behind, said), desk=desk_of(by))
    return wording


def checked(item: Item, audience: Audience, by: Person, *behind: UUID) -> Wording:
    """Propose an item's words, keep its marks, and compare them."""
    wording = proposed(item, audience, by=by)
    keep_all(wording, by)
    return compared(wording, by, *behind)


def answer(spoken: Spoken, said: ConsentState) -> None:
    """Answer, by receipt, everything that waits."""
    thread = opened(spoken)
    for question in voice_queries.questions_of(thread):
        if question.is_waiting or said is not ConsentState.AGREED:
            voices.answer_consent(thread=thread, consent_id=question.id, answer=said)


def look_at(wording: Wording, kind: MarkKind) -> Look:
    """Return the one detail of a kind that stands in a proposal."""
    return next(look for look in content_of(Wording.objects.get(id=wording.id), None).looks if look.mark is kind)


def is_out(item: Item) -> bool:
    item.refresh_from_db()
    return item.audience not in {Audience.ME, Audience.ADVOCATE}


def test_what_nobody_said_in_confidence_goes_out_once_its_marks_are_looked_at(alice: Person, raised: Raise) -> None:
    concern = raised("Reviews wait on Mondays")
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    keep_all(wording, alice)
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert is_out(concern)


def test_every_mark_is_resolved_by_a_person_with_a_reason(alice: Person, raised: Raise) -> None:
    wording = proposed(raised("Bob waits for reviews"), Audience.ORGANISATION, by=alice)
    mark = look_at(wording, MarkKind.NAME)
    with pytest.raises(Refused):
        actions.keep_marks(by=alice, wording=wording, looks=[mark.id], reason=" ")
    actions.keep_marks(by=alice, wording=wording, looks=[mark.id], reason="It is the name of a tool.")
    mark = look_at(wording, MarkKind.NAME)
    assert (mark.outcome, mark.by, mark.reason) == ("kept", alice.name, "It is the name of a tool.")


def test_a_mark_that_is_written_anew_is_resolved_as_rewritten_and_waits_again_if_it_comes_back(
    alice: Person, raised: Raise
) -> None:
    concern = raised("Bob waits for reviews")
    words = {"title": concern.title, "text": ""}

    def propose(title: str) -> str:
        wording = actions.propose_words(
            by=alice, item=concern, words=words | {"title": title}, audience=Audience.ORGANISATION, reason="why"
        )
        return look_at(wording, MarkKind.NAME).outcome

    assert propose(concern.title) == ""
    assert propose("Somebody waits for reviews") == "rewritten"
    assert propose(concern.title) == ""


def test_a_judgement_that_would_show_with_it_is_looked_at_too(alice: Person, raised: Raise) -> None:
    concern = raised()
    idea = actions.note_idea(by=alice, title="Share reviews", concern=concern, audience=Audience.ADVOCATE)
    actions.judge_fit(
        by=alice,
        idea=idea,
        concern=concern,
        fit=FitKind.HELPS,
        note="Bob would have time.",
        kept="only here",
    )
    for item in (concern, idea):
        wording = proposed(item, Audience.ORGANISATION, by=alice)
        mark = look_at(wording, MarkKind.NAME)
        assert (mark.excerpt, mark.is_waiting) == ("Bob", True)


def test_words_are_proposed_for_people_beyond_the_desk_and_with_a_reason(organisation: Cast, raised: Raise) -> None:
    concern = raised()
    words = {"title": TITLE, "text": TEXT}
    wanted: dict[str, Any] = {"by": organisation.alice, "item": concern, "words": words, "reason": "why"}
    for change in (
        {"audience": Audience.ADVOCATE},
        {"audience": Audience.CELL},
        {"audience": Audience.PUBLIC, "reason": " "},
        {"audience": Audience.PUBLIC, "words": {"title": "", "text": TEXT}},
    ):
        with pytest.raises(Refused):
            actions.propose_words(**(wanted | change))
    assert not Wording.objects.exists()


@pytest.mark.slow
def test_silence_is_not_enough_for_a_single_voice(desks: Desks, alice: Person, raised: Raise) -> None:
    spoken = say(desks)
    concern = raised(voices=(spoken.voice,))
    wording = checked(concern, Audience.ORGANISATION, alice, spoken.voice)
    assert actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice)) == 1
    voices.announce_consents(day=clock.today() - timedelta(days=30))
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert not is_out(concern)
    answer(spoken, ConsentState.AGREED)
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert is_out(concern)


def asked_of_three(desks: Desks, organisation: Cast, raised: Raise) -> tuple[list[Spoken], Wording]:
    """Let three speak, among enough people, and ask them about words for the organisation."""
    for number in range(4):
        people.add_person(by=None, name=f"Person {number}", email=f"person{number}@example.org")
    spoken = [say(desks, f"Something {number}") for number in range(3)]
    said, alice = [each.voice for each in spoken], organisation.alice
    wording = checked(raised(voices=tuple(said)), Audience.ORGANISATION, alice, *said)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    return spoken, wording


def let_the_window_pass() -> None:
    """Let a letter have announced what was asked, more than seven days ago."""
    Consent.objects.update(asked_on=clock.today() - timedelta(days=9))
    voices.announce_consents(day=clock.today() - timedelta(days=8))


@pytest.mark.slow
def test_three_voices_that_let_the_window_pass_are_enough_among_eight_people(
    desks: Desks, organisation: Cast, raised: Raise
) -> None:
    _spoken, wording = asked_of_three(desks, organisation, raised)
    alice = organisation.alice
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    let_the_window_pass()
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert is_out(Concern.objects.get())


def test_whoever_threw_the_key_away_lets_nothing_out_by_silence(
    desks: Desks, organisation: Cast, raised: Raise
) -> None:
    spoken, wording = asked_of_three(desks, organisation, raised)
    alice = organisation.alice
    voices.author_forgets(thread=opened(spoken[0]))
    let_the_window_pass()
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert not is_out(Concern.objects.get())


@pytest.mark.slow
def test_what_silence_let_out_stays_when_the_key_is_thrown_away_later(
    desks: Desks, organisation: Cast, raised: Raise
) -> None:
    spoken, wording = asked_of_three(desks, organisation, raised)
    alice = organisation.alice
    let_the_window_pass()
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    voices.author_forgets(thread=opened(spoken[0]))
    assert is_out(Concern.objects.get())


@pytest.mark.slow
def test_a_text_that_names_a_cell_is_looked_for_in_that_cell(desks: Desks, organisation: Cast, raised: Raise) -> None:
    for number in range(8):
        people.add_person(by=None, name=f"Person {number}", email=f"person{number}@example.org")
    said = [say(desks, f"Something {number}").voice for number in range(3)]
    concern, alice = raised("Those of Cell One wait for reviews", voices=tuple(said)), organisation.alice
    wording = checked(concern, Audience.ORGANISATION, alice, *said)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    Consent.objects.update(asked_on=clock.today() - timedelta(days=9), announced_on=clock.today() - timedelta(days=8))
    with pytest.raises(Refused) as refused:
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert "Fewer than eight people" in refused.value.sentence


@pytest.mark.slow
def test_words_that_were_not_held_against_the_originals_stay(desks: Desks, alice: Person, raised: Raise) -> None:
    spoken = say(desks)
    concern = raised(voices=(spoken.voice,))
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    keep_all(wording, alice)
    with pytest.raises(Refused):
        actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))


def test_words_that_copy_an_original_are_not_even_kept(desks: Desks, alice: Person, raised: Raise) -> None:
    voice = say(desks, ORIGINAL).voice
    concern = raised(voices=(voice,))
    with pytest.raises(Copied):
        actions.propose_words(
            by=alice,
            item=concern,
            words={"title": "People keep waiting for somebody to look", "text": ""},
            audience=Audience.ORGANISATION,
            reason="why",
            originals={voice: ORIGINAL},
        )
    assert not Wording.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("held_at_once", [True, False])
def test_agreed_words_that_are_an_authors_own_never_go_out_by_silence(
    desks: Desks, organisation: Cast, raised: Raise, *, held_at_once: bool
) -> None:
    for number in range(4):
        people.add_person(by=None, name=f"Person {number}", email=f"person{number}@example.org")
    spoken = [say(desks, f"Something {number}") for number in range(3)]
    alice, own_words = organisation.alice, spoken[0].voice
    concern = raised(voices=tuple(each.voice for each in spoken))
    tidied = {own_words: Tidied(ORIGINAL, ["I keep waiting for somebody to look."])}
    wording = actions.propose_words(
        by=alice,
        item=concern,
        words={"title": "People keep waiting for somebody to look", "text": ""},
        audience=Audience.ORGANISATION,
        reason="why",
        originals=tidied if held_at_once else {},
    )
    keep_all(wording, alice)
    compared(wording, alice, *(each.voice for each in spoken[1:]), said="something else")
    if not held_at_once:
        actions.compare_words(by=alice, wording=wording, originals=tidied, desk=desk_of(alice))
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    assert dict(Consent.objects.values_list("voice_id", "is_quote")) == {
        each.voice: each.voice == own_words for each in spoken
    }
    Consent.objects.update(asked_on=clock.today() - timedelta(days=9), announced_on=clock.today() - timedelta(days=8))
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    answer(spoken[0], ConsentState.AGREED)
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert is_out(concern)
    assert str(own_words) not in str(Wording.objects.get().content), "whose words they are stays with the desk"


@pytest.mark.slow
def test_words_held_against_a_voice_once_they_were_asked_about_become_a_quote_then(
    desks: Desks, alice: Person, raised: Raise
) -> None:
    first, second = say(desks), say(desks)
    concern = raised(voices=(first.voice, second.voice))
    wording = checked(concern, Audience.ORGANISATION, alice, first.voice, second.voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    title = f"{concern.title} {concern.text}"
    actions.compare_words(
        by=alice, wording=wording, originals={second.voice: Tidied(title, [title])}, desk=desk_of(alice)
    )
    quotes = dict(Consent.objects.values_list("voice_id", "is_quote"))
    assert quotes == {first.voice: False, second.voice: True}


@pytest.mark.slow
def test_other_words_need_another_yes(desks: Desks, alice: Person, raised: Raise) -> None:
    spoken = say(desks)
    concern = raised(voices=(spoken.voice,))
    wording = checked(concern, Audience.ORGANISATION, alice, spoken.voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    answer(spoken, ConsentState.AGREED)
    wording = actions.propose_words(
        by=alice,
        item=concern,
        words={"title": "Reviews are never done", "text": ""},
        audience=Audience.ORGANISATION,
        reason="why",
        desk=desk_of(alice),
    )
    keep_all(wording, alice)
    compared(wording, alice, spoken.voice)
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert not is_out(concern)


@pytest.mark.slow
@pytest.mark.parametrize("said", [ConsentState.OBJECTED, ConsentState.REWORDED])
def test_whoever_does_not_agree_keeps_the_words_at_the_desk(
    desks: Desks, alice: Person, raised: Raise, said: ConsentState
) -> None:
    spoken = say(desks)
    concern = raised(voices=(spoken.voice,))
    wording = checked(concern, Audience.ORGANISATION, alice, spoken.voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    thread = opened(spoken)
    question = voice_queries.questions_of(thread)[0]
    voices.answer_consent(thread=thread, consent_id=question.id, answer=said, instead="Reviews take too long")
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))


def out_with(desks: Desks, raised: Raise, spoken: Spoken) -> Concern:
    """Return a concern that is out with the agreement of the voice behind it."""
    alice = desks.alice.reader
    concern = raised(voices=(spoken.voice,))
    wording = checked(concern, Audience.ORGANISATION, alice, spoken.voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    answer(spoken, ConsentState.AGREED)
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert is_out(concern)
    return concern


@pytest.mark.slow
def test_an_agreement_taken_back_takes_the_words_down_at_that_moment(desks: Desks, raised: Raise) -> None:
    spoken = say(desks)
    concern = out_with(desks, raised, spoken)
    assert search.search("reviews", {"organisation"}, 5)
    answer(spoken, ConsentState.OBJECTED)
    assert not is_out(concern)
    assert not search.search("reviews", {"organisation"}, 5)
    last = queries.history_of([concern.id], policy.reading_of(desks.alice.reader))[-1]
    assert (last.after, last.by) == ("advocate", "")


@pytest.mark.slow
def test_a_voice_taken_back_takes_down_what_was_written_from_it(desks: Desks, raised: Raise) -> None:
    spoken = say(desks)
    concern = out_with(desks, raised, spoken)
    voices.withdraw(thread=opened(spoken))
    assert not is_out(concern)
    wording = proposed(concern, Audience.ORGANISATION, by=desks.alice.reader)
    keep_all(wording, desks.alice.reader)
    compared(wording, desks.alice.reader, spoken.voice)
    with pytest.raises(Refused):
        actions.publish_words(by=desks.alice.reader, wording=wording, desk=desk_of(desks.alice.reader))


@pytest.mark.slow
def test_a_voice_taken_back_leaves_what_it_only_supports(desks: Desks, alice: Person, raised: Raise) -> None:
    concern, spoken = raised(audience=Audience.ORGANISATION), say(desks)
    actions.link_source(by=alice, item=concern, source=SourceRef.voice(spoken.voice))
    assert not Source.objects.get().is_in_words
    voices.withdraw(thread=opened(spoken))
    assert is_out(concern)


@pytest.mark.slow
def test_a_refusal_about_something_else_changes_nothing(desks: Desks, raised: Raise) -> None:
    spoken = say(desks)
    concern = out_with(desks, raised, spoken)
    assert not actions.take_down_for(voice=spoken.voice, item_id=spoken.voice)
    assert not actions.take_down_for(voice=spoken.voice, item_id=concern.id)
    assert is_out(concern)


@pytest.mark.slow
def test_an_own_idea_goes_with_the_voice_that_said_it(desks: Desks, bob: Person, raised: Raise) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    idea = actions.add_own_idea(by=bob, concern=concern, text="Let us share the reviews")
    view = actions.add_own_perspective(by=bob, concern=concern, text="They need not wait")
    for item in (idea, view):
        voice = UUID(Source.objects.get(item=item.id).source_id)
        voices.withdraw(thread=own(bob, voice))
    assert not Idea.objects.exists()
    assert not Perspective.objects.exists()
    assert not search.search("share", {"organisation"}, 5)


@pytest.mark.slow
def test_a_view_of_a_sealed_voice_is_confirmed_by_its_yes_and_disputed_by_its_no(
    desks: Desks, alice: Person, raised: Raise
) -> None:
    concern, spoken = raised(audience=Audience.ORGANISATION), say(desks)
    view = actions.note_perspective(
        by=alice,
        concern=concern,
        position="Reviews should come first",
        sources=[SourceRef.voice(spoken.voice)],
        audience=Audience.ADVOCATE,
    )
    wording = checked(view, Audience.ORGANISATION, alice, spoken.voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    answer(spoken, ConsentState.AGREED)
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    view.refresh_from_db()
    assert view.standing == "confirmed"
    answer(spoken, ConsentState.OBJECTED)
    view.refresh_from_db()
    assert (view.standing, view.audience) == ("disputed", "advocate")


@pytest.mark.slow
def test_new_words_for_a_confirmed_view_ask_its_holder_again(
    organisation: Cast, alice: Person, bob: Person, raised: Raise
) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    view = actions.note_perspective(by=alice, concern=concern, position="Reviews come first", holder=bob)
    published(view, Audience.ORGANISATION, by=alice)
    actions.confirm_perspective(by=bob, view=view)
    wording = actions.propose_words(
        by=alice,
        item=view,
        words={"position": "Reviews come last", "conditions": "", "best_case": ""},
        audience=Audience.ORGANISATION,
        reason="It was wrong.",
    )
    keep_all(wording, alice)
    actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    view.refresh_from_db()
    assert (view.position, view.standing) == ("Reviews come last", "unconfirmed")


@pytest.mark.slow
def test_what_was_written_from_a_voice_is_not_unlinked_while_it_is_out(desks: Desks, raised: Raise) -> None:
    spoken = say(desks)
    concern = out_with(desks, raised, spoken)
    with pytest.raises(Refused):
        actions.unlink_source(by=desks.alice.reader, item=concern, source=SourceRef.voice(spoken.voice))
    answer(spoken, ConsentState.OBJECTED)
    concern.refresh_from_db()
    with pytest.raises(Refused):
        actions.unlink_source(by=desks.alice.reader, item=concern, source=SourceRef.voice(spoken.voice))


@pytest.mark.slow
def test_signed_authors_are_asked_as_well(desks: Desks, alice: Person, bob: Person, raised: Raise) -> None:
    voice = sign(bob, desks)
    concern = raised(voices=(voice,))
    wording = checked(concern, Audience.ORGANISATION, alice, voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    thread = own(bob, voice)
    question = voice_queries.questions_of(thread)[0]
    assert question.words == f"{TITLE}\n\n{TEXT}"
    assert question.where == "everyone in the organisation"


def test_a_proposal_is_dropped_and_published_only_once(alice: Person, raised: Raise) -> None:
    concern = raised()
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    actions.drop_words(by=alice, wording=wording)
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording, desk=desk_of(alice))
    assert publication.open_wording(concern) is None


@pytest.mark.slow
def test_new_readers_alone_are_no_new_words(alice: Person, organisation: Cast, raised: Raise) -> None:
    concern = raised(audience=Audience.CELL, cell=organisation.cell_one)
    assert concern.audience_key == f"cell:{organisation.cell_one.id}"
    published(concern, Audience.PUBLIC, by=alice)
    lines = queries.history_of([concern.id], policy.reading_of(alice))
    assert [line.after for line in lines] == ["raised", "cell", "public"]
