"""What people fill in about hours. A member types one line, and presses a button."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.hours import queries, sentences
from groundswell.hours.models import Entry, Expectation, Transition
from groundswell.hours.rules.ahead import Typed
from groundswell.hours.rules.amounts import in_hours
from groundswell.hours.rules.amounts import read as read_amount
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.grants import Certainty, Per
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.hours.rules.scaling import Queue, Requests
from groundswell.hours.rules.transitions import Fate
from groundswell.people import queries as people
from groundswell.people.models import Person, Role
from groundswell.web.forms import Cards, Choice, Chosen, SmallCards, TickCards

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Label = str | _StrPromise

PAID = (Stream.INTERNAL, Stream.EXTERNAL)
SPREAD = _("Their standard deviation over their mean. 0: all alike; 1: many short ones and some long.")


class Text(forms.CharField):
    """One line, as it was typed."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, longest: int = 200) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, max_length=longest, widget=widget)


class Hours(forms.CharField):
    """An amount of time, in minutes: "35", "2,5 h", "1:30", "45m". None where nothing was typed."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "class": "short"})
        super().__init__(label=label, help_text=help_text, required=required, max_length=20, widget=widget)

    def clean(self, value: object) -> int | None:
        """Return the minutes."""
        text = super().clean(value)
        if not text:
            return None
        minutes = read_amount(text)
        if minutes is None:
            raise ValidationError(_("This is no amount of time. Type it like 35, 2.5, 1:30 or 45m."))
        return minutes

    def prepare_value(self, value: object) -> object:
        """Show minutes as hours."""
        return in_hours(value).removesuffix(" h") if isinstance(value, int) else value


class Number(forms.DecimalField):
    """A number from 0 up: "2.5" or "2,5"."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, most: int, least: int = 0, **more: Any) -> None:  # noqa: ANN401 - as Django's
        widget = forms.TextInput(attrs={"autocomplete": "off", "class": "short", "inputmode": "decimal"})
        super().__init__(
            label=label, help_text=help_text, min_value=least, max_value=most, decimal_places=2, widget=widget, **more
        )

    def to_python(self, value: object) -> Any:  # noqa: ANN401 - as Django's
        """Read a comma as a point."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Day(forms.DateField):
    """A day, or none."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, required: bool = False) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, help_text=help_text, required=required, widget=widget)


