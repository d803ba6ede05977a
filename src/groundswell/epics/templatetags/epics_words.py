"""The words of epics in templates. Load them with ``{% load epics_words %}``."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField, Form
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.epics import sentences
from groundswell.epics.rules.hill import side_of
from groundswell.epics.rules.hours import in_hours
from groundswell.epics.sentences import Words
from groundswell.web.templatetags.web import state

register = template.Library()

_WORDS: dict[str, Mapping[str, Words]] = {
    "stream": {each.value: words for each, words in sentences.STREAM.items()},
    "reason": {each.value: words for each, words in sentences.REASON.items()},
    "offer": {each.value: words for each, words in sentences.OFFER.items()},
    "change": {each.value: words for each, words in sentences.CHANGE.items()},
    "plan": {each.value: words for each, words in sentences.PLAN.items()},
    "part": {each.value: words for each, words in sentences.PART.items()},
    "no_date": {each.value: words for each, words in sentences.NO_DATE.items()},
    "moved": sentences.MOVED,
}


@register.filter
def told_as(value: str, what: str) -> str:
    """Return the words for a value: ``{{ hold.reason|told_as:"reason" }}``."""
    return str(_WORDS[what][str(value)])


@register.filter
def hours(halves: int) -> str:
    """Return half hours as people say them: 3 are "1.5 h"."""
    return _("%(hours)s h") % {"hours": number_format(in_hours(halves))}


@register.filter
def side_words(position: int) -> str:
    """Return what an epic is about at its place on the hill."""
    return str(sentences.SIDE[side_of(position)])


@register.filter
def weeks_moved(weeks: float) -> str:
    """Return by how many weeks a date moved: later has a plus, earlier a minus."""
    if not round(weeks, 1):
        return _("0 weeks")
    return _("%(sign)s%(weeks)s weeks") % {"sign": "+" if weeks > 0 else "−", "weeks": number_format(abs(weeks), 1)}


@register.filter
def percent(share: float) -> str:
    """Return a share in per cent, with one place."""
    return f"{100 * share:.1f} %"


@register.filter
def shown_fields(form: Form) -> list[BoundField]:
    """Return the fields of a form that are shown one after the other; what waits for a look stands apart."""
    return [each for each in form.visible_fields() if each.name != "kept"]


@register.simple_tag
def place_state(*, is_held: bool) -> SafeString:
    """Show by shape and word whether an epic moves in a place."""
    return state(_("on hold"), "closed") if is_held else state(_("moves"), "being-fixed")
