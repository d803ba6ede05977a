"""What is filled in about evidence: what will be looked at, and what an hour costs."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.evidence import sentences
from groundswell.evidence.actions import AnHour, Plan
from groundswell.evidence.ports import Measured
from groundswell.evidence.rules.interventions import Fault
from groundswell.evidence.rules.periods import Every
from groundswell.hours.queries.between import lines_ever
from groundswell.web.forms import Chosen, Line, SmallCards, Text, WholeNumber

_DAY = _("Write the day as year, month, day: 2026-11-27.")


class InterventionForm(Chosen):
    """Something that is done from a day on, and how one will look whether something changed."""

    name = Line(_("What is done"), _("Everybody in the organisation reads this."))
    why = Text(_("What you expect"), _("It stands there when one looks, whatever is found."))
    on = forms.DateField(
        label=_("From which day on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _DAY},
    )
    measure = forms.ChoiceField(
        label=_("The one number that will be looked at"),
        required=False,
        error_messages={"invalid_choice": sentences.FAULTS[Fault.NO_MEASURE]},
    )
    compares_with = forms.ChoiceField(
        label=_("Compared with a number to which nothing is done"),
        required=False,
        error_messages={"invalid_choice": sentences.FAULTS[Fault.UNLIKE]},
    )
    every = forms.ChoiceField(
        label=_("Counted by"),
        choices=[(each.value, words) for each, words in sentences.EVERY.items()],
        initial=Every.SPRINT.value,
        widget=SmallCards,
        error_messages={
            "required": _("Choose sprints or months."),
            "invalid_choice": _("Choose sprints or months."),
        },
    )
    looks_after = WholeNumber(
        _("Looked at after so many steps, once"),
        _("At least 4. Who looks again and again until something shows will see something."),
        wrong=_("Write a whole number."),
        initial=6,
    )

    def __init__(self, *args: Any, measured: dict[str, Measured], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        choices = [(key, f"{each.words} ({each.unit})") for key, each in measured.items()]
        self.let_choose("measure", [("", _("choose")), *choices])
        self.let_choose("compares_with", [("", _("nothing")), *choices])

    def plan(self) -> Plan:
        """Return what was typed."""
        typed = self.cleaned_data
        return Plan(
            name=typed["name"],
            why=typed["why"],
            measure=typed["measure"],
            every=Every(typed["every"]),
            on=typed["on"],
            looks_after=typed["looks_after"],
            compares_with=typed["compares_with"],
        )


class RateForm(Chosen):
    """What an hour of a line costs from a day on."""

    line = forms.TypedChoiceField(
        label=_("Funding line"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the lines that there are.")},
    )
    an_hour = forms.DecimalField(
        label=_("An hour costs"),
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the sum in digits: 85, or 92.50.")},
    )
    currency = Line(_("Currency"), _("Three letters: EUR, CAD."))
    from_on = forms.DateField(
        label=_("From which day on"),
        help_text=_("Empty: today."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _DAY},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        lines = sorted(lines_ever().values(), key=lambda each: each.name)
        self.let_choose("line", [(each.id, f"{each.name} ({each.payer})") for each in lines])

    def said(self) -> AnHour:
        """Return what was typed."""
        typed = self.cleaned_data
        line = UUID(typed["line"]) if typed["line"] else None
        return AnHour(line, typed["an_hour"], typed["currency"], typed["from_on"])
