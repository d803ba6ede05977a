"""Decisions about what was said, in plain Python."""

import json
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from groundswell.people.rules import Audience


class Level(StrEnum):
    """Who can read a voice; immutable. "Count only" stores no voice, so it is no level of one."""

    OPEN = "open"
    SIGNED = "signed"
    ANONYMOUS = "anonymous"


class VoiceState(StrEnum):
    """Where a dialogue stands."""

    OPEN = "open"
    CLOSED = "closed"
    MUTED = "muted"
    WITHDRAWN = "withdrawn"


class MessageKind(StrEnum):
    """What an entry of a dialogue is.

    Words; an advocate's tidied draft; the author's verdict on it; a notice that something happened.
    """

    WORDS = "words"
    DRAFT = "draft"
    VERDICT = "verdict"
    NOTICE = "notice"


# What a reader says. A notice tells what happened, and answers nobody.
ANSWERS = frozenset({MessageKind.WORDS, MessageKind.DRAFT})


class CameBy(StrEnum):
    """By which way a voice came, in the words that a register gives its sources."""

    VOICE = "voice"
    MAIL = "mail"
    CHAT = "chat"
    CHECK_IN = "check_in"
    REFERRAL = "referral"


def came_by(written: str) -> CameBy:
    """Return by which way words came that a page brings: by its box, unless a check-in sent them there."""
    return CameBy.CHECK_IN if written == CameBy.CHECK_IN else CameBy.VOICE


# Somebody who said so that it does not go well, or about whom somebody else did: a first answer by a person is due.
FOLLOWED_UP = frozenset({CameBy.CHECK_IN, CameBy.REFERRAL})


class Queue(StrEnum):
    """In which list of a desk a voice stands.

    Never answered and asking to talk, asking to be tidied, or neither; waiting for our next words; or in none.
    """

    TALK = "talk"
    TIDY = "tidy"
    NEW = "new"
    WAITING = "waiting"
    NONE = ""

    @classmethod
    def of_new(cls, *, talk: bool, tidy: bool) -> "Queue":
        """Return the list in which a voice waits for its first answer."""
        if talk:
            return cls.TALK
        return cls.TIDY if tidy else cls.NEW


class ConsentState(StrEnum):
    """What an author said about words that would leave the desk. *Reworded*: not these words, but others."""

    ASKED = "asked"
    AGREED = "agreed"
    REWORDED = "reworded"
    OBJECTED = "objected"


class Talk(StrEnum):
    """When an author would like to talk."""

    NO = ""
    NOW = "now"
    THIS_SPRINT = "this sprint"
    NEXT_SPRINT = "next sprint"


class Ending(StrEnum):
    """How an anonymous author may end a dialogue."""

    CLOSE = "close"
    FORGET = "forget"
    WITHDRAW = "withdraw"


class Verdict(StrEnum):
    """What an author says about a tidied draft."""

    APPROVED = "approved"
    EDITED = "edited"
    REFUSED = "refused"


# ---------------------------------------------------------------- words

# Words are sealed together with a name and a ticket, in 64 KiB at most; the rest is left for those.
MOST_BYTES = 62_000
LONGEST_TICKET = 200
# A page of 3,000 letters.
PAGE_BYTES = 3_000
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_NOT_A_LETTER = frozenset("\ufffd\ufffe\uffff")
_SPACES = frozenset("\t\n\r\f\v")
# Of what is in a file and not in a text, a little may stand in pasted words.
_MOST_NOISE = 8
_MOST_NOISE_SHARE = 0.1


class WordsFault(StrEnum):
    """Why words cannot be taken."""

    EMPTY = "empty"
    LONG = "long"
    NOT_TEXT = "not text"


def plain(text: str) -> str:
    """Return words as they are kept: verbatim, with one kind of line end, and without halves of characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def words_fault(text: str) -> WordsFault | None:
    """Return why these words cannot be taken, or None. HTML, emoji and every script are words."""
    noise = _noise(text)
    if "\0" in text or noise > max(_MOST_NOISE, _MOST_NOISE_SHARE * len(text)):
        return WordsFault.NOT_TEXT
    if not any(_is_visible(character) for character in text):
        return WordsFault.EMPTY
    return WordsFault.LONG if sealed_size(text) > MOST_BYTES else None


def sealed_size(text: str) -> int:
    """Return how many bytes the words take where they are sealed."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def title_of(text: str, longest: int = 80) -> str:
    """Return the beginning of the words on one line, cut between words where possible."""
    line = " ".join(text[: longest * 8].split())
    if len(line) <= longest:
        return line
    cut = line[:longest].rsplit(" ", 1)[0] if " " in line[:longest] else line[:longest]
    return f"{cut}…"


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPSM" and character not in _INVISIBLE


