"""What pages say about readers who cannot answer today."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.voices.queries.readers import Standing
from groundswell.voices.rules import Reader


def away(name: str, until: date) -> str:
    """Return that somebody is away, and until when."""
    return _("%(name)s is away until %(day)s.") % {"name": name, "day": date_format(until, "j F")}


def of_those_away(readers: Iterable[Reader]) -> list[str]:
    """Return a sentence for each of these readers who is away."""
    return [away(each.name, each.away_until) for each in readers if each.away_until is not None]


def of_standings(standings: Iterable[Standing], *, is_inside: bool) -> list[str]:
    """Return a sentence for each reader who cannot answer now; who is away only to somebody who is signed in.

    Whoever opens a dialogue by a receipt may stand outside of the organisation.
    """
    listed = list(standings)
    ended = [_ended(each.name) for each in listed if not each.has_a_desk]
    on_leave = [away(each.name, each.away_until) for each in listed if each.has_a_desk and each.away_until is not None]
    return [*ended, *(on_leave if is_inside else ())]


def _ended(name: str) -> str:
    return _("%(name)s has no desk at the moment, and so can neither read this nor answer now.") % {"name": name}
