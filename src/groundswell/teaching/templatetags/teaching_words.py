"""The words of teaching in templates. Load them with ``{% load teaching_words %}``."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django import template
from django.forms import BoundField, Form
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.teaching import sentences
from groundswell.teaching.rules.duties import NO, YES, AnswerKind, RunState
from groundswell.teaching.rules.pieces import Stage
from groundswell.teaching.sentences import Words
from groundswell.web.templatetags.web import state

register = template.Library()

_WORDS: dict[str, Mapping[str, Words]] = {
    "kind": {each.value: words for each, words in sentences.KIND.items()},
    "stage": {each.value: words for each, words in sentences.STAGE.items()},
    "origin": {each.value: words for each, words in sentences.ORIGIN.items()},
    "run": {each.value: words for each, words in sentences.RUN.items()},
    "answer": {each.value: words for each, words in sentences.ANSWER_KIND.items()},
}
_STAGE_SHAPE = {
    Stage.IDEA: "raised",
    Stage.DRAFT: "being-looked-at",
    Stage.REVIEW: "decided",
    Stage.SCHEDULED: "waiting",
    Stage.PUBLISHED: "fixed",
    Stage.REVISITED: "confirmed",
}
_RUN_SHAPE = {
    RunState.OPEN: "waiting",
    RunState.DONE: "confirmed",
    RunState.SKIPPED: "not-ours",
    RunState.MISSED: "closed",
}
# The fields of a piece that stand together; what only one kind has is folded.
_GROUPS = {
    "words": ("kind", "title", "for_whom", "aim", "words", "link", "source", "owner"),
    "process": ("served", "added", "removed"),
    "podcast": ("sound", "sound_type", "sound_bytes", "sound_minutes"),
    "effort": ("hours", "cost", "currency", "event"),
}


@register.filter
def told_as(value: str, what: str) -> str:
    """Return the words for a value: ``{{ piece.kind|told_as:"kind" }}``."""
    return str(_WORDS[what][str(value)])


@register.simple_tag
def stage_state(value: str) -> SafeString:
    """Show by shape and word where a piece stands."""
    return state(sentences.STAGE[Stage(value)], _STAGE_SHAPE[Stage(value)])


@register.simple_tag
def run_state(value: str) -> SafeString:
    """Show by shape and word what became of a duty in a sprint."""
    return state(sentences.RUN[RunState(value)], _RUN_SHAPE[RunState(value)])


@register.filter
def in_hours(minutes: int) -> str:
    """Return minutes as hours: 90 are "1.5 h"."""
    return _("%(hours)s h") % {"hours": number_format(f"{minutes / 60:.2f}".rstrip("0").rstrip("."))}


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment in the zone that it is in: "2026-12-01 23:59"."""
    return "" if value is None else f"{value:%Y-%m-%d %H:%M}"


@register.filter
def site(address: str) -> str:
    """Return where an address leads, short enough for a telephone: "forum.example"."""
    return (urlsplit(address).hostname or address)[:40]


@register.filter
def signed(number: int) -> str:
    """Return a number with its sign: +2, 0, −3."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


@register.filter
def left_in_days(days: int) -> str:
    """Return for how long a call is open."""
    if days <= 0:
        return _("less than a day left")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


@register.filter
def answer_words(text: str, kind: str) -> str:
    """Return an answer as people read it."""
    if kind == AnswerKind.YES_NO:
        return {YES: _("yes"), NO: _("no")}.get(text, text)
    return text


@register.filter
def together(form: Form, group: str) -> list[BoundField]:
    """Return the fields of a piece that stand together: ``{% for each in form|together:"process" %}``."""
    return [form[name] for name in _GROUPS[group]]


@register.filter
def is_unfolded(form: Form, group: str) -> bool:
    """Tell whether something stands in a group, or is wrong there."""
    return any(each.errors or each.value() for each in together(form, group))


@register.filter
def shown_fields(form: Form) -> list[BoundField]:
    """Return the fields of a form that are shown one after the other; what waits for a look stands apart."""
    return [each for each in form.visible_fields() if each.name != "kept"]