def _noise(text: str) -> int:
    """Return how many characters there are that no text has: controls, and marks of what could not be read."""
    return sum(
        character in _NOT_A_LETTER or (unicodedata.category(character) == "Cc" and character not in _SPACES)
        for character in text
    )


# ---------------------------------------------------------------- readers

FEWEST_READERS = 2


@dataclass(frozen=True)
class Reader:
    """Somebody who can be chosen to read: the person's current desk key, and what the person looks after."""

    key: UUID
    person: UUID
    name: str
    is_alternate: bool
    public: bytes = b""
    scopes: tuple[str, ...] = ()
    cells: frozenset[UUID] = frozenset()
    is_organisation_wide: bool = True
    # The last day of a leave that runs today; known only where a page says so.
    away_until: date | None = None


class ReadersFault(StrEnum):
    """Why a choice of readers cannot be taken."""

    NONE = "none"
    GONE = "gone"


def may_be_spoken_to(readers: Iterable[Reader]) -> bool:
    """Tell whether the box may accept anything: an advocate and an alternate hold a key, and are two people."""
    known = list(readers)
    advocates = {reader.person for reader in known if not reader.is_alternate}
    alternates = {reader.person for reader in known if reader.is_alternate}
    return bool(advocates) and bool(alternates) and len(advocates | alternates) >= FEWEST_READERS


def ticked_at_first(readers: Sequence[Reader], own: Collection[UUID] = ()) -> frozenset[UUID]:
    """Return the keys that are ticked before the author chose: everybody whose scope holds the author.

    `own` holds the cells that the author is known to belong to; nothing is known of an anonymous one, so those who
    look after a part only are ticked when there is no other advocate.
    """
    fit = [each for each in readers if each.is_organisation_wide or not each.cells.isdisjoint(own)]
    if all(reader.is_alternate for reader in fit):
        fit = list(readers)
    return frozenset(reader.key for reader in fit)


def reading_all(readers: Sequence[Reader]) -> list[Reader]:
    """Return those to whom what everybody answers is sealed: those of the whole organisation.

    Where they are no advocate and alternate, it is all of them: what one person alone could open might be lost.
    """
    fit = [each for each in readers if each.is_organisation_wide]
    return fit if may_be_spoken_to(fit) else list(readers)


def who_talks_with(author: UUID, readers: Sequence[Reader]) -> list[Reader]:
    """Return who can be asked for a talk: the advocates, and the alternates where there is no other advocate."""
    others = [each for each in readers if each.person != author]
    return [each for each in others if not each.is_alternate] or others


def with_somebody_here(chosen: Sequence[Reader], offered: Sequence[Reader]) -> list[Reader]:
    """Return the chosen ones; where each of them is away, also the alternates who are here."""
    if any(each.away_until is None for each in chosen):
        return list(chosen)
    here = [each for each in offered if each.is_alternate and each.away_until is None and each not in chosen]
    return [*chosen, *here]


def away_until(days: Collection[date], today: date) -> date | None:
    """Return the last day of the leave that runs today, or None for who is here."""
    day = today
    while day in days:
        day += timedelta(days=1)
    return None if day == today else day - timedelta(days=1)


def chosen_readers(
    readers: Sequence[Reader], ticked: Collection[str], *, is_about_the_advocate: bool
) -> list[Reader] | ReadersFault:
    """Return who will read: those ticked, or the alternates alone when it is about the advocate.

    A tick that names nobody who can be chosen now means that the page is older than a change: the author must look
    again, so the choice is refused and never silently smaller or larger.
    """
    known = {str(reader.key): reader for reader in readers}
    if any(key not in known for key in ticked):
        return ReadersFault.GONE
    if is_about_the_advocate:
        alternates = [reader for reader in readers if reader.is_alternate]
        return [each for each in alternates if str(each.key) in ticked] or alternates or ReadersFault.NONE
    return [reader for reader in readers if str(reader.key) in ticked] or ReadersFault.NONE


# ---------------------------------------------------------------- days and dialogue

# More than this without an answer is no dialogue any more.
MOST_UNANSWERED = 50


def arrives_on(day: date, *, at_once: bool) -> date:
    """Return the day on which words reach the desk: with all others of the day on the next one, or at once."""
    return day if at_once else day + timedelta(days=1)


def is_open_for_author(state: VoiceState) -> bool:
    """Tell whether the author may write: a muted dialogue looks open to its author."""
    return state in {VoiceState.OPEN, VoiceState.MUTED}


