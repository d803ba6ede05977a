"""The words of questions in templates. Load them with ``{% load questions_words %}``."""

from collections.abc import Mapping

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groundswell.questions import sentences
from groundswell.questions.rules.figures import Percentile, Share
from groundswell.questions.sentences import Words

register = template.Library()

_WORDS: dict[str, Mapping[str, Words]] = {
    "state": {each.value: words for each, words in sentences.STATE.items()},
    "work": sentences.WORK,
    "reason": {each.value: words for each, words in sentences.REASON.items()},
    "verdict": {each.value: words for each, words in sentences.VERDICT.items()},
}
SHAPES = {"unanswered": "raised", "on_us": "waiting", "on_them": "being-looked-at", "answered": "confirmed"}
_A_DAY = 48
_HOUR = 60


@register.filter
def told_as(value: str, what: str) -> str:
    """Return the words for a value: ``{{ item.state|told_as:"state" }}``."""
    return str(_WORDS[what].get(str(value), value))


@register.filter
def shape(state: str) -> str:
    """Return the key of the shape of a state."""
    return SHAPES.get(str(state), "raised")


@register.filter
def span(hours: float | None, is_working: object = False) -> str:  # noqa: FBT002 - a filter's argument
    """Return hours as people say them: hours up to two days, then days. Working hours stay hours: no day has 24."""
    if hours is None:
        return _("not known yet")
    if is_working or hours < _A_DAY:
        return _("%(hours)s h") % {"hours": number_format(hours, 1)}
    return _("%(days)s days") % {"days": number_format(hours / 24, 1)}


@register.filter
def between(found: Percentile, is_working: object = False) -> str:  # noqa: FBT002 - as above
    """Return between which times a share is reached."""
    if found.low is None:
        return _("no interval yet")
    if found.high is None:
        return _("from %(low)s on, no upper end yet") % {"low": span(found.low, is_working)}
    return _("between %(low)s and %(high)s") % {
        "low": span(found.low, is_working),
        "high": span(found.high, is_working),
    }


@register.filter
def percent(share: float | None) -> str:
    """Return a share in whole percent."""
    if share is None:
        return _("not known yet")
    return _("%(percent)s %%") % {"percent": number_format(round(100 * share))}


@register.filter
def percent_between(found: Share) -> str:
    """Return the interval of a share; where nobody, or everybody, is counted, the method gives none."""
    if found.share is None:
        return _("no question was watched for so long")
    if found.low == found.high:
        return _("no interval yet")
    return _("between %(low)s and %(high)s") % {"low": percent(found.low), "high": percent(found.high)}


@register.filter
def minutes(value: int | None) -> str:
    """Return minutes as people say them: 90 are "1 h 30 min"."""
    hours, rest = divmod(value or 0, _HOUR)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    return (
        _("%(hours)d h") % {"hours": hours}
        if not rest
        else _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    )
