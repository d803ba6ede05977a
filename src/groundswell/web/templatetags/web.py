"""The template tags of web/README.md. Load them with ``{% load web %}``."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from groundswell.kit import clock
from groundswell.web import ports
from groundswell.web.access import Access, Visitor
from groundswell.web.words import day_in_words, joined

register = template.Library()

SHAPES = {
    "raised": "circle",
    "being-looked-at": "circle-half",
    "decided": "diamond",
    "being-fixed": "square-half",
    "fixed": "square",
    "confirmed": "check",
    "not-ours": "arrow",
    "waiting": "clock",
    "open": "circle",
    "closed": "cross",
    "withdrawn": "cross",
    "muted": "cross",
}
STATIONS = ("said", "heard", "decided", "done", "helped")
_OPEN_TO_ALL = frozenset({Access.PUBLIC, Access.COOKIELESS})


@register.simple_tag
def icon(name: str, words: str = "") -> SafeString:
    """Draw an icon; with words it is announced, without it is decoration."""
    return SafeString(render_to_string(f"web/icons/{name}.svg", {"words": words}))


@register.simple_tag
def state(words: object, key: str = "") -> SafeString:
    """Show a state by a shape and its word. `key` names the shape where the words are translated."""
    shape = SHAPES.get(slugify(key or str(words)), "dot")
    return format_html('<span class="state">{} {}</span>', icon(shape), words)


@register.filter
def day(value: date | None) -> str:
    """Show a day as people say it, with the exact day for machines."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), day_in_words(value, clock.today()))


@register.inclusion_tag("web/parts/stations.html")
def stations(reached: str) -> dict[str, object]:
    """Show the way from said to helped, up to the station reached."""
    last = STATIONS.index(reached)
    return {"stations": [(name, index <= last, index == last) for index, name in enumerate(STATIONS)]}


@register.inclusion_tag("web/parts/readers.html")
def readers(who: Iterable[object] | str, *, alone: bool = True) -> dict[str, object]:
    """Say who can read this: names, or a phrase like "everyone in the organisation"."""
    names = [] if isinstance(who, str) else [str(name) for name in who]
    return {"who": who if isinstance(who, str) else joined(names), "count": len(names), "alone": alone and names}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Show a form field with its label, hint and error."""
    return bound.as_field_group()


@register.inclusion_tag("web/parts/bullet.html")
def bullet(value: float, limit: float, words: str) -> dict[str, str]:
    """Draw a value against its limit; `words` say the same."""
    scale = 100 / max(value, limit, 1e-9)
    parts = {"within": min(value, limit), "over": max(value - limit, 0), "limit": limit}
    return {name: f"{part * scale:.1f}" for name, part in parts.items()} | {"words": words}


@register.inclusion_tag("web/parts/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, object]:
    """Show the way to the page before and the page after."""
    return {"page": page, "request": context.get("request")}


@register.inclusion_tag("web/parts/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, object]:
    """Show the links of the header that this visitor may open."""
    request = context["request"]
    items = sorted(_visible(request.user), key=lambda item: item.order)
    links = [(item, reverse(item.route)) for item in items]
    return {"links": [(item, url, _holds(url, request.path)) for item, url in links]}


@register.inclusion_tag("web/parts/strips.html")
def strips() -> dict[str, object]:
    """Show what kind of installation this is, above every page."""
    return {"strips": list(ports.strips)}


def _visible(visitor: Visitor) -> list[ports.NavigationItem]:
    kinds = {item.access for item in ports.navigation} - _OPEN_TO_ALL
    may = {kind for kind in kinds if visitor.is_authenticated and visitor.may_open(kind)} | _OPEN_TO_ALL
    return [item for item in ports.navigation if item.access in may]


def _holds(url: str, path: str) -> bool:
    return path == url or (url != reverse("start") and path.startswith(url))
