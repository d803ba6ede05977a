"""What people type on the pages of the plan, of the follow-up, and of a referral."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.checkins.actions.planning import HelpChoice, PlanChoice
from groundswell.checkins.models import CheckInPlan
from groundswell.checkins.rules import instruments, referrals
from groundswell.people.models import Person

SHORT = {"class": "short"}
LINE = {"autocomplete": "off"}


class PlanForm(forms.Form):
    """When check-ins open, for how long, and the smallest group."""

    is_on = forms.BooleanField(label=_("There are check-ins"), required=False)
    milestone = forms.ChoiceField(label=_("One opens on the day of"))
    days_open = forms.IntegerField(
        label=_("and stays open for this many days"),
        help_text=_("Seven days hold one weekly letter, which brings everybody their link."),
        widget=forms.NumberInput(attrs=SHORT),
    )
    every_sprints = forms.IntegerField(
        label=_("in every how many sprints"), help_text=_("1: in each."), widget=forms.NumberInput(attrs=SHORT)
    )
    k = forms.IntegerField(
        label=_("Fewest people that a figure may be about"),
        help_text=_("It can be raised, and never lowered again: people answer under this promise."),
        widget=forms.NumberInput(attrs=SHORT),
    )
    closes_early = forms.BooleanField(
        label=_("It closes before, on the morning after every ballot has come back"),
        help_text=_(
            "Whoever sees it closed then knows that everybody answered, or left. Otherwise the last day counts."
        ),
        required=False,
    )
    is_public = forms.BooleanField(
        label=_("Figures about ten people and more may stand on a page for everybody, also outside"),
        help_text=_("From the next check-in on, whose ballots say so. What is open now, or was before, stays inside."),
        required=False,
    )

    def __init__(self, data: Any = None, *, plan: CheckInPlan, milestones: Sequence[str]) -> None:  # noqa: ANN401 - whatever a browser posts
        super().__init__(data, initial=forms.model_to_dict(plan))
        names = milestones if plan.milestone in milestones else [*milestones, plan.milestone]
        self.fields["milestone"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]  # a choice field
        self.fields["k"].widget.attrs |= {"min": plan.k, "max": instruments.MOST_K}

    def chosen(self) -> PlanChoice:
        """Return what was chosen."""
        return PlanChoice(**self.cleaned_data)


class HelpForm(forms.Form):
    """Somewhere to turn to."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Give it a name.")})
    about = forms.CharField(
        label=_("What it offers"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    url = forms.CharField(label=_("Address"), max_length=500, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=60, required=False)

    def chosen(self) -> HelpChoice:
        """Return what was written."""
        return HelpChoice(**self.cleaned_data)


class CheckUpsForm(forms.Form):
    """A table of answers, pasted or uploaded."""

    file = forms.FileField(label=_("or a CSV file"), required=False, allow_empty_file=True)
    text = forms.CharField(
        label=_("The lines of the check-up"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "code", "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("The first line names the columns: person, cell, date, rating, scale, reason"),
    )
    keep_good = forms.BooleanField(label=_("Keep the good lines although others are wrong"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class QuickForm(forms.Form):
    """One answer, by hand. Every field is checked as a line of a file is."""

    person = forms.CharField(
        label=_("Name or address"),
        help_text=_("Empty where it is nobody's."),
        required=False,
        widget=forms.TextInput(attrs=LINE),
    )
    cell = forms.CharField(label=_("Cell"), required=False, widget=forms.TextInput(attrs=LINE))
    date = forms.CharField(label=_("Day"), required=False, widget=forms.TextInput(attrs={"type": "date"}))
    rating = forms.CharField(label=_("Rating"), required=False, widget=forms.TextInput(attrs={**SHORT, **LINE}))
    scale = forms.CharField(
        label=_("Scale"), initial="1-10", required=False, widget=forms.TextInput(attrs={**SHORT, **LINE})
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("process, personal, both, or a few words. Of what is personal only that word is kept."),
        required=False,
        widget=forms.TextInput(attrs=LINE),
    )


class TitleForm(forms.Form):
    """A problem, in words of one's own."""

    title = forms.CharField(
        label=_("What is the problem, in your words?"),
        max_length=200,
        widget=forms.TextInput(attrs=LINE),
        error_messages={"required": _("Write a title.")},
    )


class ReferForm(forms.Form):
    """A line about somebody."""

    person = forms.ModelChoiceField(
        label=_("About whom?"),
        queryset=Person.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a person."), "invalid_choice": _("Choose somebody who belongs here.")},
    )
    line = forms.CharField(
        label=_("One line: what did you notice?"),
        max_length=referrals.LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Write one line: what you noticed.")},
    )

    def __init__(self, data: Any = None, *, people: Any) -> None:  # noqa: ANN401 - whatever a browser posts, and a query set
        super().__init__(data)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a model field's
