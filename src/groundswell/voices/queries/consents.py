"""What authors say about words that would leave the desk because of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal.boxes import Unopenable
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.voices import rules, sealing
from groundswell.voices.models import Consent, Voice
from groundswell.voices.queries.threads import Thread, keys_of_own
from groundswell.voices.rules import ConsentState, Contribution, Level, Refusal
from groundswell.voices.sealing import DialogueKeys

_NO = frozenset({ConsentState.OBJECTED, ConsentState.REWORDED})


@dataclass(frozen=True)
class Question:
    """Exact words that an author is asked about. Printing it does not show them."""

    id: UUID
    voice: UUID
    about_kind: str
    about_id: UUID
    words: str = field(repr=False)
    where: str = field(repr=False)
    is_quote: bool
    state: ConsentState
    named: bool
    asked_on: date
    announced_on: date | None

    @property
    def is_waiting(self) -> bool:
        """Tell whether the author has not answered."""
        return self.state == ConsentState.ASKED

    @property
    def is_about_readers(self) -> bool:
        """Tell whether the question is who else may read the dialogue, and not whether words may be shown."""
        return self.about_kind == rules.HAND_OVER

    @property
    def may_be_reworded(self) -> bool:
        """Tell whether the author can still give other words: before an answer, and for words alone."""
        return self.is_waiting and not self.is_about_readers

    @property
    def may_carry_a_name(self) -> bool:
        """Tell whether the author's name can stand beside the words: beside one's own, never beside another's."""
        return self.about_kind == rules.QUOTE

    @property
    def until(self) -> date | None:
        """Return the last day on which silence does not count yet; None before a letter announced the words."""
        return rules.last_day_to_object(self.announced_on)

    @property
    def needs_a_yes(self) -> bool:
        """Tell whether silence is never a yes to them."""
        return self.is_quote or self.announced_on == rules.NEVER


def questions_of(thread: Thread) -> list[Question]:
    """Return everything that the author of a dialogue was asked, what waits first, then the newest."""
    asked = questions_about({thread.voice.id: thread.keys})
    return sorted(asked, key=lambda each: (not each.is_waiting, -each.asked_on.toordinal(), str(each.id)))


def questions_about(keys: Mapping[UUID, DialogueKeys], *, waiting_only: bool = False) -> list[Question]:
    """Return what the author who holds these keys was asked about these voices. One query."""
    asked = (_waiting if waiting_only else _asked)(voices=keys)
    opened = (_opened(consent, keys[consent.voice_id]) for consent in asked)
    return [question for question in opened if question is not None]


def waiting_questions_of(person: Person, voices: Iterable[Voice]) -> list[Question]:
    """Return what waits for the answer of somebody who is signed in, about these voices of theirs. Three queries."""
    own = {voice.id: voice for voice in voices}
    asked = set(_waiting_voices(voices=own)) if own else set()
    if not asked:
        return []
    keys = keys_of_own(person, [own[voice] for voice in asked])
    return sorted(questions_about(keys, waiting_only=True), key=lambda each: (each.asked_on, str(each.id)))


@prepared
def _asked(given: Given) -> QuerySet[Consent]:
    return Consent.objects.filter(voice__among=given.voices)


@prepared
def _waiting(given: Given) -> QuerySet[Consent]:
    return Consent.objects.filter(voice__among=given.voices, state=ConsentState.ASKED)


@prepared
def _waiting_voices(given: Given) -> QuerySet[Consent, UUID]:
    waiting = Consent.objects.filter(voice__among=given.voices, state=ConsentState.ASKED)
    return waiting.values_list("voice_id", flat=True)


@prepared
def _said_about(given: Given) -> QuerySet[Consent]:
    return Consent.objects.filter(about_id__among=given.about).defer("body", "to_thread")


@prepared
def _audiences(given: Given) -> QuerySet[Voice, tuple[UUID, str]]:
    return Voice.objects.filter(id__among=given.voices, level=Level.OPEN).values_list("id", "audience")


def consents_about(about_kind: str, about_id: UUID) -> list[Consent]:
    """Return every say of an author about something that would be published, without its words."""
    return list(Consent.objects.filter(about_kind=about_kind, about_id=about_id).defer("body", "to_thread"))


def mark_of(about_kind: str, about_id: UUID, words: str) -> bytes:
    """Return the keyed hash under which an author's say about exactly these words is kept."""
    return sealing.mark_of_words(about_kind, about_id, rules.plain(words))


def contributions(
    voices: Collection[UUID],
    *,
    about_kind: str,
    about_id: UUID,
    words: str,
    audience: Audience,
    readers: str = "",
    replaces_own: bool = False,
) -> list[Contribution]:
    """Return what the authors behind these words say about exactly them, one for each voice. Two queries.

    `readers` is the key of the audience; needed for a cell, which is one of several. A voice that is gone counts as one
    whose author was never asked: so what leaned on it fails closed. Words that take the place of what an author wrote
    there with their own hand (`replaces_own`) were said openly by nobody yet: that author is asked.
    """
    mark = mark_of(about_kind, about_id, words)
    said: dict[UUID, list[Consent]] = {}
    for each in consents_about(about_kind, about_id):
        if bytes(each.words) == mark:
            said.setdefault(each.voice_id, []).append(each)
    told = {voice: _say(of_voice, readers or audience.value) for voice, of_voice in said.items()}
    reach = {} if replaces_own else {voice: Audience(audience) for voice, audience in _audiences(voices=voices)}
    return [_contribution(told.get(voice), reach.get(voice), audience) for voice in voices]


