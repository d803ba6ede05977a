"""What a worker found beside the questions: earlier threads, pages of documentation, and what no page says."""

from django.db import models

from groundswell.questions.models.items import Item


class DocPage(models.Model):
    """A page of documentation, read from a folder: so that an answer can point to it."""

    address = models.CharField(max_length=500, unique=True)
    title = models.CharField(max_length=500)
    text = models.TextField()

    class Meta:
        ordering = ("address",)

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """What is like a question: ids with scores, the likeliest first. Suggestions; a person decides."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="finding")
    # [[id of an item, how much of the question it has, how alike both are], …], from 0 to 1; of pages the first two.
    earlier = models.JSONField(default=list)
    pages = models.JSONField(default=list)
    # Whether something so like it had been asked before that it counts as asked again.
    is_repeat = models.BooleanField(default=False)
    found_at = models.DateTimeField()


class Gap(models.Model):
    """Questions that are alike, and for which no page of the documentation was found."""

    # The first of them: a gap that is found again is the same one.
    first = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="+")
    items = models.JSONField(default=list)
    words = models.JSONField(default=list)
    found_on = models.DateField()
    # Somebody wrote the page, or said that none is needed.
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("first",)
