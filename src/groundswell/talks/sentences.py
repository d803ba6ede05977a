"""What talks are called where people read of them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from groundswell.people.models import Served
from groundswell.people.rules import Audience
from groundswell.register.rules.items import Kind
from groundswell.talks.rules.meetups import Answer, Cadence, Mode
from groundswell.talks.rules.points import Outcome
from groundswell.web.ports import Words

# What a member chooses.
CHOICES: dict[Outcome, Words] = {
    Outcome.PUBLISHED: _("It may be published"),
    Outcome.ANONYMISED: _("Only anonymised"),
    Outcome.NOTHING: _("Nothing to publish"),
    Outcome.REFUSED: _("No, it stays between us"),
}
# What was chosen.
OUTCOME: dict[Outcome, Words] = {
    Outcome.PUBLISHED: _("may be published"),
    Outcome.ANONYMISED: _("anonymised"),
    Outcome.NOTHING: _("nothing to publish"),
    Outcome.REFUSED: _("stays between you"),
}
MODE: dict[Mode, Words] = {Mode.ONLINE: _("online"), Mode.IN_PERSON: _("in person")}
CADENCE: dict[Cadence, Words] = {
    Cadence.NEEDED: _("only when needed"),
    Cadence.ONCE: _("once"),
    Cadence.EVERY_SPRINT: _("every sprint"),
    Cadence.EVERY_MONTH: _("every month"),
    Cadence.EVERY_QUARTER: _("every quarter"),
    Cadence.EVERY_SIX_MONTHS: _("every six months"),
}
ANSWER: dict[Answer, Words] = {
    Answer.WAITING: _("not answered"),
    Answer.ACCEPTED: _("coming"),
    Answer.DECLINED: _("not coming"),
}
KIND: dict[Kind, Words] = {
    Kind.CONCERN: _("A concern"),
    Kind.IDEA: _("An idea"),
    Kind.PERSPECTIVE: _("A perspective"),
}
AUDIENCE: dict[Audience, Words] = {
    Audience.ME: _("only whoever writes it"),
    Audience.ADVOCATE: _("the advocates"),
    Audience.CELL: _("one cell"),
    Audience.ORGANISATION: _("everyone in the organisation"),
    Audience.PUBLIC: _("everybody, outside too"),
}


def audience_of(served: Served) -> Words:
    """Return to whom a community's or project's things go by default."""
    return AUDIENCE[Audience(served.default_audience)]


def places(listed: Iterable[Served]) -> list[tuple[Served, Words]]:
    """Return communities and projects, each with its default audience."""
    return [(each, audience_of(each)) for each in listed]