class Month(forms.DateField):
    """A month, as its first day."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Month"),
            help_text=_("Like 2026-10."),
            input_formats=("%Y-%m", "%Y-%m-%d"),
            widget=forms.DateInput(attrs={"type": "month", "class": "short"}, format="%Y-%m"),
            error_messages={"invalid": _("Type a month like 2026-10.")},
        )


def one_of(label: "Label", words: Any, *, widget: type[forms.Widget] = SmallCards, **more: Any) -> forms.ChoiceField:  # noqa: ANN401 - words of an enumeration
    """Return a field for one of an enumeration, by its words."""
    choices = [(str(each), said) for each, said in words.items()]
    return forms.ChoiceField(label=label, choices=choices, widget=widget, **more)


class LineForm(Chosen):
    """The one line."""

    typed = forms.CharField(
        label=_("How long, and what"),
        help_text=_(
            "Like this: 2h workflow manager review · yesterday 1:30 reading · 45m SE-4834 · 3 Nov 2,5 h coding"
        ),
        required=False,
        max_length=2000,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class EntryForm(Chosen):
    """What was understood, to be changed and confirmed."""

    day = Day(_("Day"), required=True)
    minutes = Hours(_("How long"))
    words = Text(_("What"), _("You alone read it."), longest=300)
    stream = one_of(_("For whom"), sentences.STREAM)
    kind = one_of(
        _("Kind of work"),
        sentences.KIND,
        help_text=_(
            "An hour counts as development only if you say so. Small tools always do; reading and talks never."
        ),
    )
    activity = one_of(_("With a name of its own"), sentences.ACTIVITY, widget=forms.Select, required=False)
    role = forms.ChoiceField(label=_("For a role"), required=False)
    line = forms.ChoiceField(label=_("Who pays"), required=False)
    reference = Text(_("Ticket, or where the time of an ask is logged"), longest=80)
    is_ahead = forms.BooleanField(
        label=_("Work ahead: begun before its turn, so it counts for no promise"), required=False
    )

    def __init__(self, *args: Any, person: Person, entry: Entry | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        roles = {role.id: role.name for role in queries.roles_of_person(person)}
        lines = {line.id: line.name for line in queries.lines_now()}
        # What an entry has stays on offer, after the role or the line has ended, too.
        if entry is not None and entry.role is not None:
            roles.setdefault(entry.role.id, entry.role.name)
        if entry is not None and entry.line is not None:
            lines.setdefault(entry.line.id, entry.line.name)
        self.let_choose("role", [("", _("none")), *roles.items()])
        self.let_choose("line", [("", _("whichever pays for such an hour")), *lines.items()])

    def clean_activity(self) -> str:
        """Return the activity; plain work where none was chosen."""
        return self.cleaned_data["activity"] or Activity.WORK


class FundingForm(Chosen):
    """A funding line."""

    name = Text(_("What it is called"), _("Community liaison, say."))
    payer = Text(_("Who pays"))
    is_paid_outside = forms.BooleanField(label=_("Somebody outside the organisation pays"), required=False)
    streams = forms.MultipleChoiceField(
        label=_("It may pay for"),
        required=False,
        widget=TickCards,
        choices=[(each, sentences.STREAM[each]) for each in PAID],
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of work"),
        required=False,
        widget=TickCards,
        choices=[(each, sentences.KIND[each]) for each in Kind],
    )


class EndForm(Chosen):
    """The end of a funding line."""

    day = Day(_("From which day nothing is granted of it"), _("Today where you leave it empty."))
    reason = Text(_("Why"), _("It stays visible."), longest=500)


class HolderForm(Chosen):
    """Anything that is agreed with somebody."""

    holder = forms.ModelChoiceField(label=_("Who"), queryset=Person.objects.none(), empty_label=_("choose somebody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = people.active_people()


class GrantForm(HolderForm):
    """Hours of a line for a month."""

    month = Month()
    line = forms.ChoiceField(label=_("Line"))
    certainty = forms.ChoiceField(label=_("How sure"), widget=Cards)
    minutes = Hours(_("Hours"), _("0 takes it back."))
    # What stood there when the page was made: whoever decides about something else is told.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("line", [(line.id, line.name) for line in queries.lines_now()])
        cards = [
            (each, Choice(str(sentences.CERTAINTY[each]), str(sentences.CERTAINTY_HINT[each]))) for each in Certainty
        ]
        self.let_choose("certainty", cards)


class AnnouncementForm(HolderForm):
    """The sum of a month as it was announced."""

    month = Month()
    minutes = Hours(
        _("The sum, in hours"),
        _("As it was said. If the lines come to something else, that is shown. Leave it empty to take it back."),
        required=False,
    )


class ExpectationForm(HolderForm):
    """What was asked for, or warned of."""

    what = forms.ChoiceField(
        label=_("Was it asked for, or warned of"),
        widget=SmallCards,
        choices=[(Expectation.What.ASKED, _("asked for")), (Expectation.What.WARNED, _("warned of"))],
    )
    low = Hours(_("From, in hours"))
    high = Hours(_("To, in hours"))
    per = forms.ChoiceField(
        label=_("For"), widget=SmallCards, choices=[(each, sentences.PER[each]) for each in (Per.WEEK, Per.MONTH)]
    )
    said_by = Text(_("Who said it"))


class LimitForm(HolderForm):
    """A strict limit of plans."""

    subject = one_of(_("Of what"), sentences.SUBJECT)
    sense = one_of(_("Limit or protection"), sentences.SENSE, initial=Sense.MOST)
    per = forms.ChoiceField(
        label=_("For"), widget=SmallCards, choices=[(each, sentences.PER[each]) for each in (Per.MONTH, Per.SPRINT)]
    )
    minutes = Hours(_("Hours"), _("Leave it empty to end the limit."), required=False)
    from_on = Day(_("From which day"), _("Today where you leave it empty."))


class OverrideForm(HolderForm):
    """More than a limit, once."""

    subject = one_of(_("Of what"), {each: sentences.SUBJECT[each] for each in (Subject.INTERNAL, Subject.EXTERNAL)})
    per = forms.ChoiceField(
        label=_("Past the limit of"),
        widget=SmallCards,
        choices=[(each, sentences.PER[each]) for each in (Per.MONTH, Per.SPRINT)],
    )
    day = Day(_("A day in that month or sprint"), required=True)
    minutes = Hours(_("How much more, in hours"))
    reason = Text(_("Why"), _("It stays visible, with your name."), longest=500)


class PlanForm(Chosen):
    """The plan of a sprint."""

    internal_development = Hours(_("Internal, development"), required=False)
    internal_other = Hours(_("Internal, other"), required=False)
    external_development = Hours(_("External, development"), required=False)
    external_other = Hours(_("External, other"), required=False)

    def cells(self) -> dict[tuple[Stream, Kind], int]:
        """Return the minutes of each stream and kind."""
        return {(stream, kind): self.cleaned_data[f"{stream}_{kind}"] or 0 for stream in PAID for kind in Kind}


class DatesForm(Chosen):
    """The two dates."""

    part_time_on = Day(_("Part-time from"), _("From then on the granted hours are no longer the cell’s."))
    part_conditions = Text(_("On which conditions"), longest=500)
    full_time_on = Day(
        _("Full-time from"), _("From then on you belong to no cell. It waits until each role has a taker.")
    )
    full_conditions = Text(_("On which conditions"), longest=500)


class AheadForm(Chosen):
    """What one says about a cell before somebody moves."""

    promised = Number(_("Hours a week that the cell has promised to clients"), most=2000)
    unasked = Number(_("Hours a week that come unasked, on the average"), _("Incidents and questions."), most=2000)
    spread = Number(
        _("How much these differ from week to week, in hours"), _("Their standard deviation; 0: never."), most=2000
    )
    backlog = Number(_("Hours of work that lie there today"), initial=0, most=20000)
    handover = Number(
        _("Hours that the hand-over takes"),
        _("Of both sides together, in the four weeks before the second date."),
        initial=24,
        most=500,
    )
    away = Number(
        _("How often somebody is away, in percent of weeks"),
        _("30 of 260 working days are 12 percent."),
        initial=12,
        most=90,
    )

    def typed(self) -> Typed:
        """Return it in hours."""
        return Typed(**{name: float(number) for name, number in self.cleaned_data.items()})


class ScalingForm(Chosen):
    """What the queue of an advocate is made of."""

    hours = Number(
        _("Hours of the role in a sprint"), _("Half of them answer requests; half is development."), most=400
    )
    cells = forms.IntegerField(label=_("Cells that ask"), min_value=1, max_value=200)
    several = forms.IntegerField(
        label=_("Several advocates: how many"),
        help_text=_("Empty: as many as are needed to stay below 80 percent, and at least two."),
        min_value=1,
        max_value=100,
        required=False,
    )
    internal = Number(_("Internal requests in a sprint, of all cells"), _("They go first."), most=2000)
    internal_hours = Number(_("Hours of one internal request"), most=200)
    internal_spread = Number(_("How much the hours of internal requests differ"), SPREAD, initial=1, most=20)
    external = Number(_("External requests in a sprint"), most=2000)
    external_hours = Number(_("Hours of one external request"), most=200)
    external_spread = Number(_("How much the hours of external requests differ"), SPREAD, initial=1, most=20)

    def clean_hours(self) -> Any:  # noqa: ANN401 - as Django's
        """Refuse a role without hours: nothing would ever be answered."""
        if not self.cleaned_data["hours"]:
            raise ValidationError(_("A role needs more than 0 hours."))
        return self.cleaned_data["hours"]

    def queue(self) -> Queue:
        """Return it."""
        said = self.cleaned_data
        requests = tuple(
            Requests(float(said[each]), float(said[f"{each}_hours"]), float(said[f"{each}_spread"])) for each in PAID
        )
        return Queue(float(said["hours"]), said["cells"], requests, said["several"])


class HandOverForm(Chosen):
    """A role to hand over."""

    role = forms.ModelChoiceField(label=_("Which role"), queryset=Role.objects.none(), empty_label=_("choose a role"))
    taker = forms.ModelChoiceField(
        label=_("Who is asked to take it"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet")
    )
    overlap_from = Day(_("You both do it from"), _("Only where somebody has to learn it from you."))
    overlap_to = Day(_("to"))

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        role, taker = self.fields["role"], self.fields["taker"]
        assert isinstance(role, forms.ModelChoiceField)  # noqa: S101 - declared so above
        assert isinstance(taker, forms.ModelChoiceField)  # noqa: S101 - as above
        role.queryset = Role.objects.filter(id__in=queries.roles_to_answer(transition))
        taker.queryset = people.active_people().exclude(id=transition.person_id)


class AnswerForm(Chosen):
    """What becomes of a role that nobody takes over."""

    role = forms.ModelChoiceField(queryset=Role.objects.none(), widget=forms.HiddenInput, empty_label=None)
    fate = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(each, each) for each in (Fate.GOES_ALONG, Fate.NOT_NEEDED)]
    )

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ModelChoiceField)  # noqa: S101 - declared so above
        role.queryset = Role.objects.filter(id__in=queries.roles_to_answer(transition))


class PermissionForm(Chosen):
    """A permission that a role needs."""

    name = Text(_("What its taker must be allowed"), _("To moderate the forum, say."))


class ConfirmForm(Chosen):
    """A date as it was seen."""

    step = forms.ChoiceField(widget=forms.HiddenInput, choices=[("part", "part"), ("full", "full")])
    seen = forms.DateField(widget=forms.HiddenInput, required=False)


class PilotForm(Chosen):
    """A pilot."""

    name = Text(_("What is tried"))
    review_on = Day(_("When somebody looks whether it helped"), _("Without such a day nothing begins."))


class WishForm(Chosen):
    """What one would like of a role."""

    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.all(),
        empty_label=_("choose a role"),
        error_messages={"required": _("Choose a role.")},
    )
    wish = forms.ChoiceField(
        label=_("What you would like"),
        required=False,
        widget=SmallCards,
        choices=[("", _("nothing to say")), *((str(each), words) for each, words in sentences.WISH.items())],
    )
