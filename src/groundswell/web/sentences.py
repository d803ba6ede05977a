"""What a field says where its form says nothing of its own: Django's sentences, in the words of this house."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    type Sentences = dict[str, StrOrPromise]

EMPTY = _("Fill this in.")
_CHOOSE = _("Choose one of what is offered here.")

# By the code of the fault: Django asks the field first, and its own validators only for a code that is not here.
_OF_EVERY_FIELD: "Sentences" = {
    "required": EMPTY,
    "max_length": _("This is too long: %(show_value)d characters, and %(limit_value)d fit."),
    "min_length": _("This is too short: it needs at least %(limit_value)d characters."),
    "max_value": _("This is too much: at most %(limit_value)s."),
    "min_value": _("This is too little: at least %(limit_value)s."),
    "max_digits": _("This number has too many digits."),
    "max_whole_digits": _("This number has too many digits."),
    "max_decimal_places": _("Fewer digits behind the point: at most %(max)s."),
    "null_characters_not_allowed": _("This is not text: it looks like a file. Type or paste the words themselves."),
}
_OF_KINDS: "dict[type[forms.Field], Sentences]" = {
    forms.IntegerField: {"invalid": _("Type a whole number.")},
    forms.DecimalField: {"invalid": _("Type a number.")},
    forms.DateField: {"invalid": _("Type a day like 2026-12-24.")},
    forms.EmailField: {"invalid": _("An address looks like name@example.org.")},
    forms.URLField: {"invalid": _("An address looks like https://example.org/page.")},
    forms.UUIDField: {"invalid": _CHOOSE},
    forms.FileField: {
        "invalid": _("The file did not reach us. Choose it again."),
        "missing": _("The file did not reach us. Choose it again."),
        "empty": _("This file is empty. Choose another one."),
        "max_length": _("The name of this file is too long. Rename it, and choose it again."),
    },
    forms.ChoiceField: {"invalid_choice": _CHOOSE},
    forms.MultipleChoiceField: {"invalid_choice": _CHOOSE, "invalid_list": _CHOOSE},
    forms.ModelChoiceField: {"invalid_choice": _("This can no longer be chosen. Choose again.")},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": _("Something here can no longer be chosen. Choose again."),
        "invalid_list": _CHOOSE,
        "invalid_pk_value": _CHOOSE,
    },
}


def speak_for_fields() -> None:
    """Let every field that is made from now on say these sentences; what a form says itself still goes first."""
    for kind, sentences in ({forms.Field: _OF_EVERY_FIELD} | _OF_KINDS).items():
        kind.default_error_messages = {**getattr(kind, "default_error_messages", {}), **sentences}
