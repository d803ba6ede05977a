"""What was voted on elsewhere comes in as a round that has ended: its statements, and what may be shown of its votes.

Votes pass through and are not kept. It computes with numpy: for commands, never for a web page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.propositions.models import Opinions, Round, Statement
from groundswell.propositions.rounds import published as kept
from groundswell.propositions.rounds import queries, refusals
from groundswell.propositions.rounds.actions.publishing import published_before
from groundswell.propositions.rounds.published import Published
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.phases import STANDARD_K, Phase, Template
from groundswell.propositions.rounds.rules.sheets import Cast


@dataclass(frozen=True)
class Elsewhere:
    """A conversation that was held elsewhere: its statements in their order, and a book for each who voted.

    `mark` finds the same conversation again; `rejected` are the places of statements that were left out there.
    """

    title: str
    question: str
    address: str
    mark: str
    statements: Sequence[str]
    rejected: frozenset[int]
    books: Sequence[Mapping[int, Cast]]
    people: int


def is_here(mark: str) -> Round | None:
    """Return the round that a conversation has become, where it came in before."""
    return Round.objects.filter(elsewhere_mark=mark).first()


def keep_elsewhere(*, arriving: Elsewhere) -> Round | None:
    """Keep a conversation; None where it is here already. Raises Refused where too few voted.

    A later state of one conversation does not come in: the difference between two would be about a few people.
    """
    if is_here(arriving.mark):
        return None
    voted = sum(any(number not in arriving.rejected for number in book) for book in arriving.books)
    if voted < STANDARD_K:
        raise refusals.too_few_elsewhere(STANDARD_K)
    # Outside of the transaction, so that nobody waits for it.
    result = _published(arriving)
    try:
        return _keep(arriving, result)
    except IntegrityError:
        if is_here(arriving.mark):
            return None
        raise


def _published(arriving: Elsewhere) -> Published:
    from groundswell.propositions.rounds import mapping  # noqa: PLC0415 - numpy is for commands alone

    texts = {number: text for number, text in enumerate(arriving.statements) if number not in arriving.rejected}
    withheld = figures.withheld(texts, None, published_before(), STANDARD_K)
    question = mapping.Question(texts, arriving.people, STANDARD_K, frozenset(withheld))
    books = [{number: cast for number, cast in book.items() if number in texts} for book in arriving.books]
    return mapping.published(question, books)


@transaction.atomic
def _keep(arriving: Elsewhere, result: Published) -> Round:
    today = clock.today()
    found = Round.objects.create(
        number=queries.next_number(),
        title=arriving.title,
        question=arriving.question,
        template=Template.FULL,
        phase=Phase.ENDED,
        prepared_on=today,
        phase_opened_on=today,
        k=STANDARD_K,
        elsewhere=arriving.address,
        elsewhere_mark=arriving.mark,
    )
    Statement.objects.bulk_create(
        Statement(
            round=found,
            number=number,
            text=text,
            is_withdrawn=number in arriving.rejected,
            reason=_("It was left out where it was voted on.") if number in arriving.rejected else "",
        )
        for number, text in enumerate(arriving.statements)
    )
    Opinions.objects.create(round=found, day=today, content=kept.written(result))
    audit.record(actor=None, verb="keep_elsewhere", context="propositions", object_id=found.id)
    return found