@dataclass(frozen=True)
class Claim:
    """Words that are out because of voices, for an audience with this key.

    `is_own`: their author typed them, openly, where they now stand.
    """

    about_kind: str
    about_id: UUID
    words: str = field(repr=False)
    audience: Audience
    readers: str
    voices: tuple[UUID, ...]
    other_sources: int = 0
    is_own: bool = False


def refusals(claims: Sequence[Claim], *, group_size: Callable[[Claim], int]) -> dict[UUID, Refusal]:
    """Return, for each of these that may not be shown any more, why. Two queries, however many.

    `group_size` is asked only where it decides: among how many people the authors of words would be looked for.
    """
    if not claims:
        return {}
    said: _Said = {}
    for each in _said_about(about=[each.about_id for each in claims]):
        said.setdefault((each.about_id, each.about_kind, each.voice_id, bytes(each.words)), []).append(each)
    wanted = {voice for each in claims for voice in each.voices}
    reach = {voice: Audience(audience) for voice, audience in _audiences(voices=wanted)}
    found = {each.about_id: _refusal(each, _behind(each, said, reach), group_size) for each in claims}
    return {about: refusal for about, refusal in found.items() if refusal is not None}


def refusal_to_publish(
    voices: Collection[UUID],
    *,
    about_kind: str,
    about_id: UUID,
    words: str,
    audience: Audience,
    group_size: int,
    readers: str = "",
    other_sources: int = 0,
    replaces_own: bool = False,
) -> Refusal | None:
    """Return why these exact words may not be shown to an audience because of these voices, or None when they may.

    `group_size` is the number of people among whom their authors would be looked for: the smallest cell that the words
    are about, or the organisation. `other_sources` counts what stands behind them without a voice and was public
    already (a forum post, say); `replaces_own` as in `contributions`.
    """
    behind = contributions(
        voices,
        about_kind=about_kind,
        about_id=about_id,
        words=words,
        audience=audience,
        readers=readers,
        replaces_own=replaces_own,
    )
    behind += [Contribution(None, is_said_there_already=True)] * other_sources
    return rules.refusal_to_publish(behind, group_size=group_size, day=clock.today())


def may_publish(
    voices: Collection[UUID],
    *,
    about_kind: str,
    about_id: UUID,
    words: str,
    audience: Audience,
    group_size: int,
    other_sources: int = 0,
) -> bool:
    """Tell whether these exact words may be shown to an audience because of these voices."""
    refusal = refusal_to_publish(
        voices,
        about_kind=about_kind,
        about_id=about_id,
        words=words,
        audience=audience,
        group_size=group_size,
        other_sources=other_sources,
    )
    return refusal is None and bool(words.strip())


def names_allowed(voices: Iterable[UUID], *, about_kind: str, about_id: UUID, words: str) -> set[UUID]:
    """Return the voices whose authors want their name beside exactly these words."""
    mark = mark_of(about_kind, about_id, words)
    wanted = set(voices)
    return {
        each.voice_id
        for each in consents_about(about_kind, about_id)
        if each.voice_id in wanted and each.named and each.state == ConsentState.AGREED and bytes(each.words) == mark
    }


type _Said = dict[tuple[UUID, str, UUID, bytes], list[Consent]]


def _say(said: Sequence[Consent], readers: str) -> Consent | None:
    """Return what one author says of exact words for these readers, of all that they said of these words.

    A yes holds for fewer readers too. A no to whomever holds, but where the author said yes to fewer than those.
    """
    asked = [each for each in said if rules.covers(each.readers, readers)]
    yes = [each for each in asked if each.state == ConsentState.AGREED]
    no = (each for each in said if each.state in _NO and not any(rules.covers(each.readers, y.readers) for y in yes))
    silent = sorted(asked, key=lambda each: each.readers != readers)
    return next(chain(no, yes, silent), None)


def _behind(claim: Claim, said: _Said, reach: Mapping[UUID, Audience]) -> list[Contribution]:
    mark = mark_of(claim.about_kind, claim.about_id, claim.words)
    behind = [
        _contribution(
            _say(said.get((claim.about_id, claim.about_kind, voice, mark), ()), claim.readers),
            reach.get(voice),
            claim.audience,
        )
        for voice in claim.voices
    ]
    if claim.is_own and all(reach.get(voice) == claim.audience for voice in claim.voices):
        behind = [replace(each, is_said_there_already=True) for each in behind]
    return behind + [Contribution(None, is_said_there_already=True)] * claim.other_sources


def _refusal(claim: Claim, behind: Sequence[Contribution], group_size: Callable[[Claim], int]) -> Refusal | None:
    silent = any(not each.has_said_yes for each in behind)
    return rules.refusal_to_publish(behind, group_size=group_size(claim) if silent else 0, day=clock.today())


def _contribution(consent: Consent | None, reach: Audience | None, audience: Audience) -> Contribution:
    # A cell is some cell: what was said to one is not said to another.
    said_there = reach in {Audience.ORGANISATION, Audience.PUBLIC} and not audience.is_wider_than(reach)
    if consent is None:
        return Contribution(None, is_said_there_already=said_there)
    return Contribution(ConsentState(consent.state), consent.announced_on, consent.is_quote, said_there)


def _opened(consent: Consent, keys: DialogueKeys) -> Question | None:
    try:
        said = sealing.open_entry(consent.body, consent.to_thread, keys.pair, keys.item_key)
    except Unopenable:
        return None
    return Question(
        id=consent.id,
        voice=consent.voice_id,
        about_kind=consent.about_kind,
        about_id=consent.about_id,
        words=str(said["text"]),
        where=str(said.get("where", "")),
        is_quote=consent.is_quote,
        state=ConsentState(consent.state),
        named=consent.named,
        asked_on=consent.asked_on,
        announced_on=consent.announced_on,
    )
