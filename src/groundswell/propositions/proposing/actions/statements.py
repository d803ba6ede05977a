"""The advocate says something on behalf of people who each agreed to exactly these words."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Consent, Proposition, StatementOnBehalf
from groundswell.propositions.proposing.actions.checking import (
    paragraphs,
    record,
    require_advocate,
    require_details_seen,
)
from groundswell.propositions.proposing.closed import mark_of, tag_of
from groundswell.propositions.proposing.rules.statements import how_many


@transaction.atomic
def write_statement(
    *, by: Person, words: str, proposition: Proposition | None = None, kept: str = ""
) -> StatementOnBehalf:
    """Write the words down. They never change: other words are another statement. Raises Refused."""
    require_advocate(by)
    said = paragraphs(words, "words", longest=2_000, empty=_("Write what you would say on their behalf."))
    statement = StatementOnBehalf.objects.create(
        words=said, proposition=proposition, written_by=by, written_on=clock.today()
    )
    require_details_seen(by, statement.id, said, kept=kept, field="words")
    record(by, "write_statement", statement.id)
    return statement


@transaction.atomic
def stand_behind(*, by: Person, statement: StatementOnBehalf) -> None:
    """Agree to exactly these words. It names nobody, and leaves no line in the log. Raises Refused."""
    _require_unsaid(statement)
    Consent.objects.update_or_create(tag=_tag(statement, by), defaults={"statement": statement, "day": clock.today()})


@transaction.atomic
def step_back(*, by: Person, statement: StatementOnBehalf) -> None:
    """Take one's agreement back, as long as the words were not said. Raises Refused."""
    _require_unsaid(statement)
    Consent.objects.filter(tag=_tag(statement, by)).delete()


@transaction.atomic
def speak_on_behalf(*, by: Person, statement: StatementOnBehalf, said_at: str) -> StatementOnBehalf:
    """Note where the words were said, and for how many: in a band from k on, and below it they are not said.

    Raises Refused.
    """
    require_advocate(by)
    now = StatementOnBehalf.objects.select_for_update().get(id=statement.id)
    _require_unsaid(now)
    if not said_at:
        raise Refused(_("Link where you say it, so that whoever agreed finds it."), "said_at")
    band = how_many(now.consents.count())
    if band is None:
        raise Refused(
            _("Too few agreed to these words to speak for them without giving them away. Nothing is told of how few.")
        )
    now.said_on, now.said_at, now.said_for = clock.today(), said_at, band
    now.save(update_fields=["said_on", "said_at", "said_for"])
    record(by, "speak_on_behalf", now.id)
    return now


def agrees(person: Person, statement: StatementOnBehalf) -> bool:
    """Tell somebody whether they stand behind a statement: only they can ask."""
    return Consent.objects.filter(tag=_tag(statement, person)).exists()


def _require_unsaid(statement: StatementOnBehalf) -> None:
    if statement.said_on is not None:
        raise Refused(_("These words were said already, for whoever agreed to them by then."))


def _tag(statement: StatementOnBehalf, person: Person) -> str:
    return tag_of(statement.id, person.id, mark_of(statement.words))
