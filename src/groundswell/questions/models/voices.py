"""Who writes outside: authors at their sources, the identities they belong to, and what was merged or erased."""

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person
from groundswell.questions.models.sources import Source


class Identity(models.Model):
    """A person outside, with as many authors as sources know them by; or one of our people."""

    name = models.CharField(max_length=200, blank=True)
    # One of ours: an identity that is linked to a member.
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name


class Author(models.Model):
    """Whoever writes at one source, under the key by which that source knows them."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="authors", db_index=False)
    key = models.CharField(max_length=255)
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="authors")
    name = models.CharField(max_length=200, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=254, blank=True)
    is_bot = models.BooleanField(default=False)
    # What the source itself says of whether they are ours.
    is_said_ours = models.BooleanField(null=True)
    as_of = models.DateTimeField(null=True)
    # Another key under which the source names them elsewhere: a forum's pages say the handle, its API the number.
    also = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="one_author_a_key"),)
        indexes = (
            models.Index("address", condition=~Q(address=""), name="authors_by_address"),
            models.Index(fields=("source", "also"), condition=~Q(also=""), name="authors_by_other_key"),
        )

    def __str__(self) -> str:
        return self.name or self.handle


class Merge(models.Model):
    """Two identities were made one. What was before is kept whole, so that it can be undone to the byte.

    Their numbers stand here as such: either may be gone by a later merge, and comes back with it.
    """

    kept = models.BigIntegerField(db_index=True)
    other = models.BigIntegerField(db_index=True)
    # The rows of both identities as they were, and which authors belonged to the one that went.
    before = models.JSONField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)


class Apart(models.Model):
    """Somebody looked, and two identities are two people: this is not suggested again. The smaller number first."""

    pk = models.CompositePrimaryKey("one", "other")
    one = models.BigIntegerField()
    other = models.BigIntegerField()


class Tombstone(models.Model):
    """Somebody was erased: a mark by which a source's next reading knows not to bring them back."""

    pk = models.CompositePrimaryKey("source_id", "mark")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="tombstones", db_index=False)
    mark = models.CharField(max_length=64)
    # The nameless author in whose place their messages stand, without words.
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="+")
    erased_on = models.DateField()
