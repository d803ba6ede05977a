"""What waits for somebody, what was asked of everybody, and the minutes that the organisation agreed on.

Minutes are counted for everybody and never for one person: a table of who spent how many would tell who had something
to answer, and with it who has spoken (see docs/decisions/0032).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.people import queries, rules
from groundswell.people.models import AskOfAll, Person
from groundswell.people.ports import Ask, waiting_sources
from groundswell.people.refusals import Refused
from groundswell.web.words import counted

LONGEST_REASON = 500


@dataclass(frozen=True)
class AskedOfAll:
    """What everybody was asked in this sprint."""

    asks: Sequence[AskOfAll]
    attention: rules.Attention


def asks_for(person: Person) -> list[Ask]:
    """Return everything that waits for a person; each key begins with the name of its source."""
    return [
        replace(ask, key=f"{source.name}:{ask.key}") for source in waiting_sources for ask in source.asks_for(person)
    ]


def attention_now(asks: Sequence[Ask]) -> rules.Attention:
    """Hold what waits for one person against the cap of a sprint."""
    return rules.attention(sum(ask.minutes for ask in asks), queries.organisation().attention_minutes)


def asked_of_all() -> AskedOfAll:
    """Return what everybody was asked in the sprint that runs, with its reasons, and the minutes in sum."""
    asks = list(_in_this_sprint())
    minutes = sum(ask.minutes for ask in asks)
    return AskedOfAll(asks, rules.attention(minutes, queries.organisation().attention_minutes))


@transaction.atomic
def ask_everybody(*, by: Person | None, what: str, minutes: int, reason: str = "") -> AskOfAll:
    """Note that everybody is asked something that takes `minutes`; past the cap only with a reason that all can see.

    Nobody asks (`by` is None) where the organisation's own plan does.
    """
    what, reason = what.strip(), reason.strip()
    if not what or len(what) > 200:  # noqa: PLR2004 - the column's width
        raise Refused(_("Say in at most 200 characters what is asked."), "what")
    if minutes not in range(1, 241):
        raise Refused(_("Say how many minutes it takes: from 1 to 240."), "minutes")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Say why in at most 500 characters."), "reason")
    cap = queries.organisation().attention_minutes
    asked = _in_this_sprint().aggregate(minutes=Sum("minutes"))["minutes"] or 0
    if rules.needs_a_reason(asked, minutes, cap) and not reason:
        raise Refused(
            _("This would ask %(sum)s of everybody in this sprint; %(cap)s are agreed. Say why it cannot wait.")
            % {"sum": counted(asked + minutes, "minutes"), "cap": cap},
            "reason",
        )
    ask = AskOfAll.objects.create(what=what, minutes=minutes, reason=reason, asked_on=clock.today(), asked_by=by)
    audit.record(actor=by.id if by else None, verb="ask_everybody", context="people", object_id=ask.id, minutes=minutes)
    return ask


def _in_this_sprint() -> QuerySet[AskOfAll]:
    sprint = queries.sprint_now()
    return AskOfAll.objects.filter(asked_on__range=(sprint.first, sprint.last)).select_related("asked_by")
