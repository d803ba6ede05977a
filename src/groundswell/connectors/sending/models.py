"""Places outside, and what was sent to each: reserved here before a request leaves."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.connectors.sending.rules import Kind, State, What
from groundswell.people.models import Person


class Place(models.Model):
    """A forum, tracker or channel that things can be sent to."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=[(each, each) for each in Kind])
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=500)
    # The category, project, repository or channel there.
    spot = models.CharField(max_length=200)
    # Of a repository that holds a handbook; no branch: it takes no changes of a handbook.
    branch = models.CharField(max_length=200, blank=True)
    folder = models.CharField(max_length=200, blank=True)
    secret = models.BinaryField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Sending(models.Model):
    """One thing on its way to one place. That there is one row for both is what lets it arrive once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="sendings")
    what = models.CharField(max_length=8, choices=[(each, each) for each in What])
    about = models.UUIDField()
    # Exactly what leaves, letter by letter; the digests are of it, and of the words that it was written from.
    letters = models.JSONField()
    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=[(each, each) for each in State], default=State.PREPARED)
    first_tried_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    link = models.CharField(max_length=500, blank=True)
    stands = models.CharField(max_length=20, blank=True)
    # Why it was refused there, or why nobody knows, as a sentence for people.
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    sent_on = models.DateField(null=True)

    class Meta:
        ordering = ("-prepared_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("place", "what", "about"), name="sent_once_to_a_place"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.TRYING, State.UNSURE, State.SENT]) | Q(tried_at__isnull=False),
                name="tried_at_some_moment",
            ),
        )
        indexes = (models.Index("what", "about", name="sendings_about"),)

    def __str__(self) -> str:
        return f"{self.what} {self.about} to {self.place_id}"
