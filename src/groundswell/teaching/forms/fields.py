"""Fields of these forms: one of some choices, days, and numbers."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.web.forms import DecimalNumber, WholeNumber

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Label = str | _StrPromise


def one_of(label: "Label", help_text: "Label" = "") -> forms.ChoiceField:
    """Return a field for one of some choices, or none."""
    wrong = {"invalid_choice": _("Choose one of what is offered here.")}
    return forms.ChoiceField(label=label, help_text=help_text, required=False, error_messages=wrong)


def a_number(label: "Label", help_text: "Label" = "") -> forms.DecimalField:
    """Return a field for a number with a point or a comma; what cannot be is said by the action."""
    return DecimalNumber(label, help_text, wrong=_("Write a number in digits: 12, or 2.5."))


def a_count(label: "Label", help_text: "Label" = "") -> forms.IntegerField:
    """Return a field for a whole number."""
    return WholeNumber(label, help_text, wrong=_("Write a whole number: 120."))
