"""Members answer in a sealed phase: no line in the log, no session, no time. The tables keep their size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from groundswell.kit import clock
from groundswell.kit.seal import boxes, receipts
from groundswell.kit.seal.ballots import BadBallot
from groundswell.kit.seal.boxes import KeyPair
from groundswell.kit.seal.receipts import Receipt
from groundswell.people.models import Person
from groundswell.propositions.models import BallotBook, IdeaSheet, Round, SealedPhase, Statement, Suggestion
from groundswell.propositions.rounds import refusals, sealing
from groundswell.propositions.rounds.rules import phases, sheets
from groundswell.propositions.rounds.rules.phases import SEALED, Phase, SealedState
from groundswell.propositions.rounds.rules.sheets import Cast, Done, SheetFault


@dataclass(frozen=True)
class Known:
    """A link that is one of ours: its open phase, and what its sheet or book lies under."""

    round: Round
    phase: Phase
    hash: str
    pair: KeyPair
    last_day: date | None


def require_link(text: str, phase: Phase) -> Known:
    """Return what a link opens, written on or not. Raises NotTaken with a sentence."""
    link = sheets.read_link(text)
    if link is None:
        raise refusals.mistyped()
    try:
        kept = sealing.series_of(link.number, phase).hash_of(link.code)
    except BadBallot:
        raise refusals.mistyped() from None
    found = SealedPhase.objects.select_related("round__follows").filter(round__number=link.number, phase=phase).first()
    if found is None:
        raise refusals.unknown_round()
    pair = sealing.outer_pair_kept(link.number, phase)
    if found.state != SealedState.OPEN or phases.is_over(found.last_day, clock.today()) or pair is None:
        raise refusals.not_open(found.round.title)
    known = Known(found.round, phase, kept, pair, found.last_day)
    if not _rows(phase).filter(hash=kept).exists():
        raise refusals.not_asked(found.round.title)
    return known


@transaction.atomic
def write_ideas(*, known: Known, ideas: Sequence[str], done: Done | None, instead: bool = False) -> int:
    """Put ideas onto a sheet, or the word that there are none; return how many stand on it now. Raises Refused."""
    row = _held(IdeaSheet, known)
    before = sealing.open_sheet(bytes(row.sealed), known.pair)
    sheet = sheets.added(before, ideas, done, instead=instead)
    if isinstance(sheet, SheetFault):
        raise refusals.of_sheet(sheet)
    row.sealed = sealing.close_sheet(sheet, known.pair.public)
    row.save(update_fields=["sealed"])
    return len(sheet.ideas)


def vote(*, known: Known, statement: int, cast: Cast) -> None:
    """Write one vote into a book; the last one on a statement counts. Raises Refused for a strange statement."""
    vote_all(known=known, votes={statement: cast})


@transaction.atomic
def vote_all(*, known: Known, votes: Mapping[int, Cast]) -> None:
    """Write several votes into a book at once."""
    there = set(
        Statement.objects.filter(round=known.round, is_withdrawn=False, number__in=list(votes)).values_list(
            "number", flat=True
        )
    )
    if set(votes) - there:
        raise refusals.unknown_statement()
    row = _held(BallotBook, known)
    book = sealing.open_book(bytes(row.sealed), known.pair)
    for statement, cast in votes.items():
        book = sheets.with_vote(book, statement, cast)
    row.sealed = sealing.close_book(book, known.pair.public)
    row.save(update_fields=["sealed"])


@transaction.atomic
def finish_book(*, known: Known) -> None:
    """Note that somebody is done: they are not waited for, and can go on voting until the close."""
    row = _held(BallotBook, known)
    book = sheets.with_done(sealing.open_book(bytes(row.sealed), known.pair))
    row.sealed = sealing.close_book(book, known.pair.public)
    row.save(update_fields=["sealed"])


@dataclass(frozen=True)
class Why:
    """That something suggested is a reason: of which statement, and on which side."""

    statement: int
    agrees: bool


def suggest(*, known: Known, text: str, is_idea: bool, nonce: bytes, why: Why | None = None) -> Receipt:
    """Keep a suggestion until the desk looks at it, tomorrow at the earliest; the same form sent twice is one.

    The receipt finds what became of it: the desk's answer is sealed to a key that opens with it alone.
    """
    pepper, pair = sealing.pepper(), boxes.new_key_pair()
    receipt = receipts.receipt_from(nonce, pepper)
    content = {"text": text, "kind": "idea" if is_idea else "statement"}
    if why is not None:
        content |= {"kind": "agree" if why.agrees else "disagree", "statement": str(why.statement)}
    Suggestion.objects.get_or_create(
        id=receipts.item_id_from(nonce, pepper),
        defaults={
            "round": known.round,
            "lookup": receipts.lookup_id(receipt, pepper),
            "sealed": sealing.close_words(content, known.pair.public),
            "came_on": clock.today(),
            "public": pair.public,
            "wrapped": boxes.encrypt(receipts.wrapping_key(receipt, pepper), pair.private),
        },
    )
    return receipt


def end_of(person: Person) -> None:
    """Take the sheet and the book of somebody who leaves away: within the transaction that ends their access."""
    for found in SealedPhase.objects.filter(state=SealedState.OPEN).select_related("round"):
        phase = Phase(found.phase)
        secret = sealing.secret_kept(found.round.number, phase)
        if secret is not None:
            series = sealing.series_of(found.round.number, phase)
            _rows(phase).filter(hash=series.hash_of(series.code(secret, person.id.bytes))).delete()


def place_of(known: Known) -> tuple[int, int]:
    """Return which of how many books this is, in the order of hashes, which tells nothing."""
    books = BallotBook.objects.filter(round=known.round)
    return books.filter(hash__lt=known.hash).count(), books.count()


def _rows(phase: Phase):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a manager of either table
    assert phase in SEALED  # noqa: S101 - only these have rows
    return BallotBook.objects if phase is Phase.VOTES else IdeaSheet.objects


def _held[Row: (IdeaSheet, BallotBook)](kind: type[Row], known: Known) -> Row:
    """Return the row, held until the end of the transaction, while its phase is still open."""
    # Held too: a vote is either written before the close, or refused by it.
    running = SealedPhase.objects.select_for_update().filter(round=known.round, phase=known.phase)
    is_open = running.filter(state=SealedState.OPEN).first() is not None
    row = kind.objects.select_for_update().filter(hash=known.hash).first()
    if not is_open:
        raise refusals.not_open(known.round.title)
    if row is None:
        raise refusals.not_asked(known.round.title)
    return row
