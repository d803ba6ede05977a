"""What stands on a sheet of ideas and in a book of votes, how each is kept, and what its link looks like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

MOST_IDEAS = 20
# With room to spare in the one size that every sheet has, also where each character takes four bytes.
MOST_BYTES = 14_000
LONGEST_STATEMENT = 300
# Other programs let people write more.
LONGEST_FROM_ELSEWHERE = 1000
MOST_STATEMENTS = 2000
BOOK_BYTES = 1 + MOST_STATEMENTS // 2
LONGEST_NUMBER = 6
_DONE = 1
_MATTERS = 4


class Done(StrEnum):
    """What somebody says who has no idea to write: each is an answer, and ends the asking."""

    NOTHING_TO_ADD = "nothing to add"
    NO_OPINION = "no opinion"
    NOT_NOW = "not now"


class Vote(IntEnum):
    """What somebody thinks of a statement."""

    AGREE = 1
    DISAGREE = -1
    PASS = 0


class SheetFault(StrEnum):
    """Why what was sent is no answer."""

    EMPTY = "empty"
    LONG = "long"
    MANY = "many"


@dataclass(frozen=True)
class Sheet:
    """One member's ideas, or the word with which they said that they have none."""

    ideas: tuple[str, ...] = ()
    done: Done | None = None

    @property
    def is_done(self) -> bool:
        """Whether its member need not be waited for."""
        return bool(self.ideas) or self.done is not None


def added(sheet: Sheet, ideas: Sequence[str], done: Done | None, *, instead: bool) -> Sheet | SheetFault:
    """Return the sheet after an answer, or why that is none. What is written comes to it, or takes its place."""
    fresh = tuple(each for each in ideas if each.strip())
    if not fresh and done is None:
        return SheetFault.EMPTY
    kept = () if instead else sheet.ideas
    together = kept + tuple(each for each in dict.fromkeys(fresh) if each not in kept)
    if len(together) > MOST_IDEAS:
        return SheetFault.MANY
    if sum(len(each.encode("utf-8", "replace")) + 8 for each in together) > MOST_BYTES:
        return SheetFault.LONG
    return Sheet(together, None if together else done)


def sheet_written(sheet: Sheet) -> dict[str, object]:
    """Return a sheet as it is sealed."""
    return {"ideas": list(sheet.ideas), "done": sheet.done.value if sheet.done else ""}


def sheet_read(content: Mapping[str, object]) -> Sheet:
    """Return a sealed sheet again; what no page of ours wrote is not on it."""
    ideas, done = content.get("ideas"), content.get("done")
    words = tuple(each for each in ideas if isinstance(each, str)) if isinstance(ideas, list) else ()
    return Sheet(words, Done(done) if isinstance(done, str) and done in set(Done) else None)


# ---------------------------------------------------------------- votes


@dataclass(frozen=True)
class Cast:
    """A vote on a statement, and whether it matters to who cast it."""

    vote: Vote
    matters: bool = False


class VoteFault(StrEnum):
    """Why what was sent is no vote."""

    NONE = "none"
    UNKNOWN = "unknown"


_WORDS = {"agree": Vote.AGREE, "disagree": Vote.DISAGREE, "pass": Vote.PASS}
_CODES = {Vote.AGREE: 1, Vote.DISAGREE: 2, Vote.PASS: 3}
_VOTES = {code: vote for vote, code in _CODES.items()}


def vote_of(text: str) -> Vote | VoteFault:
    """Return the vote that was sent, or why it is none."""
    if not text.strip():
        return VoteFault.NONE
    return _WORDS.get(text.strip(), VoteFault.UNKNOWN)


def empty_book() -> bytes:
    """Return a book without a vote: as long as every other."""
    return bytes(BOOK_BYTES)


def with_vote(book: bytes, statement: int, cast: Cast) -> bytes:
    """Return the book with a vote in it, in the place of an earlier one. Raises IndexError for a strange number."""
    place, shift = _place(statement)
    changed = bytearray(book)
    value = _CODES[cast.vote] | (_MATTERS if cast.matters else 0)
    changed[place] = (changed[place] & ~(0b1111 << shift)) | (value << shift)
    return bytes(changed)


def with_done(book: bytes) -> bytes:
    """Return the book of somebody who said that they are done."""
    return bytes([book[0] | _DONE]) + book[1:]


def is_done(book: bytes, statements: Sequence[int]) -> bool:
    """Tell whether nothing more is to be waited for: they said so, or voted on everything."""
    return bool(book[0] & _DONE) or (bool(statements) and votes_in(book, statements).keys() == set(statements))


def votes_in(book: bytes, statements: Sequence[int]) -> dict[int, Cast]:
    """Return the votes of a book on these statements."""
    found = {}
    for statement in statements:
        place, shift = _place(statement)
        value = book[place] >> shift & 0b1111
        vote = _VOTES.get(value & 0b11)
        if vote is not None:
            found[statement] = Cast(vote, bool(value & _MATTERS))
    return found


def _place(statement: int) -> tuple[int, int]:
    if not 0 <= statement < MOST_STATEMENTS:
        raise IndexError(statement)
    return 1 + statement // 2, statement % 2 * 4


# ---------------------------------------------------------------- links


@dataclass(frozen=True)
class Link:
    """What stands in an address: the number of the round, and the code."""

    number: int
    code: str


def read_link(text: str) -> Link | None:
    """Return what an address names, or None where it is not whole."""
    number, dash, code = text.partition("-")
    if not dash or not code or not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    return Link(int(number), code)
