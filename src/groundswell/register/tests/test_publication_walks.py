"""In whatever order people do what they can, words said in confidence are never out without their rule (G18)."""

from contextlib import suppress
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from groundswell.kit import clock, search
from groundswell.people import actions as people
from groundswell.people import queries as people_queries
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Source, Wording
from groundswell.register.tests.conftest import Desks, keep_all
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices import sealing
from groundswell.voices.models import Consent
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import opened, say
from tests.cast import Cast

SAID = [f"honestly the harbour lamp number {number} keeps me awake at night" for number in range(6)]
WRITTEN = ["People sleep badly", "Some nights are short", "Reviews wait", SAID[0], SAID[1].removeprefix("honestly ")]
OUT = {Audience.CELL, Audience.ORGANISATION, Audience.PUBLIC}
STEPS = 45


class Walk:
    """One random walk over everything that can be done to a concern and to the voices behind it."""

    def __init__(self, seed: int, cast: Cast, desks: Desks) -> None:
        self.random, self.cast, self.desks = Random(seed), cast, desks
        self.by = cast.alice
        self.said: dict[UUID, str] = {}
        self.spoken = [say(desks, SAID[0])]
        self.concern = actions.raise_concern(by=self.by, title="Nights", audience=Audience.ADVOCATE)
        self.days = 0

    @property
    def wording(self) -> Wording | None:
        return Wording.objects.filter(published_on=None, dropped_on=None).first()

    def behind(self, **which: bool) -> list[UUID]:
        rows = Source.objects.filter(item=self.concern.id, is_voice=True, **which)
        return [UUID(each) for each in rows.values_list("source_id", flat=True)]

    def originals(self) -> dict[UUID, str]:
        """Return what the advocate's desk opens; now and then it is locked."""
        return {voice: self.said[voice] for voice in self.behind()} if self.random.random() < 0.8 else {}

    def speak_and_link(self) -> None:
        words = self.random.choice(SAID)
        spoken = say(self.desks, words)
        self.said[spoken.voice] = words
        self.spoken.append(spoken)
        actions.link_source(by=self.by, item=self.concern, source=SourceRef.voice(spoken.voice))

    def unlink(self) -> None:
        voice = self.random.choice(self.behind())
        actions.unlink_source(by=self.by, item=self.concern, source=SourceRef.voice(voice))

    def propose(self) -> None:
        actions.propose_words(
            by=self.by,
            item=self.concern,
            words={"title": self.random.choice(WRITTEN), "text": self.random.choice(["", "It is known."])},
            audience=self.random.choice(sorted(OUT)),
            cell=self.random.choice([self.cast.cell_one, self.cast.cell_two]),
            reason="why",
            originals=self.originals(),
        )

    def keep(self) -> None:
        keep_all(self.existing(), self.by)

    def compare(self) -> None:
        actions.compare_words(by=self.by, wording=self.existing(), originals=self.originals())

    def ask(self) -> None:
        actions.ask_authors(by=self.by, wording=self.existing())

    def publish(self) -> None:
        actions.publish_words(by=self.by, wording=self.existing())

    def drop(self) -> None:
        actions.drop_words(by=self.by, wording=self.existing())

    def existing(self) -> Wording:
        if self.wording is None:
            raise Refused("none")
        return self.wording

    def edit(self) -> None:
        actions.edit_concern(
            by=self.by, concern=self.concern, title=self.random.choice(WRITTEN), text="", originals=self.originals()
        )

    def widen(self) -> None:
        actions.change_audience(
            by=self.by,
            item=self.concern,
            audience=self.random.choice(list(Audience)),
            cell=self.random.choice([self.cast.cell_one, self.cast.cell_two, None]),
            reason="why",
        )

    def answer(self) -> None:
        thread = opened(self.random.choice(self.spoken))
        for question in voice_queries.questions_of(thread):
            said = self.random.choice([ConsentState.AGREED, ConsentState.AGREED, ConsentState.OBJECTED])
            voices.answer_consent(thread=thread, consent_id=question.id, answer=said)

    def agree_all(self) -> None:
        for spoken in self.spoken:
            thread = opened(spoken)
            for question in voice_queries.questions_of(thread):
                voices.answer_consent(thread=thread, consent_id=question.id, answer=ConsentState.AGREED)

    def withdraw(self) -> None:
        spoken = self.random.choice(self.spoken)
        self.spoken.remove(spoken)
        voices.withdraw(thread=opened(spoken))

    def wait(self) -> None:
        """Let the letter go out, and days pass: everything asked and announced so far grows older."""
        voices.announce_consents(day=clock.today())
        days = timedelta(days=self.random.choice([3, 8]))
        for consent in Consent.objects.exclude(announced_on=None):
            assert consent.announced_on is not None
            Consent.objects.filter(id=consent.id).update(
                asked_on=consent.asked_on - days, announced_on=consent.announced_on - days
            )

    def step(self) -> None:
        deeds = [
            self.speak_and_link,
            self.unlink,
            *[self.propose, self.keep, self.compare, self.ask, self.publish, self.agree_all] * 3,
            self.drop,
            self.edit,
            self.widen,
            self.answer,
            self.withdraw,
            self.wait,
        ]
        # IndexError: nothing to choose from yet.
        with suppress(Refused, IndexError):
            self.random.choice(deeds)()
        self.concern = Concern.objects.get(id=self.concern.id)


