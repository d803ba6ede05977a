"""Ten thousand steps of keepers and speakers, in any order: no quote is out without a yes to its exact words (G18)."""

import random
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import transaction

from groundswell.kit import search
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.talks.models import Meeting, Quote
from groundswell.talks.quotes import actions, queries
from groundswell.talks.quotes.actions import Answer
from groundswell.talks.quotes.rules import READERS, Act, State
from groundswell.talks.transcripts import actions as transcripts
from groundswell.talks.transcripts import queries as meetings
from groundswell.talks.transcripts.rules import Consent
from groundswell.talks.transcripts.tests.scene import a_meeting, say, speaker_in

pytestmark = [pytest.mark.long, pytest.mark.django_db]
WORDS = ["zqone red", "zqtwo slow", "zqthree loud", "zqfour odd"]
MOST = 6


@dataclass
class Known:
    """What the walk itself knows of a quote: the words now, those with a yes, and whether they are out."""

    words: str
    agreed: tuple[str, bool] | None = None
    out: tuple[str, bool] | None = None
    is_gone: bool = False
    readers: Audience = Audience.ORGANISATION
    seen: list[str] = field(default_factory=list)
    stale: list[Quote] = field(default_factory=list)


class Walk:
    """People who do anything at any time, sometimes with a page that is older than a change."""

    def __init__(self, alice: Person, bob: Person, charlie: Person, dice: random.Random) -> None:
        self.alice, self.bob, self.charlie, self.dice = alice, bob, charlie, dice
        self.meeting: Meeting = a_meeting(alice, who={"Bob": bob})
        self.who = bob
        self.known: dict[UUID, Known] = {}
        self.done: dict[str, int] = {}
        self.drafts()

    def step(self) -> None:
        acts = [self.drafts, self.asks, self.redrafts, self.answers, self.publishes, self.withdraws, self.tampers]
        act = self.dice.choices([*acts, self.names_another], [2, 4, 2, 6, 4, 1, 1, 0.05])[0]
        try:
            with transaction.atomic():
                act()
        except Refused:
            self.done["refused"] = self.done.get("refused", 0) + 1
        else:
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def some(self) -> tuple[UUID, Known, Quote]:
        """Return a quote, as a page of now shows it or one of before."""
        quote = self.dice.choice(list(self.known))
        known = self.known[quote]
        row = Quote.objects.get(id=quote)
        known.stale = [*known.stale[-3:], row]
        if row.asked:
            known.seen = [*known.seen[-3:], bytes(row.asked).hex()]
        return quote, known, self.dice.choice(known.stale)

    def drafts(self) -> None:
        if len(self.known) >= MOST:
            gone = next((each for each, known in self.known.items() if known.is_gone), None)
            if gone is None:
                return
            del self.known[gone]
        speaker = speaker_in(self.alice, self.meeting, "Bob")
        _, cue = meetings.cue_at(meetings.room_for(self.alice, self.meeting.id), 0, 0)  # type: ignore[misc,arg-type]  # it is there
        words = self.dice.choice([cue.text, *WORDS])
        quote = actions.draft_quote(by=self.alice, speaker=speaker, page=0, cue=cue, words=words)
        self.known[quote.id] = Known(words)

    def asks(self) -> None:
        _, _, row = self.some()
        actions.ask_speaker(by=self.alice, quote=row)

    def redrafts(self) -> None:
        _, known, row = self.some()
        words = self.dice.choice(WORDS)
        readers = self.dice.choice(READERS)
        actions.redraft(by=self.alice, quote=row, words=words, readers=readers)
        known.words, known.readers, known.agreed = words, readers, None

    def answers(self) -> None:
        _, known, row = self.some()
        act = self.dice.choice(
            [Act.APPROVE, Act.APPROVE, Act.APPROVE, Act.ALLOW_A_PARAPHRASE, Act.REFUSE, Act.WITHDRAW]
        )
        changed = self.dice.choice(["", "", *WORDS])
        named = self.dice.random() < 0.5
        seen = self.dice.choice(known.seen or [""])
        actions.answer_quote(quote=row, answer=Answer(act, seen, changed, is_named=named))
        known.agreed = None
        if act == Act.APPROVE:
            known.words = changed or known.words
            known.agreed = (known.words, named)

    def publishes(self) -> None:
        _, known, row = self.some()
        actions.publish_quote(by=self.alice, quote=row, name="Bob")
        assert known.agreed is not None, "published without a yes"
        known.out = known.agreed

    def withdraws(self) -> None:
        _, known, row = self.some()
        actions.withdraw_quote(quote=row, by=self.dice.choice([None, self.alice]))
        known.out = known.agreed = None
        known.is_gone = True

    def tampers(self) -> None:
        """Change published words past every action: what then stands there was agreed to by nobody."""
        quote, known, _ = self.some()
        if known.out and Quote.objects.filter(id=quote, state=State.PUBLISHED).update(words="zqforged"):
            assert not queries.may_be_shown(Quote.objects.get(id=quote))
            Quote.objects.filter(id=quote).update(words=known.out[0])
            other = next(each for each in READERS if each != known.readers)
            Quote.objects.filter(id=quote).update(readers=other)
            assert not queries.may_be_shown(Quote.objects.get(id=quote)), "agreed to for other readers"
            assert queries.public_quote(quote) is None
            Quote.objects.filter(id=quote).update(readers=known.readers)

    def names_another(self) -> None:
        """Say that the speaker is somebody else: whatever was theirs goes."""
        self.who = self.charlie if self.who is self.bob else self.bob
        say(self.alice, self.meeting, {"Bob": self.who})
        for known in self.known.values():
            known.out = known.agreed = None
            known.is_gone = True

    def check(self) -> None:
        """Hold what is shown against what the walk knows."""
        for quote in Quote.objects.filter(id__in=self.known):
            known = self.known[quote.id]
            assert queries.may_be_shown(quote) is (known.out is not None)
            is_outside = queries.public_quote(quote.id) is not None
            assert is_outside is (known.out is not None and known.readers == Audience.PUBLIC)
            if known.out:
                assert (quote.words, bool(quote.said_by)) == known.out
            else:
                assert quote.words == quote.said_by == ""
            assert (State(quote.state) == State.WITHDRAWN) is known.is_gone

    def check_search(self) -> None:
        """Hold what search finds against what is out."""
        out = {str(quote) for quote, known in self.known.items() if known.out}
        hits = [search.search(words, {"organisation", "public"}, limit=100) for words in ("zq", "zqforged")]
        assert {hit.object_id for found in hits for hit in found if hit.context == "quotes"} == {
            quote
            for quote in out
            if "zq" in self.known[UUID(quote)].out[0].casefold()  # type: ignore[index]  # it is out
        }


