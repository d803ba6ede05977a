"""What search finds of the register, and for whom."""

from django.urls import reverse

from groundswell.kit import search
from groundswell.register.closed import is_the_desks
from groundswell.register.models import Concern, Evidence, Idea, Item, Measure, Perspective

CONTEXT = "register"


def show(item: Item) -> None:
    """Let search find an item for those who may read it, and for nobody else. Call it when words or readers change.

    What only the desk reads is not in the index, which holds words as they are: the desk's lists look for it.
    """
    if is_the_desks(item):
        forget(item)
        return
    search.index(
        CONTEXT,
        str(item.id),
        title=item.heading,
        body=item.said,
        audience=item.audience_key,
        url=address_of(item),
    )


def forget(item: Item) -> None:
    """Let search find an item no more."""
    search.forget(CONTEXT, str(item.id))


def address_of(item: Item) -> str:
    """Return where an item is read."""
    if isinstance(item, Concern):
        return reverse("register:concern", args=[item.id])
    if isinstance(item, Idea):
        return reverse("register:idea", args=[item.id])
    if isinstance(item, Evidence):
        return reverse("register:evidence", args=[item.id])
    if isinstance(item, Perspective):
        return reverse("register:perspective", args=[item.id])
    if isinstance(item, Measure):
        return reverse("register:concern", args=[item.concern_id])
    raise TypeError(item)
