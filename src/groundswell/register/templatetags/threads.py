"""What threads say about an item. Load it with ``{% load threads %}``."""

from django import template
from django.template import Context

from groundswell.register.models import Item
from groundswell.register.threads import queries
from groundswell.web.access import Access

register = template.Library()


@register.inclusion_tag("register/threads/behind.html", takes_context=True)
def passages_behind(context: Context, item: Item) -> dict[str, object]:
    """Show the exact words that an item came from or is supported by, to members; to advocates with the way there."""
    visitor = context["request"].user
    if not visitor.is_authenticated:
        return {"said": ()}
    return {"said": queries.said_behind(item.id), "may_follow": visitor.may_open(Access.ADVOCATE)}
