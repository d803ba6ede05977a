"""Random walks of authors and readers: whatever they do in whatever order, the promises hold."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import boxes
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries, rules
from groundswell.voices.models import Consent, Envelope, Message, Voice, VoiceReader
from groundswell.voices.queries import Thread
from groundswell.voices.rules import ConsentState, Level, Queue, Refusal, VoiceState
from groundswell.voices.tests.conftest import Desks

if TYPE_CHECKING:
    from groundswell.kit.seal.receipts import Receipt

WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
ABOUT = uuid4()
SCENE: dict[str, object] = {}


class Walk(RuleBasedStateMachine):
    """What a model of the house expects, beside the house itself."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.desks: Desks = SCENE["desks"]  # type: ignore[assignment]
        self.bob: Person = SCENE["bob"]  # type: ignore[assignment]
        self.receipts: dict[UUID, Receipt] = {}
        self.said: dict[UUID, list[str]] = {}
        self.gone: set[UUID] = set()
        self.closed: set[UUID] = set()
        self.closed_at_desk: set[UUID] = set()
        self.forgotten: set[UUID] = set()
        self.agreed: dict[tuple[UUID, str], ConsentState] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # ------------------------------------------------------------ what people do

    @rule(text=WORDS)
    def speaks_anonymously(self, text: str) -> None:
        spoken = actions.speak_anonymously(text=text, readers=self.desks.keys, nonce=boxes.new_secret()[:16], now=True)
        assert spoken.receipt is not None
        self.receipts[spoken.voice] = spoken.receipt
        self.said[spoken.voice] = [text]

    @rule(text=WORDS)
    def signs(self, text: str) -> None:
        voice = actions.speak_signed(author=self.bob, text=text, readers=self.desks.keys).voice
        self.said[voice] = [text]

    @precondition(lambda self: self.said)
    @rule(data=st.data(), text=WORDS)
    def author_writes(self, data: st.DataObject, text: str) -> None:
        voice, thread = self.some(data)
        if thread is None:
            return
        try:
            actions.author_writes(thread=thread, text=text, now=True)
        except Refused:
            assert voice in self.closed
        else:
            assert voice not in self.closed
            self.said[voice].append(text)

    @precondition(lambda self: self.said)
    @rule(data=st.data(), text=WORDS)
    def reader_writes(self, data: st.DataObject, text: str) -> None:
        voice, _thread = self.some(data)
        try:
            actions.reader_writes(voice_id=voice, unlocked=self.desks.alice, text=text)
        except (Refused, Voice.DoesNotExist):
            assert voice in self.closed_at_desk | self.gone
        else:
            assert voice not in self.closed_at_desk | self.gone
            self.said[voice].append(text)

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def author_closes(self, data: st.DataObject) -> None:
        voice, thread = self.some(data)
        if thread is not None:
            actions.author_closes(thread=thread)
            self.closed.add(voice)
            if voice not in self.receipts:
                # What is anonymous is closed for the desk tomorrow, when the notice arrives.
                self.closed_at_desk.add(voice)

    @precondition(lambda self: self.receipts)
    @rule(data=st.data())
    def author_forgets(self, data: st.DataObject) -> None:
        voice = data.draw(st.sampled_from(list(self.receipts)))
        thread = self.open(voice)
        if thread is not None:
            actions.author_forgets(thread=thread)
            self.closed.add(voice)
            self.forgotten.add(voice)

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def author_withdraws(self, data: st.DataObject) -> None:
        voice, thread = self.some(data)
        if thread is not None:
            actions.withdraw(thread=thread)
            self.gone.add(voice)

    @precondition(lambda self: self.said)
    @rule(data=st.data(), loud=st.booleans())
    def reader_mutes(self, data: st.DataObject, loud: bool) -> None:  # noqa: FBT001 - drawn
        voice, _thread = self.some(data)
        try:
            act = actions.unmute if loud else actions.mute
            act(voice_id=voice, unlocked=self.desks.otto)
        except Voice.DoesNotExist:
            assert voice in self.gone

    @precondition(lambda self: self.said)
    @rule(data=st.data(), words=st.sampled_from(["these words", "those words"]))
    def is_asked(self, data: st.DataObject, words: str) -> None:
        voice, _thread = self.some(data)
        asked = actions.ask_consent(
            voice_id=voice, about_kind="concern", about_id=ABOUT, words=words, readers="organisation"
        )
        assert (asked is None) == (voice in self.gone | self.forgotten)
        if asked is not None:
            self.agreed.setdefault((voice, words), ConsentState.ASKED)

    @precondition(lambda self: self.agreed)
    @rule(data=st.data(), answer=st.sampled_from([ConsentState.AGREED, ConsentState.OBJECTED]))
    def answers(self, data: st.DataObject, answer: ConsentState) -> None:
        voice, words = data.draw(st.sampled_from(list(self.agreed)))
        thread = self.open(voice)
        if thread is None:
            return
        question = next(each for each in queries.questions_of(thread) if each.words == words)
        actions.answer_consent(thread=thread, consent_id=question.id, answer=answer)
        self.agreed[voice, words] = answer

    # ------------------------------------------------------------ what must hold

    @invariant()
    def every_author_reads_exactly_what_both_sides_wrote(self) -> None:
        for voice, texts in self.said.items():
            thread = self.open(voice)
            assert (thread is None) == (voice in self.gone | self.forgotten)
            if thread is not None:
                assert [entry.text for entry in queries.dialogue(thread) if not entry.notice] == texts
                assert thread.is_open == (voice not in self.closed)

    @invariant()
    def the_desk_reads_the_same(self) -> None:
        voices = list(Voice.objects.filter(id__in=self.said))
        read = queries.dialogues_for_desk(voices, self.desks.otto.pairs, clock.today())
        for voice, texts in self.said.items():
            opened = [entry.text for entry in read[voice] if not entry.notice]
            assert opened == ([] if voice in self.gone else texts)

    @invariant()
    def what_is_gone_left_nothing(self) -> None:
        for rows in (Message.objects, VoiceReader.objects, Consent.objects):
            assert not rows.filter(voice__in=self.gone).exists()
        assert not Envelope.objects.filter(message__voice__in=self.gone).exists()

    @invariant()
    def what_stays_has_its_key(self) -> None:
        kept = set(self.said) - self.gone
        assert set(keyring.keys_of(kept)) == kept

    @invariant()
    def levels_never_change_and_nobody_is_named(self) -> None:
        for voice in Voice.objects.filter(id__in=self.said):
            assert voice.level == (Level.ANONYMOUS if voice.id in self.receipts else Level.SIGNED)
            assert voice.author_id is None
            assert not voice.text

    @invariant()
    def a_withdrawn_dialogue_is_on_no_desk_and_a_muted_one_not_on_that_of_whoever_muted_it(self) -> None:
        gone = Voice.objects.filter(id__in=self.said, state=VoiceState.WITHDRAWN)
        assert not VoiceReader.objects.filter(voice__in=gone).exclude(queue=Queue.NONE).exists()
        muted = Voice.objects.filter(id__in=self.said, state=VoiceState.MUTED)
        # Otto mutes. Nobody but Alice takes it off her own list.
        of_otto = VoiceReader.objects.filter(voice__in=muted, key__reader=self.desks.otto.reader)
        assert not of_otto.exclude(queue=Queue.NONE).exists()

    @invariant()
    def nothing_leaves_without_a_yes_to_exactly_these_words(self) -> None:
        for voice in self.said:
            for words in ("these words", "those words"):
                refusal = queries.refusal_to_publish(
                    [voice],
                    about_kind="concern",
                    about_id=ABOUT,
                    words=words,
                    audience=Audience.ORGANISATION,
                    group_size=rules.SMALLEST_GROUP,
                )
                said_yes = self.agreed.get((voice, words)) == ConsentState.AGREED and voice not in self.gone
                assert (refusal is None) == said_yes
                if voice in self.gone:
                    assert refusal == Refusal.NOT_ASKED

    # ------------------------------------------------------------ ways in

    def open(self, voice: UUID) -> Thread | None:
        if voice in self.receipts:
            return queries.thread_by_receipt(self.receipts[voice])
        thread = queries.thread_of(self.bob, voice)
        return None if thread is None or voice in self.gone else thread

    def some(self, data: st.DataObject) -> tuple[UUID, Thread | None]:
        voice = data.draw(st.sampled_from(list(self.said)))
        return voice, self.open(voice)


@pytest.mark.slow
def test_random_walks_keep_every_promise(desks: Desks, bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    # Shredding waits for the commit, which a walk never reaches: here it is done at once.
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_: None)
    SCENE.update(desks=desks, bob=bob)
    Walk.TestCase.settings = settings(
        max_examples=12, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
    )
    Walk.TestCase("runTest").runTest()
