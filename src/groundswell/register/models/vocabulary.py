"""Words that are ordinary in this organisation, besides those on the list that comes with the product."""

from django.db import models


class OrdinaryWord(models.Model):
    """A word that everybody here uses. Neither who added it nor when is kept: it may come from somebody's words."""

    word = models.CharField(primary_key=True, max_length=80)

    class Meta:
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word
