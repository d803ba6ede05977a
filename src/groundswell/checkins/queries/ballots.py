"""Whose ballot is where. Read for the letter and the start page of that person alone, and never for a list."""

from groundswell.checkins import sealing
from groundswell.checkins.models import Period
from groundswell.people.models import Person


def link_of(person: Person, period: Period) -> str | None:
    """Return a person's link of an open check-in: the same before and after its use. One query.

    None: they have no ballot of it, or K is not here (after a restore; links that were mailed still count).
    """
    secret = sealing.ballot_secret_kept(period.sprint)
    if secret is None or not period.roster.filter(person=person.id).exists():
        return None
    return f"{period.sprint}-{sealing.series_of(period.sprint).code(secret, person.id.bytes)}"
