"""Random runs of people, desks and days: whatever somebody said is answered, ended by its author, or on a list."""

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from groundswell.checkins import importing
from groundswell.checkins.actions import check_ups, referring
from groundswell.checkins.follow_up.listing import first_answers
from groundswell.checkins.queries import check_ups as low_answers
from groundswell.checkins.queries import referrals
from groundswell.checkins.rules import follow_up
from groundswell.checkins.rules import referrals as lines
from groundswell.checkins.rules.follow_up import Standing
from groundswell.checkins.sweeps import tidy
from groundswell.checkins.tests.stage import Desks, on
from groundswell.checkins.waiting import NO, YES, Referrals
from groundswell.kit import clock
from groundswell.kit.seal import boxes
from groundswell.people import actions as people
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey, Voice
from groundswell.voices.queries import Thread
from groundswell.voices.rules import CameBy, MessageKind
from tests.cast import Cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundswell.kit.seal.receipts import Receipt
    from groundswell.people.models import Person

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SCENE: dict[str, object] = {}
WAYS = st.sampled_from([CameBy.CHECK_IN, CameBy.REFERRAL])
DESKS = st.sampled_from(["alice", "otto"])
RATINGS = st.integers(1, 10)


class Walk(RuleBasedStateMachine):
    """What a model of the follow-up expects, beside the house itself."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.desks: Desks = SCENE["desks"]  # type: ignore[assignment]
        self.bob: Person = SCENE["bob"]  # type: ignore[assignment]
        self.mo: Person = SCENE["mo"]  # type: ignore[assignment]
        self.day = clock.today()
        self.arrives: dict[UUID, date] = {}
        self.receipts: dict[UUID, Receipt] = {}
        # Answered by a person, or ended by whoever said it.
        self.settled: set[UUID] = set()
        self.ended: set[UUID] = set()
        # Closed by an anonymous author: from this day on desks see it, and until then it waits as before.
        self.closing: dict[UUID, date] = {}
        self.low: set[str] = set()
        self.files: list[str] = []
        self.lines: dict[str, date] = {}
        # The days on which what one person wrote about another stops counting: five lines in thirty days are kept.
        self.counted: list[date] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # ------------------------------------------------------------ what people do

    @rule(way=WAYS, at_once=st.booleans())
    def speaks_anonymously(self, way: CameBy, at_once: bool) -> None:  # noqa: FBT001 - drawn
        with self.today():
            spoken = voices.speak_anonymously(
                text="Too much.", readers=self.keys(), nonce=boxes.new_secret()[:16], now=at_once, source=way
            )
        assert spoken.receipt is not None
        self.receipts[spoken.voice] = spoken.receipt
        self.arrives[spoken.voice] = self.day if at_once else self.day + timedelta(days=1)

    @rule(way=WAYS)
    def signs(self, way: CameBy) -> None:
        with self.today():
            spoken = voices.speak_signed(author=self.bob, text="Too much.", readers=self.keys(), source=way)
        self.arrives[spoken.voice] = self.day

    @precondition(lambda self: self.arrives)
    @rule(data=st.data(), desk=DESKS, kind=st.sampled_from([MessageKind.WORDS, MessageKind.DRAFT]))
    def is_answered(self, data: st.DataObject, desk: str, kind: MessageKind) -> None:
        voice = self.some(data)
        with self.today():
            try:
                voices.reader_writes(voice_id=voice, unlocked=self.desk(desk), text="Let us talk.", kind=kind)
            except (Refused, Voice.DoesNotExist):
                assert voice in self.ended or self.arrives[voice] > self.day
            else:
                self.settled.add(voice)

    @precondition(lambda self: self.arrives)
    @rule(data=st.data(), desk=DESKS, words=st.sampled_from(["", "We have talked."]))
    def is_closed_from_the_desk(self, data: st.DataObject, desk: str, words: str) -> None:
        voice = self.some(data)
        with self.today():
            try:
                voices.reader_closes(voice_id=voice, unlocked=self.desk(desk), text=words)
            except Voice.DoesNotExist:
                assert voice in self.ended or self.arrives[voice] > self.day
            except Refused:
                # Last words come too late for what its author has ended; without a word nobody is left waiting.
                assert voice in self.ended if words else voice not in self.settled
            else:
                self.settled.add(voice)
                self.ended.add(voice)

    @precondition(lambda self: self.arrives)
    @rule(data=st.data(), desk=DESKS, is_muted=st.booleans())
    def is_muted_or_let_in_again(self, data: st.DataObject, desk: str, is_muted: bool) -> None:  # noqa: FBT001 - drawn
        voice, act = self.some(data), voices.mute if is_muted else voices.unmute
        with self.today():
            try:
                act(voice_id=voice, unlocked=self.desk(desk))
            except Voice.DoesNotExist:
                assert voice in self.ended or self.arrives[voice] > self.day

    @precondition(lambda self: self.arrives)
    @rule(data=st.data(), how=st.sampled_from(["writes", "closes", "takes back", "forgets"]))
    def its_author_goes_on_or_ends_it(self, data: st.DataObject, how: str) -> None:
        voice = self.some(data)
        with self.today():
            thread = self.thread(voice)
            if thread is None or (how == "forgets" and voice not in self.receipts):
                return
            if how == "writes":
                self.writes(thread)
                return
            act = {"closes": voices.author_closes, "takes back": voices.withdraw, "forgets": voices.author_forgets}
            act[how](thread=thread)
        if how == "takes back" or voice not in self.receipts:
            self.settled.add(voice)
            self.ended.add(voice)
        else:
            self.closing.setdefault(voice, self.day + timedelta(days=1))

    @rule(rating=RATINGS)
    def a_check_up_is_brought_in(self, rating: int) -> None:
        cell = f"Cell {len(self.files) + 10}"
        with self.today():
            people.open_cell(by=None, name=cell)
            self.files.append(f"cell,date,rating,scale\n{cell},2026-01-05,{rating},1-10\n")
            assert importing.bring_in(importing.read(self.files[-1]), by=None).is_kept
        if rating < 5:
            self.low.add(cell)

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def the_same_file_is_brought_again(self, data: st.DataObject) -> None:
        with self.today():
            assert importing.bring_in(importing.read(data.draw(st.sampled_from(self.files))), by=None).is_kept

    @precondition(lambda self: self.low)
    @rule(data=st.data(), desk=DESKS)
    def a_low_answer_is_seen_to(self, data: st.DataObject, desk: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.low)))
        with self.today():
            listed = low_answers.check_ups_at(self.desk(desk)).low
            found = next(each.id for each in listed if each.told.cell == name)
            check_ups.see_to(unlocked=self.desk(desk), check_up=found)
        self.low.remove(name)

    @rule(number=st.integers(1, 3))
    def somebody_is_referred(self, number: int) -> None:
        line = f"Line {number}"
        with self.today():
            referring.refer(by=self.mo, person=self.bob, line=line)
        self.counted = [ends for ends in self.counted if ends > self.day]
        if line not in self.lines and len(self.counted) < lines.MOST_OF_ONE:
            self.lines[line] = lines.ends_on(self.day)
            self.counted.append(lines.ends_on(self.day))

    @precondition(lambda self: self.lines)
    @rule(data=st.data(), choice=st.sampled_from([YES, NO]))
    def the_referred_one_answers(self, data: st.DataObject, choice: str) -> None:
        before = set(Voice.objects.values_list("id", flat=True))
        with self.today():
            asks = sorted(Referrals().asks_for(self.bob), key=lambda each: each.text)
            ask = data.draw(st.sampled_from(asks))
            Referrals().answer(self.bob, ask.key, choice)
        del self.lines[ask.text]
        fresh = set(Voice.objects.values_list("id", flat=True)) - before
        assert len(fresh) == (choice == YES)
        self.arrives |= dict.fromkeys(fresh, self.day)

    @rule(days=st.integers(1, 12))
    def days_pass(self, days: int) -> None:
        self.day += timedelta(days=days)
        arrived = {voice for voice, day in self.closing.items() if day <= self.day}
        self.settled |= arrived
        self.ended |= arrived
        with self.today():
            tidy()
            suspects = voices.suspect_item_keys()
            voices.destroy_orphaned_keys(suspects=suspects)
        self.lines = {line: ends for line, ends in self.lines.items() if ends > self.day}

    # ------------------------------------------------------------ what holds

    @invariant()
    def whoever_waits_is_listed_and_nobody_else(self) -> None:
        waiting = {voice for voice, day in self.arrives.items() if day <= self.day} - self.settled
        with self.today():
            for desk in (self.desks.alice, self.desks.otto):
                assert {each.voice.voice for each in first_answers(desk.reader, with_muted=True)} == waiting

    @invariant()
    def overdue_ones_stand_first(self) -> None:
        with self.today():
            listed = first_answers(self.desks.alice.reader)
        for each in listed:
            due = follow_up.due_on(self.arrives[each.voice.voice])
            assert (each.standing is Standing.OVERDUE) == (due < self.day)
        assert [each.waiting.due for each in listed] == sorted(each.waiting.due for each in listed)

    @invariant()
    def low_answers_are_listed_until_somebody_saw_to_them(self) -> None:
        with self.today():
            found = low_answers.check_ups_at(self.desks.otto).low
        assert sorted(each.told.cell for each in found) == sorted(self.low)

    @invariant()
    def a_line_waits_with_its_person_until_the_answer_or_its_end(self) -> None:
        with self.today():
            waiting = referrals.lines_about(self.bob)
        assert {each.line: each.ends_on for each in waiting} == self.lines

    # ------------------------------------------------------------ the scene

    @contextmanager
    def today(self) -> "Iterator[None]":
        with on(self.day):
            yield

    def keys(self) -> list[DeskKey]:
        return voice_queries.keys_of(voice_queries.readers_today())

    def desk(self, name: str) -> Unlocked:
        return self.desks.alice if name == "alice" else self.desks.otto

    def some(self, data: st.DataObject) -> UUID:
        # In the order in which they came: ids are random, and a walk that is walked again takes the same way.
        return data.draw(st.sampled_from(list(self.arrives)))

    def thread(self, voice: UUID) -> Thread | None:
        receipt = self.receipts.get(voice)
        return voice_queries.thread_by_receipt(receipt) if receipt else voice_queries.thread_of(self.bob, voice)

    def writes(self, thread: Thread) -> None:
        try:
            voices.author_writes(thread=thread, text="And another thing.", now=True)
        except Refused:
            assert thread.voice.id in self.ended or not thread.is_open


def test_nothing_that_somebody_said_is_dropped(desks: Desks, organisation: Cast) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.REFERRER), person=organisation.mo)
    SCENE.update(desks=desks, bob=organisation.bob, mo=organisation.mo)
    walks = settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Walk, settings=walks)
