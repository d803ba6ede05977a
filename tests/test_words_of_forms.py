"""No field speaks Django's own sentences: whatever is refused, the page says it in the words of this house."""

from collections.abc import Iterator

import pytest
from django import forms
from django.urls import get_resolver
from django.utils import translation

DJANGOS = (
    "This field",
    "This value",
    "Enter a",
    "Select a",
    "Ensure ",
    "Null char",
    "No file",
    "The submitted",
    "“%(pk)s”",
)


def forms_of_ours() -> Iterator[type[forms.BaseForm]]:
    """Yield every form of the project, once the routes have been read."""
    assert get_resolver().url_patterns
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("groundswell."):
            yield form


def sentences_of(field: forms.Field) -> Iterator[str]:
    """Yield whatever a field can say about what was typed."""
    yield from map(str, field.error_messages.values())
    for validator in field.validators:
        if getattr(validator, "code", None) not in field.error_messages:
            yield str(getattr(validator, "message", ""))


def test_every_field_of_every_form_speaks_our_words() -> None:
    with translation.override("en-gb"):
        found = {
            (form.__name__, name, sentence)
            for form in set(forms_of_ours())
            for name, field in getattr(form, "base_fields", {}).items()
            for sentence in sentences_of(field)
            if sentence.startswith(DJANGOS)
        }
    assert found == set()


class _Everything(forms.Form):
    words = forms.CharField(max_length=5)
    minutes = forms.IntegerField(min_value=1, max_value=480)
    hours = forms.DecimalField(max_digits=4, decimal_places=1)
    one = forms.ChoiceField(choices=[("a", "A")])


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("words", "", "Fill this in."),
        ("words", "too long", "This is too long: 8 characters, and 5 fit."),
        ("words", "a\0b", "This is not text: it looks like a file. Type or paste the words themselves."),
        ("minutes", "many", "Type a whole number."),
        ("minutes", "0", "This is too little: at least 1."),
        ("minutes", "481", "This is too much: at most 480."),
        ("hours", "1.25", "Fewer digits behind the point: at most 1."),
        ("hours", "99999", "This number has too many digits."),
        ("hours", "many", "Type a number."),
        ("one", "b", "Choose one of what is offered here."),
    ],
)
def test_a_field_without_sentences_of_its_own_says_what_to_do(name: str, typed: str, sentence: str) -> None:
    form = _Everything({"words": "a", "minutes": "30", "hours": "1.5", "one": "a"} | {name: typed})
    assert list(form.errors) == [name]
    assert form.errors[name] == [sentence]
