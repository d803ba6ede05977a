"""The books of a vote are opened once, after the close, and what may be shown of them is published and frozen.

Nothing but this module ever looks at two books at once. It counts outside of the transaction, so that nobody waits for
it: a closed phase changes no more, and K, which could tell whose a book is, is gone by then.
"""

from itertools import batched

from django.db import transaction

from groundswell.kit import audit, clock
from groundswell.kit.seal.boxes import KeyPair
from groundswell.kit.sqlite import gone
from groundswell.propositions.models import BallotBook, Opinions, Round, RoundRosterEntry, SealedPhase, Statement
from groundswell.propositions.rounds import published as kept
from groundswell.propositions.rounds import sealing
from groundswell.propositions.rounds.actions import moving
from groundswell.propositions.rounds.actions.closing import end_phase
from groundswell.propositions.rounds.actions.statements import return_the_rest
from groundswell.propositions.rounds.published import Published
from groundswell.propositions.rounds.rules import figures, routing, sheets
from groundswell.propositions.rounds.rules.phases import Ending, Phase, SealedState
from groundswell.propositions.rounds.rules.sheets import Cast

AT_ONCE = 500


def publish_opinions(found: SealedPhase) -> bool:
    """Publish what a closed vote says, destroy its books, and let the round go on. False where another worker did."""
    pair = sealing.outer_pair_kept(found.round.number, Phase.VOTES)
    ending, result = Ending.KEY_LOST, None
    if pair is not None and pair.public == bytes(found.outer_public):
        books = _opened(found.round, pair)
        ending = Ending.SHOWN if len(books) >= found.round.k else Ending.TOO_FEW
        result = _counted(found.round, books) if ending is Ending.SHOWN else None
    return _publish(found, ending, result)


def weigh_statements(found: SealedPhase) -> bool:
    """Once a day, note in which order statements are shown next, sealed; from k voters on. False where it was done."""
    today = clock.today()
    pair = sealing.outer_pair_kept(found.round.number, Phase.VOTES)
    due = SealedPhase.objects.filter(round=found.round, phase=found.phase, state=SealedState.OPEN)
    if pair is None or today in {found.weighed_on, found.opened_on}:
        return False
    books = [book for book in _opened(found.round, pair) if book]
    weights = None
    if len(books) >= found.round.k:
        from groundswell.propositions.rounds import mapping  # noqa: PLC0415 - numpy is for the worker alone

        numbers = list(_texts(found.round))
        by_priority, seen = mapping.weights(books, numbers)
        behind = routing.behind(seen, _asked(found.round))
        weights = sealing.close_weights({"weights": sorted(by_priority.items()), "behind": behind}, pair)
    return bool(due.update(weights=weights, weighed_on=today))


def _opened(found: Round, pair: KeyPair) -> list[dict[int, Cast]]:
    numbers = list(_texts(found))
    rows = BallotBook.objects.filter(round=found).values_list("sealed", flat=True).iterator(AT_ONCE)
    return [
        sheets.votes_in(sealing.open_book(bytes(each), pair), numbers)
        for some in batched(rows, AT_ONCE)
        for each in some
    ]


def _counted(found: Round, books: list[dict[int, Cast]]) -> Published:
    from groundswell.propositions.rounds import mapping  # noqa: PLC0415 - numpy is for the worker alone

    texts = _texts(found)
    withheld = figures.withheld(texts, _roster(found), published_before(found), found.k)
    question = mapping.Question(texts, _asked(found), found.k, frozenset(withheld))
    return mapping.published(question, books)


@transaction.atomic
def _publish(found: SealedPhase, ending: Ending, result: Published | None) -> bool:
    round_ = found.round
    if not end_phase(found, ending):
        return False
    # The key is there until the commit: what nobody looked at goes back to its author.
    return_the_rest(round_)
    if result is not None:
        Opinions.objects.create(round=round_, day=clock.today(), content=kept.written(result))
    BallotBook.objects.filter(round=round_).delete()
    gone.erase(was_indexed=False)
    audit.record(actor=None, verb="publish_opinions", context="propositions", object_id=round_.id)
    moving.move_round(by=None, found=round_, seen=Phase.VOTES)
    return True


def _texts(found: Round) -> dict[int, str]:
    rows = Statement.objects.filter(round=found, is_withdrawn=False).order_by("number")
    return dict(rows.values_list("number", "text"))


def _asked(found: Round) -> int:
    return RoundRosterEntry.objects.filter(round=found, phase=Phase.VOTES, was_away=False).count()


def _roster(found: Round) -> set[str]:
    rows = RoundRosterEntry.objects.filter(round=found, phase=Phase.VOTES, was_away=False)
    return {str(person) for person in rows.values_list("person", flat=True)}


def published_before(found: Round | None = None) -> list[tuple[set[str] | None, set[str]]]:
    """Return who was asked in each other round, and on which words something was published; None: nobody knows who."""
    others = Opinions.objects.exclude(round=found) if found else Opinions.objects.all()
    return [
        (
            None if each.round.elsewhere_mark else _roster(each.round),
            {figures.plain(shown.text) for shown in kept.read(each.content).statements if shown.figure},
        )
        for each in others.select_related("round")
    ]