def shares_five_words(text: str, other: str) -> bool:
    """Compare word by word, in another way than the product does."""
    said, also = text.lower().split(), f" {' '.join(other.lower().split())} "
    return any(f" {' '.join(said[at : at + 5])} " in also for at in range(len(said) - 4))


def is_allowed(concern: Concern, people_count: int) -> bool:
    """Tell from the bare tables whether everybody behind the words that are out has let them go."""
    rows = Source.objects.filter(item=concern.id, is_voice=True, is_in_words=True).values_list("source_id", flat=True)
    mark = sealing.mark_of_words("concern", concern.id, concern.said)
    consents = {str(each.voice_id): each for each in Consent.objects.filter(about_id=concern.id) if each.words == mark}
    said = [consents.get(voice) for voice in rows]
    if any(each is None or each.state in {"objected", "reworded"} for each in said):
        return False
    silent = [each for each in said if each is not None and each.state == "asked"]
    week = clock.today() - timedelta(days=7)
    waited = all(each.announced_on is not None and each.announced_on <= week for each in silent)
    return not silent or (len(said) >= 3 and people_count >= 8 and waited)


@pytest.mark.parametrize("seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 40))])
def test_no_walk_ever_publishes_what_somebody_did_not_let_go(seed: int, organisation: Cast, desks: Desks) -> None:
    for number in range(seed % 3 * 4):
        people.add_person(by=None, name=f"Person {number}", email=f"person{number}@example.org")
    count = people_here(organisation)
    walk = Walk(seed, organisation, desks)
    for _ in range(STEPS):
        walk.step()
        if walk.concern.audience in OUT:
            among = 1 if walk.concern.audience == Audience.CELL else count
            assert is_allowed(walk.concern, among)
        else:
            assert not search.search(walk.concern.title, {"organisation", "public", "cell"}, 5)
        if walk.concern.audience in OUT:
            written_from = walk.behind(is_in_words=True)
            assert not any(shares_five_words(walk.concern.said, walk.said[voice]) for voice in written_from)


def people_here(organisation: Cast) -> int:

    del organisation
    return people_queries.active_people().count()


def test_walks_do_publish(organisation: Cast, desks: Desks) -> None:
    """A property that nothing ever tries proves nothing: among these walks some words do go out."""
    published = 0
    for seed in range(5):
        walk = Walk(seed, organisation, desks)
        for _ in range(STEPS):
            walk.step()
        published += Wording.objects.filter(item=walk.concern.id).exclude(published_on=None).count()
    assert published > 0
