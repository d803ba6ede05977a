"""What can be found. The index beside it (`engine.py`) is made from it, and can be made again."""

from django.db import models


class Document(models.Model):
    """The open words of an object, for one audience."""

    context = models.CharField(max_length=32)
    object_id = models.CharField(max_length=64)
    audience = models.CharField(max_length=64)
    url = models.CharField(max_length=300)
    title = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("context", "object_id"), name="one_document_an_object"),)

    def __str__(self) -> str:
        return self.title
