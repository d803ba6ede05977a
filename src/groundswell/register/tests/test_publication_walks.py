"""Whatever people do, in whatever order, words said in confidence are never shown without their rule (G18)."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest

from groundswell.connectors.markdown.reading import Document, read
from groundswell.kit import clock, search
from groundswell.people import actions as people
from groundswell.people import queries as people_queries
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import SourceRef
from groundswell.register.asking import Findable
from groundswell.register.models import Concern, Source, Wording
from groundswell.register.models.thread import Thread
from groundswell.register.queries import concern as queries
from groundswell.register.queries import lists
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules.items import SourceKind
from groundswell.register.tests.conftest import Desks
from groundswell.register.threads.actions import bring_thread, let_more_read
from groundswell.register.threads.items import reference
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices import sealing
from groundswell.voices.models import Consent
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import opened, say
from tests.cast import Cast

if TYPE_CHECKING:
    from groundswell.web.access import Visitor

pytestmark = pytest.mark.long

SAID = [f"honestly the harbour lamp number {number} keeps me awake at night" for number in range(6)]
WRITTEN = ["People sleep badly", "Some nights are short", "Reviews wait", SAID[0], SAID[1].removeprefix("honestly ")]
# Each holds one detail that could tell who said it, named here by hand.
TELLING = {
    "Bob sleeps badly": "bob",
    "Reviews wait since MNG-2415": "mng-2415",
    "It is so since Tuesday": "tuesday",
    "Two weeks ago it was better": "two weeks ago",
    "Zofia waits for a review": "zofia",
}
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
        self.kept: set[str] = set()
        self.documents = [brought(f"cell:{cast.cell_one.id}"), brought(Audience.ORGANISATION.value)]

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

    def link_document(self) -> None:
        post = self.random.choice(self.documents).posts.get()
        actions.link_source(by=self.by, item=self.concern, source=reference(post))

    def agree_to_more(self) -> None:
        thread = self.random.choice(self.documents)
        let_more_read(by=self.by, thread=thread, reach=self.random.choice(["organisation", "public"]))
        thread.refresh_from_db()

    def unlink(self) -> None:
        voice = self.random.choice(self.behind())
        actions.unlink_source(by=self.by, item=self.concern, source=SourceRef.voice(voice))

    def propose(self) -> None:
        self.kept = self.kept if self.wording else set()
        actions.propose_words(
            by=self.by,
            item=self.concern,
            words={
                "title": self.random.choice([*WRITTEN, *TELLING]),
                "text": self.random.choice(["", "It is known."]),
            },
            audience=self.random.choice(sorted(OUT)),
            cell=self.random.choice([self.cast.cell_one, self.cast.cell_two]),
            reason="why",
            originals=self.originals(),
            desk=self.desks.alice,
        )

    def keep(self) -> None:
        """Keep every detail, or one of them; what is kept is remembered here, apart from what is stored."""
        wording = self.existing()
        waiting = content_of(wording, self.desks.alice).waiting
        looks = waiting if self.random.random() < 0.6 else waiting[:1]
        if looks:
            told = {"looks": [look.id for look in looks], "reason": "It is no one.", "desk": self.desks.alice}
            actions.keep_marks(by=self.by, wording=wording, **told)  # type: ignore[arg-type]  # as named above
        self.kept |= {look.excerpt.lower() for look in looks}

    def compare(self) -> None:
        actions.compare_words(by=self.by, wording=self.existing(), originals=self.originals(), desk=self.desks.alice)

    def ask(self) -> None:
        actions.ask_authors(by=self.by, wording=self.existing(), desk=self.desks.alice)

    def publish(self) -> None:
        actions.publish_words(by=self.by, wording=self.existing(), desk=self.desks.alice)
        self.concern.refresh_from_db()
        detail = TELLING.get(self.concern.title)
        assert detail is None or any(detail in excerpt for excerpt in self.kept), "it went out unlooked at"

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

    def leave(self) -> None:
        """Let up to five people go: the group in which an author would be looked for shrinks."""
        gone = people_queries.active_people().filter(name__startswith="Person")[: self.random.choice([1, 5])]
        Person.objects.filter(id__in=[each.id for each in gone]).update(left_on=clock.today())

    def join(self) -> None:
        back = Person.objects.filter(name__startswith="Person").exclude(left_on=None)[: self.random.choice([1, 5])]
        Person.objects.filter(id__in=[each.id for each in back]).update(left_on=None)

    def tamper(self) -> None:
        """Change, past every action, what a consent is about, or the words to which it was given."""
        if self.random.random() < 0.5:
            Consent.objects.filter(about_id=self.concern.id).update(words=self.random.randbytes(32))
        else:
            Concern.objects.filter(id=self.concern.id).update(title="Nobody agreed to this")

    def shown(self) -> set[str]:
        """Return which of its words anybody but an advocate reads, on whatever page or in search."""
        found: set[str] = set()
        for person in (self.cast.bob, self.cast.charlie, self.cast.dana, None):
            reading = policy.reading_of(person)
            rows = lists.concerns_for(reading)
            listed = [line.concern for line in lists.page_of_concerns(rows, reading, 1)[1]]
            alone = queries.concern_for(reading, self.concern.id)
            each_word = [lists.concerns_for(reading, words=word) for word in self.concern.title.split()]
            found |= {each.title for each in [*listed, alone] if each is not None and not each.is_withheld}
            found |= {self.concern.title for rows in each_word if rows.exists()}
            hits = search.search(self.concern.title, set(reading.keys), 5)
            if person is not None:
                hidden = Findable().hidden(cast("Visitor", person), [hit.object_id for hit in hits])
                found |= {hit.title for hit in hits if hit.object_id not in hidden}
        return found

    def step(self) -> None:
        deeds = [
            self.speak_and_link,
            self.link_document,
            self.agree_to_more,
            self.unlink,
            *[self.propose, self.keep, self.compare, self.ask, self.publish, self.agree_all] * 3,
            self.drop,
            self.edit,
            self.widen,
            self.answer,
            self.withdraw,
            self.wait,
            self.leave,
            self.join,
            *([self.tamper] if self.random.random() < 0.2 else []),
        ]
        # IndexError: nothing to choose from yet.
        with suppress(Refused, IndexError):
            self.random.choice(deeds)()
        self.concern = Concern.objects.get(id=self.concern.id)


def shares_five_words(text: str, other: str) -> bool:
    """Compare word by word, in another way than the product does."""
    said, also = text.lower().split(), f" {' '.join(other.lower().split())} "
    return any(f" {' '.join(said[at : at + 5])} " in also for at in range(len(said) - 4))


def brought(reach: str) -> Thread:
    """Return a document that is here, which so many could read where it was written."""
    document = Document(b"**Zofia:** Nobody has time.", SourceKind.RETROSPECTIVE, reach, day=date(2026, 9, 18))
    return Thread.objects.get(id=bring_thread(by=None, arriving=read(document)).thread)


def is_said_to(reach: str, readers: str) -> bool:
    """Tell, from a table, whether everybody who would read it could read it where it was written."""
    everybody_here = readers == "organisation" or readers.startswith("cell:")
    return reach in {"public", readers} or (reach == "organisation" and everybody_here)


def is_allowed(concern: Concern, people_count: int) -> bool:
    """Tell from the bare tables whether everybody behind the words that are out has let them go."""
    rows = Source.objects.filter(item=concern.id, is_voice=True, is_in_words=True).values_list("source_id", flat=True)
    mark = sealing.mark_of_words("concern", concern.id, concern.said)
    consents = {str(each.voice_id): each for each in Consent.objects.filter(about_id=concern.id) if each.words == mark}
    said = [consents.get(voice) for voice in rows]
    if any(each is None or each.state in {"objected", "reworded"} for each in said):
        return False
    silent = [each for each in said if each is not None and each.state == "asked"]
    others = Source.objects.filter(item=concern.id, is_voice=False, is_in_words=True).values_list("reach", flat=True)
    there = sum(is_said_to(reach, concern.audience_key) for reach in others)
    among = min([people_count, *(1 for reach in others if reach.startswith("cell:"))])
    week = clock.today() - timedelta(days=7)
    waited = all(each.announced_on is not None and each.announced_on <= week for each in silent)
    return not silent or (len(said) + there >= 3 and among >= 8 and waited)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 40))])
def test_no_walk_ever_shows_what_somebody_did_not_let_go(seed: int, organisation: Cast, desks: Desks) -> None:
    for number in range(seed % 3 * 4):
        people.add_person(by=None, name=f"Person {number}", email=f"person{number}@example.org")
    walk = Walk(seed, organisation, desks)
    for _ in range(STEPS):
        walk.step()
        if walk.concern.audience not in OUT:
            assert walk.shown() == set()
            continue
        among = 1 if walk.concern.audience == Audience.CELL else people_queries.active_people().count()
        if is_allowed(walk.concern, among):
            assert walk.concern.title in walk.shown()
        else:
            assert walk.shown() == set()
        written_from = walk.behind(is_in_words=True)
        assert not any(shares_five_words(walk.concern.said, walk.said[voice]) for voice in written_from)


@pytest.mark.slow
def test_walks_do_publish(organisation: Cast, desks: Desks) -> None:
    """A property that nothing ever tries proves nothing: among these walks some words do go out."""
    published = 0
    for seed in range(5):
        walk = Walk(seed, organisation, desks)
        for _ in range(STEPS):
            walk.step()
        published += Wording.objects.filter(item=walk.concern.id).exclude(published_on=None).count()
    assert published > 0
