"""Meetups: who was asked to come to what, how often, and what that costs."""

from uuid import uuid4

from django.db import models

from groundswell.people.models import Person, Served
from groundswell.talks.rules.meetups import Answer, Cadence, Mode


class Meetup(models.Model):
    """People meet for a purpose, once or again and again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    purpose = models.CharField(max_length=200)
    place = models.CharField(max_length=200, default="", blank=True)
    mode = models.CharField(max_length=9, choices=[(each, each) for each in Mode])
    cadence = models.CharField(max_length=16, choices=[(each, each) for each in Cadence])
    minutes = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    # From this day on it is not held any more.
    ended_on = models.DateField(null=True)
    # The community or project that it is about: its default audience and channels are shown.
    served = models.ForeignKey(Served, null=True, on_delete=models.PROTECT, related_name="+")
    organiser = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("first_on", "id")

    def __str__(self) -> str:
        return self.purpose


class MeetupDay(models.Model):
    """A day that somebody named besides those of the cadence: for a meetup that is held only when needed."""

    meetup = models.ForeignKey(Meetup, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("meetup", "day"), name="a_meetup_day_once"),)

    def __str__(self) -> str:
        return str(self.day)


class Invitation(models.Model):
    """Somebody is asked to come. Declining has no reason."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meetup = models.ForeignKey(Meetup, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(
        max_length=8, choices=[(each, each) for each in Answer], default=Answer.WAITING, blank=True
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meetup", "person"), name="invited_once"),)
