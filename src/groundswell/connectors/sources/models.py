"""What came in at a webhook, and is still to be taken in."""

from django.db import models


class Delivery(models.Model):
    """One signed delivery. It leaves in the transaction that takes it in."""

    source = models.UUIDField()
    # What the service calls it, or a mark of its content: one that comes again is kept once.
    name = models.CharField(max_length=128)
    kind = models.CharField(max_length=64, blank=True)
    body = models.BinaryField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "name"), name="one_delivery_a_name"),)

    def __str__(self) -> str:
        return self.name
