"""The questions that can be asked beside the rating, in the words in which they were asked; and where help is."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.checkins.rules.items import Help, Item


class Instrument(models.Model):
    """One question, of one version. Its words never change: other words are another version."""

    pk = models.CompositePrimaryKey("key", "version")
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    # Several questions of one instrument are switched on and off together.
    pack = models.CharField(max_length=60, default="", blank=True)
    question = models.CharField(max_length=500)
    options = models.JSONField()
    citation = models.CharField(max_length=500, default="", blank=True)
    licence = models.CharField(max_length=500, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)
    # From how many answers on a figure may be shown, where that is more than k.
    shown_from = models.PositiveSmallIntegerField(default=0)
    # Its place in the order; none: it is not asked.
    place = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("place", "key", "-version")
        constraints = (
            models.UniqueConstraint(fields=("key",), condition=Q(place__isnull=False), name="one_version_is_asked"),
            models.CheckConstraint(condition=Q(version__gt=0), name="instrument_has_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def item(self) -> Item:
        """Return the question as the check-in asks it."""
        options = tuple((int(value), str(words)) for value, words in self.options)
        values = [value for value, _words in options]
        told = {"citation": self.citation, "licence": self.licence}
        return Item(
            self.key, self.version, self.question, options, min(values), max(values), shown_from=self.shown_from, **told
        )


class HelpResource(models.Model):
    """Somewhere to turn to with what is personal: shown to whoever says so, and on the page of the plan."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    about = models.CharField(max_length=500, default="", blank=True)
    url = models.CharField(max_length=500, default="", blank=True)
    telephone = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def help(self) -> Help:
        """Return it as pages show it."""
        return Help(self.name, self.about, self.url, self.telephone)
