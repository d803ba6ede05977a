"""What threads say about an item. Load it with ``{% load threads %}``."""

from collections.abc import Iterable

from django import template
from django.template import Context

from groundswell.register import policy
from groundswell.register.models import Item, Merge
from groundswell.register.threads import queries
from groundswell.web.access import Access

register = template.Library()


@register.inclusion_tag("register/threads/behind.html", takes_context=True)
def passages_behind(context: Context, item: Item, merged: Iterable[Merge] = ()) -> dict[str, object]:
    """Show the exact words that an item, and what is `merged` with it, came from or is supported by.

    To whoever could read them where they were written, and is signed in; to advocates with the way there.
    """
    visitor = context["request"].user
    if not visitor.is_authenticated:
        return {"said": ()}
    may_follow = visitor.may_open(Access.ADVOCATE)
    items = [item.id, *(merge.duplicate_id for merge in merged)]
    reading = policy.reading_of(visitor) if may_follow else None
    said = queries.said_behind(items, reading, keys=visitor.audiences())
    return {"said": said, "may_follow": may_follow}
