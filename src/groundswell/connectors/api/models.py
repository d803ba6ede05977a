"""Keys with which a machine reads for a person. The key itself is not kept: only its mark is."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.people.models import Person


class Key(models.Model):
    """One key of one person: what it is for, and until when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    # Of the key, with a secret that lies outside the database.
    mark = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    expires_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("-made_on", "name", "id")
        constraints = (models.CheckConstraint(condition=Q(expires_on__gt=F("made_on")), name="key_lives_a_day"),)

    def __str__(self) -> str:
        return self.name
