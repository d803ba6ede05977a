"""The template tags of web/README.md. Load them with ``{% load web %}``."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.charts import Chart
from groundswell.web import ports
from groundswell.web import words as wording
from groundswell.web.access import Access, Visitor
from groundswell.web.sentences import EMPTY
from groundswell.web.words import day_in_words, joined

register = template.Library()


@register.filter
def counted(number: float, what: str) -> str:
    """Return a number with what it counts, one or many: `{{ cost.minutes|counted:"minutes" }}`."""
    return wording.counted(number, what)


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
def heard(*about: object) -> SafeString:
    """Say to a screen reader alone what a control is about, where others of the same words stand beside it."""
    today = clock.today()
    told = [day_in_words(each, today) if isinstance(each, date) else str(each) for each in about if each]
    words = ", ".join(told)
    return format_html('<span class="only-heard">: {}</span>', Truncator(words).words(12)) if words else SafeString()


@register.simple_tag
def icon(name: str, words: str = "") -> SafeString:
    """Draw an icon; with words it is announced, without it is decoration."""
    return _drawn(name, words)


@lru_cache(maxsize=256)
def _drawn(name: str, words: str) -> SafeString:
    return SafeString(render_to_string(f"web/icons/{name}.svg", {"words": words}))


@register.simple_tag
@lru_cache(maxsize=16)
def asset(path: str) -> str:
    """Return the address of a file of ours, which holds a mark of its content."""
    return static(path)


@register.simple_tag
def state(words: object, key: str = "") -> SafeString:
    """Show a state by a shape and its word. `key` names the shape where the words are translated."""
    shape = SHAPES.get(slugify(key or str(words)), "dot")
    return format_html('<span class="state">{} {}</span>', icon(shape), words)


@register.filter
def what_is_kept(form: BaseForm) -> str:
    """Say what of a refused form is still in it: a page never holds a passphrase, and a browser sends no file twice."""
    kinds = {_kind(field) for field in form.visible_fields()}
    if kinds == {"password"}:
        return _("A page never keeps a passphrase: type it again.")
    if "password" in kinds:
        return _("A page never keeps a passphrase: type it again. Everything else that you typed is still here.")
    if "file" in kinds:
        return _("Everything you typed is still here; a file has to be chosen again.")
    return _("Everything you typed is still here.")


def _kind(field: BoundField) -> str:
    return getattr(field.field.widget, "input_type", None) or ""


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
def readers(who: Iterable[object] | str | Promise, *, alone: bool = True) -> dict[str, object]:
    """Say who can read this: names, or a phrase like "everyone in the organisation" (translated late or not)."""
    if isinstance(who, str | Promise):
        return {"who": str(who), "count": 0, "alone": False}
    names = [str(name) for name in who]
    return {"who": joined(names), "count": len(names), "alone": alone and names}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Show a form field with its label, hint and error."""
    return bound.as_field_group()


@register.filter
def problems(form: BaseForm) -> list[tuple[str, str]]:
    """Return where each field that is wrong stands, and its sentence: with its label where others say the same."""
    found = [(bound, str(error)) for bound in form for error in bound.errors]
    times = Counter(error for _bound, error in found)
    return [
        (
            bound.id_for_label or bound.auto_id,
            _named(bound, error) if times[error] > 1 or error == str(EMPTY) else error,
        )
        for bound, error in found
    ]


def _named(bound: BoundField, error: str) -> str:
    label = str(bound.label or "")
    between = " " if label.endswith(("?", ".", ":")) else ": "
    return f"{label}{between}{error}" if label else error


@register.inclusion_tag("web/parts/bullet.html")
def bullet(value: float, limit: float, words: str, beside: float = 0) -> dict[str, str]:
    """Draw a value against its limit, and paler `beside` it what comes to it now; `words` say the same."""
    scale = 100 / max(value + beside, limit, 1e-9)
    parts = {"within": min(value, limit), "over": max(value - limit, 0), "limit": limit}
    parts |= {"value": value, "beside": beside}
    return {name: f"{part * scale:.1f}" for name, part in parts.items()} | {"words": words}


@register.inclusion_tag("web/parts/chart.html")
def chart(drawn: Chart) -> dict[str, object]:
    """Show a chart with what its shapes mean, and with the table that says the same."""
    return {"chart": drawn}


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


@register.simple_tag(takes_context=True)
def settled(context: Context) -> SafeString:
    """Return what keeps a sent form out of the browser's files: a page that answers it and can be asked for again."""
    request = context.get("request")
    if request is None or request.method != "POST" or request.resolver_match is None:
        return SafeString("")
    if "GET" not in getattr(request.resolver_match.func, "methods", ()):
        return SafeString("")
    return format_html('<settled-page to="{}" stays></settled-page>', request.path)


@register.simple_tag
def unkept() -> SafeString:
    """Return what keeps the form it stands in out of the browser's files, with or without script.

    Chromium writes what a form sent into its record of the session, and leaves out a form in which a password was
    filled in. This is one for it; nobody sees it, no manager of passwords offers to keep it, and nothing reads it.
    """
    return SafeString('<input type="password" name="unkept" value="-" hidden readonly autocomplete="one-time-code">')


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
