"""What administrators type. The actions decide; these only read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.people import rules
from groundswell.people.models import Cell, Organisation, Role, Served
from groundswell.people.rules import Audience, Grant
from groundswell.web.forms import Cards, Choice, TickCards

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "short"})


def _day(label: "StrOrPromise", *, required: bool = False, hint: "StrOrPromise" = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=DayInput(),
        error_messages={"invalid": _("Type a day like 2026-12-24."), "required": _("Choose a day.")},
    )


def _zones() -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]


def _hours(label: "StrOrPromise", hint: "StrOrPromise") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=5,
        decimal_places=1,
        help_text=hint,
        widget=forms.NumberInput(attrs={"class": "short", "step": "0.5"}),
        error_messages={"invalid": _("Type hours as a number, like 32.5.")},
    )


class DetailsForm(forms.Form):
    """What is known of a person besides the address."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Type a name.")})
    weekly_hours = _hours(_("Hours a week"), _("Leave it empty where nobody knows."))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones, initial=lambda: settings.TIME_ZONE)


class AddForm(DetailsForm):
    """A new person."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("It is how they sign in, and where the weekly letter goes."),
        error_messages={"required": _("Type an address."), "invalid": _("An address looks like name@example.org.")},
    )
    cell = forms.ModelChoiceField(
        label=_("Cell"), queryset=Cell.objects.filter(ended_on=None), required=False, empty_label=_("no cell")
    )
    joined_on = _day(_("First day"), hint=_("Today when it is empty. Before that day nothing is open to them."))
    field_order = ["name", "email", "cell", "joined_on", "weekly_hours", "time_zone"]


class AddressForm(forms.Form):
    """Another address to sign in with."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Who is signed in with the old one has to sign in again."),
        error_messages={"required": _("Type an address."), "invalid": _("An address looks like name@example.org.")},
    )


class MoveForm(forms.Form):
    """Another cell, from a day on."""

    cell = forms.ModelChoiceField(
        label=_("Cell"), queryset=Cell.objects.filter(ended_on=None), required=False, empty_label=_("no cell")
    )
    day = _day(_("Moves on"), hint=_("Today when it is empty."))


class AssignForm(forms.Form):
    """A role, its days, and for whom."""

    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.all(),
        empty_label=_("choose a role"),
        error_messages={"required": _("Choose a role.")},
    )
    from_on = _day(_("From"), hint=_("Today when it is empty."))
    until_on = _day(_("Until"), hint=_("The first day without it. Leave it empty when no end is known."))
    cells = forms.ModelMultipleChoiceField(
        label=_("For these cells"), queryset=Cell.objects.filter(ended_on=None), required=False, widget=TickCards
    )
    served = forms.ModelMultipleChoiceField(
        label=_("For these communities and projects"), queryset=Served.objects.all(), required=False, widget=TickCards
    )

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - whatever a browser posts
        super().__init__(data)
        for name in ("cells", "served"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]  # a model field's
                del self.fields[name]

    def chosen_cells(self) -> list[Cell]:
        """Return the cells that were ticked."""
        return list(self.cleaned_data.get("cells", ()))

    def chosen_served(self) -> list[Served]:
        """Return the communities and projects that were ticked."""
        return list(self.cleaned_data.get("served", ()))


class AwayForm(forms.Form):
    """Days away."""

    from_on = _day(_("First day away"), required=True)
    to_on = _day(_("Last day away"), required=True)


class BackForm(forms.Form):
    """Another last day of days away."""

    # Nothing on a page of a member demands to be filled.
    use_required_attribute = False
    to_on = _day(_("Last day away"), required=True)


class LastDayForm(forms.Form):
    """From which day on somebody is gone, or a role is over."""

    day = _day(_("From this day on"), hint=_("Today when it is empty: then it ends at once."))


