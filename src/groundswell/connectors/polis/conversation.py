"""A whole conversation from its files: statements in order, and a book of votes, without a name, for each who voted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from groundswell.connectors.polis.refusals import BadTable
from groundswell.connectors.polis.statements import Statements
from groundswell.connectors.polis.summary import Summary
from groundswell.connectors.polis.votes import Votes
from groundswell.propositions.rounds.actions import Elsewhere
from groundswell.propositions.rounds.rules.sheets import LONGEST_FROM_ELSEWHERE, MOST_STATEMENTS, Cast, Vote
from groundswell.web.words import counted

# Both tables of votes say the same; the one of people is smaller and says which vote was the last.
VOTES = ("participants-votes.csv", "participant-votes.csv", "votes.csv")
COMMENTS, SUMMARY = ("comments.csv",), ("summary.csv",)
MOST_VOTES = 1_000_000
LONGEST_TITLE, LONGEST_ADDRESS, LONGEST_ABOUT = 200, 300, 10_000
_CASTS = {int(vote): Cast(vote) for vote in Vote}


@dataclass(frozen=True)
class Files:
    """Which file holds what."""

    votes: Path
    comments: Path
    summary: Path | None


@dataclass(frozen=True)
class Read:
    """A conversation, with how many votes it has, and what was left out of it, in sentences."""

    arriving: Elsewhere
    votes: int
    left_out: tuple[str, ...]


def files_among(paths: Iterable[Path]) -> Files:
    """Return what is there by the ends of names, in a folder or among files; raises BadTable for what is missing."""
    every = [each for path in paths for each in (sorted(path.iterdir()) if path.is_dir() else [path])]
    votes, comments, summary = (_first(every, ends) for ends in (VOTES, COMMENTS, SUMMARY))
    if votes is None:
        raise BadTable("There is no table of votes: a file whose name ends in participants-votes.csv or votes.csv.")
    if comments is None:
        raise BadTable("There is no comments.csv: without the words of the statements nobody can read the votes.")
    return Files(votes, comments, summary)


def conversation(votes: Votes, statements: Statements, summary: Summary, *, title: str = "") -> Read:
    """Put the tables of a conversation together; raises BadTable where they cannot be kept."""
    named = title.strip() or _line(summary.topic)
    if not named:
        raise BadTable("Nothing says what it was about. Add summary.csv with a topic, or name it with --title.")
    if len(votes.votes) > MOST_VOTES:
        raise BadTable(
            f"It has {len(votes.votes):,} votes; a round takes up to {MOST_VOTES:,}. `groundswell opinion` reads more."
        )
    texts = {number: words for number, text in sorted(statements.texts.items()) if (words := _words(number, text))}
    if len(texts) > MOST_STATEMENTS:
        raise BadTable(f"It has {len(texts):,} statements; a round takes up to {MOST_STATEMENTS:,}.")
    places = {number: place for place, number in enumerate(texts)}
    books, unknown = _books(votes, places)
    arriving = Elsewhere(
        title=_short(named, LONGEST_TITLE),
        question=_short(_clean(summary.about), LONGEST_ABOUT),
        address=_short(_line(summary.address), LONGEST_ADDRESS),
        mark=_mark(summary, texts.values()),
        statements=list(texts.values()),
        rejected=frozenset(places[number] for number in statements.rejected if number in places),
        books=books,
        people=len({*votes.participants.tolist()}) + votes.silent,
    )
    return Read(
        arriving, len(votes.votes) - sum(unknown.values()), tuple(_left_out(statements, places, unknown, votes))
    )


def _first(every: list[Path], ends: tuple[str, ...]) -> Path | None:
    for end in ends:
        found = [each for each in every if each.name.lower().endswith(end)]
        # "participants-votes.csv" ends in "votes.csv" too.
        found = [each for each in found if end != VOTES[-1] or not each.name.lower().endswith(VOTES[:-1])]
        if len(found) > 1:
            raise BadTable(f"{found[0].name} and {found[1].name} are both a {end}. Name the files of one conversation.")
        if found:
            return found[0]
    return None


def _books(votes: Votes, places: dict[int, int]) -> tuple[list[dict[int, Cast]], dict[int, int]]:
    """Return the last votes of each who voted, and how many votes are about statements that nobody knows."""
    books: dict[int, dict[int, Cast]] = defaultdict(dict)
    unknown: dict[int, int] = defaultdict(int)
    columns = (votes.participants.tolist(), votes.statements.tolist(), votes.votes.tolist())
    for person, number, vote in zip(*columns, strict=True):
        if number in places:
            books[person][places[number]] = _CASTS[vote]
        else:
            unknown[number] += 1
    return list(books.values()), unknown


def _left_out(statements: Statements, places: dict[int, int], unknown: dict[int, int], votes: Votes) -> Iterable[str]:
    for number in statements.texts:
        if number not in places:
            told = counted(unknown.pop(number, 0), "votes")
            yield f"Statement {number} has no words, so it was left out with {told}."
    for number, count in sorted(unknown.items())[:10]:
        told = f"{counted(count, 'votes')} on it {'was' if count == 1 else 'were'} left out"
        yield f"Statement {number} is not in comments.csv, so {told}."
    if len(unknown) > 10:  # noqa: PLR2004 - enough to know what is wrong
        yield f"{len(unknown) - 10} more statements are not in comments.csv."
    if votes.unread:
        yield f"Columns that were not read: {', '.join(votes.unread)}."


def _mark(summary: Summary, texts: Iterable[str]) -> str:
    """Return what finds a conversation again: its address, or else what was voted on."""
    known = _line(summary.address) or "\n".join(sorted(texts))
    return sha256(known.encode()).hexdigest()


def _words(number: int, text: str) -> str:
    words = _line(text)
    if len(words) > LONGEST_FROM_ELSEWHERE:
        raise BadTable(
            f"Statement {number} has {len(words):,} characters; at most {LONGEST_FROM_ELSEWHERE:,} are kept."
        )
    return words


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    return "".join(each for each in text if each.isprintable() or each.isspace())


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
