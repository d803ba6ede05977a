"""One key an item, in a database of its own inside the keys folder.

Backups overwrite their one copy of it, so shredding a key makes old backups of its item worthless.
"""

from uuid import UUID

from django.db import models

from groundswell.kit.sqlite.unordered import Unordered


class ItemKey(Unordered, models.Model):
    """The key that lies around everything sealed of one item."""

    item = models.UUIDField(primary_key=True, editable=False)
    key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(UUID(str(self.item)))