class CellForm(forms.Form):
    """A cell, and the one it lies in."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Type a name.")})
    parent = forms.ModelChoiceField(
        label=_("Lies inside"),
        queryset=Cell.objects.filter(ended_on=None),
        required=False,
        empty_label=_("no other cell"),
    )


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Type a name.")})


class ParentForm(forms.Form):
    """The cell around a cell."""

    parent = forms.ModelChoiceField(
        label=_("Lies inside"),
        queryset=Cell.objects.filter(ended_on=None),
        required=False,
        empty_label=_("no other cell"),
    )


class ServedForm(forms.Form):
    """A community or a project."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Served.Kind.choices, widget=Cards)
    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Type a name.")})
    default_audience = forms.ChoiceField(
        label=_("Who reads what is said about it, unless its author chooses otherwise?"),
        choices=[
            (Audience.ADVOCATE, _("the advocates")),
            (Audience.ORGANISATION, _("everyone in the organisation")),
            (Audience.PUBLIC, _("everyone, also outside")),
        ],
        initial=Audience.ORGANISATION,
        widget=Cards,
    )
    channels = forms.CharField(
        label=_("Where it is talked about"),
        help_text=_("One channel, forum or list a line. Leave it empty where there is none."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _grants() -> list[tuple[str, Choice]]:
    return [
        (Grant.NONE, Choice(gettext("Nothing more than every member"), gettext("a duty with hours, like “recruiter”"))),
        (Grant.ADVOCATE, Choice(gettext("Advocate"), gettext("reads what is sealed to them, keeps the concerns"))),
        (
            Grant.ALTERNATE,
            Choice(gettext("Alternate reader"), gettext("reads what is sealed to them; never the advocate")),
        ),
        (Grant.PLANNER, Choice(gettext("Planner"), gettext("plans hours and epics; reads nothing that is sealed"))),
        (
            Grant.ADMINISTRATOR,
            Choice(gettext("Administrator"), gettext("adds people, gives roles; reads nothing sealed")),
        ),
        (
            Grant.REFERRER,
            Choice(
                gettext("Refers people"),
                gettext("may write a line about somebody, which that person reads first; reads nothing sealed"),
            ),
        ),
    ]


class RoleForm(forms.Form):
    """The name, duties and hours of a role."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Type a name.")})
    duties = forms.CharField(
        label=_("Duties"), help_text=_("One a line."), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    hours_per_sprint = _hours(_("Hours a sprint"), _("Leave it empty where none are agreed."))


class NewRoleForm(RoleForm):
    """A new role; what it opens is chosen once."""

    grant = forms.ChoiceField(
        label=_("What does it open?"),
        help_text=_("This cannot be changed later: make another role for that."),
        choices=_grants,
        required=False,
        widget=Cards,
    )


class OrganisationForm(forms.Form):
    """The name, the letter and the minutes."""

    name = forms.CharField(
        label=_("Name of the organisation"), max_length=200, error_messages={"required": _("Type a name.")}
    )
    letter_weekday = forms.TypedChoiceField(
        label=_("The weekly letter goes out on"), coerce=int, choices=list(WEEKDAYS.items())
    )
    letter_hour = forms.TypedChoiceField(
        label=_("at"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )
    attention_minutes = forms.IntegerField(
        label=_("Minutes that may be asked of everybody in a sprint"),
        help_text=_("Who needs more has to say why, and everybody reads it."),
        min_value=1,
        max_value=480,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        """Return the form filled in with what is chosen now."""
        return cls(initial=forms.model_to_dict(organisation))


class CalendarForm(forms.Form):
    """Another length of sprints, from a day on."""

    first = _day(_("A new sprint begins on"), required=True)
    days = forms.IntegerField(
        label=_("and each sprint from then on has this many days"),
        min_value=rules.SHORTEST_SPRINT_DAYS,
        max_value=rules.LONGEST_SPRINT_DAYS,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"invalid": _("Type a number of days.")},
    )


class MilestonesForm(forms.Form):
    """The milestones of every sprint, one a line: the day, then the name."""

    milestones = forms.CharField(
        label=_("Milestones of every sprint"),
        help_text=_("One a line: the day of the sprint (its first is 1), a blank, and the name. 7 mid-sprint update"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @classmethod
    def of(cls, milestones: Sequence[rules.Milestone]) -> "MilestonesForm":
        """Return the form filled in with what is chosen now."""
        lines = [f"{each.day} {each.name}" for each in sorted(milestones, key=lambda each: each.day)]
        return cls(initial={"milestones": "\n".join(lines)})

    def clean_milestones(self) -> list[rules.Milestone]:
        """Return the milestones; a line that is none is named."""
        return [_milestone(line) for line in self.cleaned_data["milestones"].splitlines() if line.strip()]


def _milestone(line: str) -> rules.Milestone:
    day, _blank, name = line.strip().partition(" ")
    if not (day.isascii() and day.isdigit()) or len(day) > 3 or not name.strip():  # noqa: PLR2004 - days of a sprint
        raise forms.ValidationError(
            gettext("“%(line)s” is not a day and a name: write 7 mid-sprint update.") % {"line": line.strip()[:60]}
        )
    return rules.Milestone(name.strip(), int(day))


class ImportForm(forms.Form):
    """A table of people, pasted or uploaded."""

    # An empty one is told by whoever reads it, in one sentence with what to do.
    file = forms.FileField(label=_("or a CSV file"), required=False, allow_empty_file=True)
    text = forms.CharField(
        label=_("The lines of the list"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "code", "spellcheck": "false"}),
        help_text=_("The first line names the columns: name, email, cell, roles, weekly_hours, time_zone"),
    )
    keep_good = forms.BooleanField(label=_("Keep the good lines although others are wrong"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
