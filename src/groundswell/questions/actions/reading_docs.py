"""A documentation is read, so that answers can point to its pages."""

from collections.abc import Sequence
from typing import Protocol

from django.db import transaction

from groundswell.questions.models import DocPage
from groundswell.questions.records import Taken


class Page(Protocol):
    """A page, as whoever reads the folder has it."""

    @property
    def address(self) -> str:
        """Where it stands."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...


@transaction.atomic
def read_docs(*, address: str, pages: Sequence[Page]) -> Taken:
    """Keep the pages below an address: the new, the changed; those that are there no more go. Twice is once."""
    below = DocPage.objects.filter(address__startswith=address.rstrip("/"))
    before = {each.address: each for each in below.select_for_update()}
    given = {each.address: each for each in pages}
    new = [DocPage(address=key, title=each.title, text=each.text) for key, each in given.items() if key not in before]
    changed = []
    for key, each in given.items():
        kept = before.get(key)
        if kept is not None and (kept.title, kept.text) != (each.title, each.text):
            kept.title, kept.text = each.title, each.text
            changed.append(kept)
    gone = [each.id for key, each in before.items() if key not in given]
    DocPage.objects.bulk_create(new)
    DocPage.objects.bulk_update(changed, ["title", "text"], batch_size=200)
    DocPage.objects.filter(id__in=gone).delete()
    same = len(given) - len(new) - len(changed)
    return Taken(new=len(new), changed=len(changed), same=same, gone=len(gone))
