"""Ballots that were not used yet, and answers. Nothing leads from one to the other, or to a person."""

from uuid import uuid4

from django.db import models

from groundswell.checkins.models.period import Period
from groundswell.kit.sqlite.unordered import Unordered


class Ballot(Unordered, models.Model):
    """A code that may still be used once. Only its hash is here; use deletes it."""

    hash = models.CharField(max_length=64, primary_key=True)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="ballots")
    group = models.CharField(max_length=36)


class Answer(Unordered, models.Model):
    """A sealed answer, of one size whatever it says, with the group that its ballot carried. Gone after the release."""

    # A keyed hash of the form's nonce: the same form sent twice is one answer.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="answers")
    group = models.CharField(max_length=36)
    sealed = models.BinaryField()
