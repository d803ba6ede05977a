"""The words of propositions in templates. Load them with ``{% load proposing_words %}``."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField, Form
from django.utils.safestring import SafeString

from groundswell.propositions.proposing import sentences
from groundswell.propositions.proposing.rules.reviews import Answer, AtLeast
from groundswell.propositions.proposing.sentences import Words
from groundswell.register.rules.identification import Mark
from groundswell.register.rules.items import Kind
from groundswell.register.rules.perspectives import Standing
from groundswell.web.templatetags.web import state

register = template.Library()

_WORDS: dict[str, Mapping[str, Words]] = {
    "fate": {each.value: words for each, words in sentences.FATE.items()},
    "lack": {each.value: words for each, words in sentences.LACK.items()},
    "answer": {each.value: words for each, words in sentences.ANSWER.items()},
    "ended": {each.value: words for each, words in sentences.ENDED.items()},
    "outcome": {each.value: words for each, words in sentences.OUTCOME.items()},
    "helped": {each.value: words for each, words in sentences.HELPED.items()},
    "heard": {each.value: words for each, words in sentences.HEARD.items()},
    "discussed": sentences.DISCUSSED,
    "handbook": sentences.HANDBOOK,
    "step": sentences.STEP,
}
_SHAPES = {
    "draft": "raised",
    "needs_an_answer": "waiting",
    "published": "being looked at",
    "in_review": "being fixed",
    "reviewed": "being fixed",
    "decided": "confirmed",
}


@register.filter
def told_as(value: str, what: str) -> str:
    """Return the words for a value: ``{{ row.response.fate|told_as:"fate" }}``."""
    return str(_WORDS[what][str(value)])


@register.filter
def kind_words(value: str) -> str:
    """Return the word for a kind of item."""
    return str(sentences.KIND[Kind(value)])


@register.filter
def standing_words(value: str) -> str:
    """Return the words for how a perspective stands."""
    return str(sentences.STANDING[Standing(value)])


@register.filter
def mark_words(value: str) -> str:
    """Return the words for a detail that could tell who said something."""
    return str(sentences.MARK[Mark(value)])


@register.simple_tag
def step_state(value: str) -> SafeString:
    """Show how far a proposition is, by a shape and its word."""
    return state(sentences.STEP[value], _SHAPES[value])


@register.filter
def counts(result: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return the bands of a review in words: how many, and what they said."""
    told = result.get("counts", {})
    # Reviews that closed before were written down in other bands.
    bands = {"5-9": sentences.AT_LEAST[AtLeast.FIVE], "10-19": sentences.AT_LEAST[AtLeast.TEN]}
    bands |= {each.value: words for each, words in sentences.AT_LEAST.items()}
    return [(str(sentences.ANSWER_COUNT[each]), str(bands[told[each.value]])) for each in Answer if each.value in told]


@register.filter
def shown_fields(form: Form) -> list[BoundField]:
    """Return the fields of a form, but for why details may stay: that is asked beside them."""
    return [field for field in form.visible_fields() if field.name != "kept"]


@register.filter
def lookup(mapping: Mapping[object, object], key: object) -> object:
    """Return what stands under a key, or nothing."""
    return mapping.get(key)
