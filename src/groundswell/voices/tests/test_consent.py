"""Nothing leaves the desk without those who said it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries
from groundswell.voices.models import Consent
from groundswell.voices.queries import Question, Thread
from groundswell.voices.rules import ConsentState, Refusal
from groundswell.voices.tests.conftest import CANARY, Desks, Register, opened, own, say, sign, words_of

WORDS = "Several people say that the build is slow."
CONCERN = uuid4()
YES, NO = ConsentState.AGREED, ConsentState.OBJECTED


def ask(voice: UUID, words: str = WORDS, **more: object) -> Consent:
    """Ask the author of a voice about words in a concern."""
    asked = {"about_kind": "concern", "about_id": CONCERN, "words": words, "readers": "organisation", **more}
    consent = actions.ask_consent(voice_id=voice, **asked)  # type: ignore[arg-type]
    assert consent is not None
    return consent


def question(thread: Thread) -> Question:
    """Return the one thing that an author was asked."""
    (only,) = queries.questions_of(thread)
    return only


def answer(thread: Thread, state: ConsentState, **more: object) -> None:
    """Answer the one thing that was asked."""
    actions.answer_consent(thread=thread, consent_id=question(thread).id, answer=state, **more)  # type: ignore[arg-type]


def refusal(*voices: UUID, words: str = WORDS, size: int = 50, **more: object) -> Refusal | None:
    """Return why the words may not be shown to the organisation."""
    return queries.refusal_to_publish(
        voices,
        about_kind="concern",
        about_id=CONCERN,
        words=words,
        audience=Audience.ORGANISATION,
        group_size=size,
        **more,  # type: ignore[arg-type]
    )


def test_the_author_reads_the_exact_words_before_anybody_else(desks: Desks) -> None:
    spoken = say(desks)
    ask(spoken.voice, where="the concern “Slow builds”")
    asked = question(opened(spoken))
    assert (asked.words, asked.where, asked.is_waiting) == (WORDS, "the concern “Slow builds”", True)
    assert WORDS not in repr(asked)


def test_not_even_the_desk_can_read_the_words_out_of_the_consent(desks: Desks) -> None:
    spoken = say(desks)
    consent = Consent.objects.get(id=ask(spoken.voice).id)
    assert WORDS.encode() not in bytes(consent.body) + bytes(consent.words)


def test_without_being_asked_nothing_may_be_shown(desks: Desks) -> None:
    assert refusal(say(desks).voice) == Refusal.NOT_ASKED


def test_a_yes_to_these_words_is_no_yes_to_others(desks: Desks) -> None:
    spoken = say(desks)
    ask(spoken.voice)
    answer(opened(spoken), YES)
    assert refusal(spoken.voice) is None
    assert refusal(spoken.voice, words=WORDS + "!") == Refusal.NOT_ASKED


def test_line_ends_do_not_make_other_words(desks: Desks) -> None:
    spoken = say(desks)
    ask(spoken.voice, "one\r\ntwo")
    answer(opened(spoken), YES)
    assert refusal(spoken.voice, words="one\ntwo") is None


def test_a_no_holds_back_what_others_agreed_to(desks: Desks) -> None:
    said = [say(desks, f"{CANARY} {number}") for number in range(4)]
    for number, spoken in enumerate(said):
        ask(spoken.voice)
        answer(opened(spoken), NO if number == 0 else YES)
    assert refusal(*(spoken.voice for spoken in said)) == Refusal.OBJECTED


def test_silence_of_three_counts_seven_days_after_the_letter_and_not_before(desks: Desks) -> None:
    said = [say(desks, f"{CANARY} {number}").voice for number in range(3)]
    for voice in said:
        ask(voice)
    assert refusal(*said) == Refusal.WINDOW
    assert actions.announce_consents(day=clock.today()) == 3
    assert refusal(*said) == Refusal.WINDOW
    Consent.objects.update(asked_on=clock.today() - timedelta(days=7), announced_on=clock.today() - timedelta(days=7))
    assert refusal(*said) is None
    assert refusal(*said, size=7) == Refusal.SMALL_GROUP
    assert refusal(*said[:2]) == Refusal.FEW_SOURCES
    assert refusal(*said[:2], other_sources=1) is None


def test_a_letter_announces_each_question_once(desks: Desks) -> None:
    ask(say(desks).voice)
    today = clock.today()
    assert [actions.announce_consents(day=today), actions.announce_consents(day=today)] == [1, 0]
    assert Consent.objects.get().announced_on == today


def test_a_quote_waits_for_an_explicit_yes(desks: Desks) -> None:
    said = [say(desks, f"{CANARY} {number}").voice for number in range(3)]
    for voice in said:
        ask(voice)
    ask(said[0], is_quote=True)
    Consent.objects.update(asked_on=clock.today() - timedelta(days=9), announced_on=clock.today() - timedelta(days=8))
    assert refusal(*said) == Refusal.QUOTE


def test_asking_the_same_twice_is_asking_once(desks: Desks) -> None:
    voice = say(desks).voice
    assert ask(voice).id == ask(voice).id


def test_a_mind_can_be_changed_and_what_stands_is_looked_at_again(desks: Desks, register: Register) -> None:
    spoken = say(desks)
    ask(spoken.voice)
    answer(opened(spoken), YES)
    assert register.looked_again == []
    answer(opened(spoken), NO)
    assert register.looked_again == [("refused", spoken.voice)]
    assert refusal(spoken.voice) == Refusal.OBJECTED


def test_other_words_are_agreed_to_and_the_desk_learns_them(desks: Desks) -> None:
    spoken = say(desks)
    ask(spoken.voice)
    actions.answer_consent(
        thread=opened(spoken),
        consent_id=question(opened(spoken)).id,
        answer=ConsentState.REWORDED,
        instead="The build takes an hour.",
    )
    assert refusal(spoken.voice) == Refusal.OBJECTED
    assert refusal(spoken.voice, words="The build takes an hour.") is None
    assert "The build takes an hour." in words_of(opened(spoken))[-1]


@pytest.mark.parametrize("instead", ["", WORDS])
def test_the_same_words_or_none_are_no_other_words(desks: Desks, instead: str) -> None:
    spoken = say(desks)
    ask(spoken.voice)
    with pytest.raises(Refused):
        answer(opened(spoken), ConsentState.REWORDED, instead=instead)
    assert question(opened(spoken)).state == ConsentState.ASKED


def test_other_words_need_an_open_dialogue_and_a_yes_does_not(desks: Desks) -> None:
    spoken = say(desks)
    ask(spoken.voice)
    actions.author_closes(thread=opened(spoken))
    with pytest.raises(Refused, match="closed"):
        answer(opened(spoken), ConsentState.REWORDED, instead="else")
    answer(opened(spoken), YES)
    assert refusal(spoken.voice) is None


def test_to_be_asked_is_no_answer(desks: Desks) -> None:
    spoken = say(desks)
    ask(spoken.voice)
    with pytest.raises(Refused):
        answer(opened(spoken), ConsentState.ASKED)


def test_nobody_answers_for_somebody_else(desks: Desks) -> None:
    spoken, other = say(desks), say(desks, "other")
    consent = ask(spoken.voice)
    with pytest.raises(Consent.DoesNotExist):
        actions.answer_consent(thread=opened(other), consent_id=consent.id, answer=YES)


def test_a_name_stands_beside_the_words_only_when_its_owner_says_so(desks: Desks, bob: Person) -> None:
    voice, spoken = sign(bob, desks), say(desks)
    for thread in (own(bob, voice), opened(spoken)):
        ask(thread.voice.id)
        answer(thread, YES, named=True)
    about = {"about_kind": "concern", "about_id": CONCERN, "words": WORDS}
    assert queries.names_allowed([voice, spoken.voice], **about) == {voice}  # type: ignore[arg-type]
    answer(own(bob, voice), YES, named=False)
    assert queries.names_allowed([voice], **about) == set()  # type: ignore[arg-type]


def test_what_was_said_openly_to_as_many_needs_no_asking(desks: Desks, bob: Person) -> None:
    said = {
        audience: actions.speak_open(author=bob, text=CANARY, audience=audience, readers=desks.keys).voice
        for audience in (Audience.ADVOCATE, Audience.CELL, Audience.ORGANISATION, Audience.PUBLIC)
    }
    needs = {audience: refusal(voice) for audience, voice in said.items()}
    assert needs == {
        Audience.ADVOCATE: Refusal.NOT_ASKED,
        Audience.CELL: Refusal.NOT_ASKED,
        Audience.ORGANISATION: None,
        Audience.PUBLIC: None,
    }


def test_an_author_who_cannot_be_asked_any_more_holds_everything_back(desks: Desks) -> None:
    forgotten, withdrawn = say(desks), say(desks, "other")
    actions.author_forgets(thread=opened(forgotten))
    actions.withdraw(thread=opened(withdrawn))
    about = {"about_kind": "concern", "about_id": CONCERN, "words": WORDS}
    for voice in (forgotten.voice, withdrawn.voice, uuid4()):
        assert actions.ask_consent(voice_id=voice, **about) is None  # type: ignore[arg-type]
        assert refusal(voice) == Refusal.NOT_ASKED


def test_no_words_are_never_published(desks: Desks) -> None:
    about = {"about_kind": "concern", "about_id": CONCERN, "audience": Audience.ORGANISATION, "group_size": 50}
    spoken = say(desks)
    ask(spoken.voice)
    answer(opened(spoken), YES)
    assert queries.may_publish([spoken.voice], words=WORDS, **about)  # type: ignore[arg-type]
    assert not queries.may_publish([spoken.voice], words=" ", **about)  # type: ignore[arg-type]
    assert not queries.may_publish([], words=WORDS, **about)  # type: ignore[arg-type]


def test_a_consent_that_its_author_cannot_open_is_not_shown(desks: Desks) -> None:
    spoken = say(desks)
    ask(spoken.voice)
    Consent.objects.update(body=b"damaged")
    assert queries.questions_of(opened(spoken)) == []
