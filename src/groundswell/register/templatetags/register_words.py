"""The register's words in templates. Load them with ``{% load register_words %}``."""

from collections.abc import Iterable, Mapping

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.register import sentences
from groundswell.register.models import Perspective
from groundswell.register.queries.concern import HistoryLine
from groundswell.register.rules import perspectives
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import What
from groundswell.register.rules.perspectives import Standing
from groundswell.register.sentences import Words
from groundswell.web.templatetags.web import state as shaped

register = template.Library()

# The shapes that stand for the states, by the names under which the shell draws them.
_SHAPES = {
    State.RAISED: "raised",
    State.LOOKED_AT: "being looked at",
    State.DECIDED: "decided",
    State.BEING_FIXED: "being fixed",
    State.FIXED: "fixed",
    State.CONFIRMED: "confirmed",
    State.NOT_OURS: "not ours",
}
_WORDS: dict[str, Mapping[str, Words]] = {
    "state": {each.value: words for each, words in sentences.STATE.items()},
    "heading": {each.value: words for each, words in sentences.HEADING.items()},
    "means": {each.value: words for each, words in sentences.STATE_MEANS.items()},
    "stuck": {each.value: words for each, words in sentences.STUCK.items()},
    "audience": {each.value: words for each, words in sentences.AUDIENCE.items()},
    "fit": {each.value: words for each, words in sentences.FIT.items()},
    "standing": {each.value: words for each, words in sentences.STANDING.items()},
    "kind": {each.value: words for each, words in sentences.KIND.items()},
    "source": {each.value: words for each, words in sentences.SOURCE.items()},
    "band": {each.value: words for each, words in sentences.BAND.items()},
    "mark": {each.value: words for each, words in sentences.MARK.items()},
}


@register.filter
def words_mark(view: Perspective) -> str:
    """Return the mark of a view's words, for the form in which its holder says yes to them."""
    return perspectives.mark_of(view.said)


@register.filter
def said_as(value: str, what: str) -> str:
    """Return the words for a value: ``{{ concern.stuck|said_as:"stuck" }}``."""
    return str(_WORDS[what][str(value)])


@register.simple_tag
def concern_state(value: str) -> SafeString:
    """Show where a concern stands, by a shape and its word."""
    at = State(value)
    return shaped(sentences.STATE[at], _SHAPES[at])


@register.filter
def happened(line: HistoryLine) -> str:
    """Return what a line of a history tells, without its reason."""
    if line.what is What.STATE:
        return said_as(line.after, "state")
    if line.what is What.AUDIENCE:
        return _("who can see it: %(after)s") % {"after": said_as(line.after, "audience")}
    if line.what is What.STANDING:
        return said_as(line.after, "standing")
    return _("new words")


@register.filter
def is_labelled(standing: str) -> bool:
    """Tell whether a view still waits for its holder's word."""
    return perspectives.is_labelled(Standing(standing))


@register.filter
def shown_fields(form: BaseForm) -> Iterable[BoundField]:
    """Return the fields of a form in order, without those that appear only when details wait for a look."""
    return [field for field in form.visible_fields() if field.name != "kept"]