def state_shown_to_author(state: VoiceState) -> VoiceState:
    """Return the state as its author sees it: being muted is not told, so that no flood learns from it."""
    return VoiceState.OPEN if state == VoiceState.MUTED else state


def state_shown_to_desk(
    state: VoiceState, before: VoiceState | None, closes_on: date | None, today: date
) -> VoiceState:
    """Return the state as desks see it: what an anonymous author closed is seen when the notice of it arrives."""
    if state != VoiceState.CLOSED or before is None or closes_on is None or today >= closes_on:
        return state
    return before


def needs_a_word(source: str, *, is_answered: bool) -> bool:
    """Tell whether a dialogue may not be closed from the desk in silence: its author waits for a first answer."""
    return source in FOLLOWED_UP and not is_answered


def still_waits_from(arrivals_of_unanswered: Iterable[date], today: date) -> date | None:
    """Return from when a dialogue waits on us although we have just answered: words that no desk has seen yet."""
    return min((arrival for arrival in arrivals_of_unanswered if arrival > today), default=None)


# ---------------------------------------------------------------- consent

# What a consent is about when it is not about words that would be published: who else may read the dialogue.
HAND_OVER = "hand-over"
# Consent to exact words of one's own, beside which the name may stand.
QUOTE = "quote"
DAYS_TO_OBJECT = 7
# Stands for the day of the letter where silence is never a yes: no seven days begin.
NEVER = date.max
FEWEST_SOURCES = 3
SMALLEST_GROUP = 8


@dataclass(frozen=True)
class Contribution:
    """One voice behind words that would be published, and its author's say about exactly these words.

    `consent` is None when the author was never asked about them. `is_said_there_already`: the author said it openly to
    this audience or a wider one, and so needs no asking.
    """

    consent: ConsentState | None
    announced_on: date | None = None
    is_quote: bool = False
    is_said_there_already: bool = False

    @property
    def has_said_yes(self) -> bool:
        """Tell whether its author wants these words out, or has put them there."""
        return self.is_said_there_already or self.consent == ConsentState.AGREED

    def has_had_time(self, day: date) -> bool:
        """Tell whether the seven days to object are over; they begin with the letter that announced the words."""
        last = last_day_to_object(self.announced_on)
        return last is not None and day > last


def last_day_to_object(announced_on: date | None) -> date | None:
    """Return the last day on which silence does not count yet; None before a letter announced the words, and for ever.

    For ever where silence is never a yes.
    """
    if announced_on is None or announced_on == NEVER:
        return None
    return announced_on + timedelta(days=DAYS_TO_OBJECT - 1)


def covers(asked: str, shown: str) -> bool:
    """Tell whether an answer about one audience holds for another, both as keys: nobody else is in the second."""
    if asked in {shown, Audience.PUBLIC}:
        return True
    return asked == Audience.ORGANISATION and shown != Audience.PUBLIC


class Refusal(StrEnum):
    """Why words may not be published yet."""

    NOBODY = "nobody"
    OBJECTED = "objected"
    NOT_ASKED = "not asked"
    QUOTE = "quote"
    SMALL_GROUP = "small group"
    FEW_SOURCES = "few sources"
    WINDOW = "window"
    NEEDS_A_YES = "needs a yes"


def refusal_to_publish(contributions: Sequence[Contribution], *, group_size: int, day: date) -> Refusal | None:
    """Return why these words may not be shown beyond the desk, or None when they may. Fails closed.

    Allowed: every contributor agreed; or at least three sources were asked, nobody objected, the time to object is
    over for each, the group has eight people or more, and nothing is an exact quote.
    """
    if not contributions:
        return Refusal.NOBODY
    if any(each.consent in {ConsentState.OBJECTED, ConsentState.REWORDED} for each in contributions):
        return Refusal.OBJECTED
    silent = [each for each in contributions if not each.has_said_yes]
    if not silent:
        return None
    reasons = (
        (any(each.consent is None for each in silent), Refusal.NOT_ASKED),
        (any(each.is_quote for each in silent), Refusal.QUOTE),
        (any(each.announced_on == NEVER for each in silent), Refusal.NEEDS_A_YES),
        (group_size < SMALLEST_GROUP, Refusal.SMALL_GROUP),
        (len(contributions) < FEWEST_SOURCES, Refusal.FEW_SOURCES),
        (not all(each.has_had_time(day) for each in silent), Refusal.WINDOW),
    )
    return next((refusal for holds, refusal in reasons if holds), None)


def may_publish(contributions: Sequence[Contribution], *, group_size: int, day: date) -> bool:
    """Tell whether words with these contributions may be shown beyond the desk on a day."""
    return refusal_to_publish(contributions, group_size=group_size, day=day) is None
