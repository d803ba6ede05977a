"""No form offers Django's own words where nothing is chosen yet."""

from django import forms
from django.forms.models import ModelChoiceField
from django.urls import get_resolver

STOCK = str(ModelChoiceField(queryset=None).empty_label)


def _every(kind: type[forms.BaseForm]) -> list[type[forms.BaseForm]]:
    return [found for each in kind.__subclasses__() for found in (each, *_every(each))]


def test_every_list_of_a_form_says_in_the_words_of_this_house_what_stands_for_nothing() -> None:
    assert len(get_resolver().url_patterns) > 0, "the addresses bring every form along"
    ours = [each for each in _every(forms.BaseForm) if each.__module__.startswith("groundswell.")]
    assert len(ours) > 100, "the forms of every context were looked at"
    said = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, ModelChoiceField) and field.empty_label == STOCK
    }
    assert said == set()