def walk(steps: int, alice: Person, bob: Person, charlie: Person) -> Walk:
    people = Walk(alice, bob, charlie, random.Random(steps))
    for number in range(steps):
        people.step()
        people.check()
        if number % 50 == 0:
            people.check_search()
    people.check_search()
    return people


@pytest.mark.slow
def test_a_short_walk(alice: Person, bob: Person, charlie: Person) -> None:
    walk(300, alice, bob, charlie)


@pytest.mark.slow
def test_ten_thousand_steps(alice: Person, bob: Person, charlie: Person) -> None:
    people = walk(10_000, alice, bob, charlie)
    assert min(people.done[name] for name in ("drafts", "asks", "redrafts", "answers", "publishes", "withdraws")) > 50


def speakers_walk(steps: int, alice: Person, people: list[Person]) -> None:
    """Let speakers answer anything at any time; hold what everybody reads against their last words."""
    dice = random.Random(steps)
    names = ("Bob", "Zqcharles", "Zqguestname")
    meeting = a_meeting(alice)
    who: dict[str, Person | None] = dict.fromkeys(names)
    shares: dict[str, bool] = dict.fromkeys(names, False)
    for _ in range(steps):
        if dice.random() < 0.1:
            name, person = dice.choice(names), dice.choice([None, *people])
            shares[name] = shares[name] and who[name] == person
            who[name] = person
            say(alice, meeting, {name: person})
        else:
            person = dice.choice(people)
            answer = dice.choice([Consent.SHARED, Consent.REFUSED, Consent.ALONE])
            try:
                transcripts.answer_for_words(person=person, meeting=meeting.id, answer=answer)
            except LookupError:
                assert person not in who.values()
            shares |= {name: answer == Consent.SHARED for name in names if who[name] == person}
        stranger = meetings.room_for(people[-1], meeting.id) if people[-1] not in who.values() else None
        expected = {name for name in names if shares[name]}
        room = stranger or meetings.room_for(alice, meeting.id)
        assert room is not None
        assert {speaker.name for speaker in room.speakers if speaker.words == Consent.SHARED} == expected
        if stranger is not None:
            shown = {line.speaker for line in meetings.lines_of(stranger, 0) if line.is_shared}
            assert shown == expected


@pytest.mark.slow
def test_a_short_walk_of_speakers(alice: Person, bob: Person, charlie: Person, dana: Person, mo: Person) -> None:
    speakers_walk(200, alice, [bob, charlie, dana, mo])


@pytest.mark.slow
def test_ten_thousand_steps_of_speakers(alice: Person, bob: Person, charlie: Person, dana: Person, mo: Person) -> None:
    speakers_walk(10_000, alice, [bob, charlie, dana, mo])
