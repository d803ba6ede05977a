"""What check-ins seal under item keys, and to desk keys, so that no sweep takes those for left over."""

from collections.abc import Collection
from uuid import UUID

from groundswell.checkins.models import CheckUp, CheckUpEnvelope, ReaderShare, Referral


class SealedHere:
    """Imported answers, and lines that wait for the person they are about."""

    tables = ("checkins_checkup", "checkins_referral")

    def needed(self, items: Collection[UUID]) -> Collection[UUID]:
        """Return which of these items are stored. Two queries."""
        wanted = list(items)
        answers = CheckUp.objects.filter(id__in=wanted).values_list("id", flat=True)
        return [*answers, *Referral.objects.filter(id__in=wanted).values_list("id", flat=True)]


class OpensHere:
    """Answers of check-ins and imported ones are sealed to desk keys: a retired one of them is not spent."""

    def needs(self, key: UUID) -> bool:
        """Tell whether something is sealed to this key. Two queries at most."""
        return any(rows.objects.filter(key=key).exists() for rows in (ReaderShare, CheckUpEnvelope))
