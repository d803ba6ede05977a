"""A line that somebody wrote about a person, and that the person has not answered yet."""

from uuid import uuid4

from django.db import models

from groundswell.kit.sqlite.unordered import Unordered


class Referral(Unordered, models.Model):
    """Waits with the person it is about, and is gone with the answer. About whom, by whom and what is closed.

    The tag is one of many of that person, found under a key file: two lines about one person look like any two.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tag = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()
    # From this day on it is gone, if nobody answered.
    ends_on = models.DateField(db_index=True)


class ReferralMark(Unordered, models.Model):
    """That somebody wrote a line about somebody: it stays its days, whatever the answer was, and tells neither.

    The tag is one of a few of that pair, found under a key file.
    """

    tag = models.CharField(max_length=64, primary_key=True)
    ends_on = models.DateField(db_index=True)
