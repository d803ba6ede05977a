"""What people fill in about talks. A member needs no field at all."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person, Served
from groundswell.register.rules.items import Kind
from groundswell.talks import sentences
from groundswell.talks.rules import slots
from groundswell.talks.rules.meetups import Cadence
from groundswell.talks.rules.points import Outcome
from groundswell.web.forms import Cards, Choice, GroupedTicks, SmallCards

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Label = str | _StrPromise

LONGEST_LINE = 200


class Line(forms.CharField):
    """One line, as it was typed; what does not fit is cut where it is kept."""

    def __init__(self, label: "Label", help_text: "Label" = "") -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST_LINE})
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=widget)
        self.validators = []


class Text(forms.CharField):
    """Any number of lines, as they were typed; no spelling service reads them."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, rows: int = 3) -> None:
        attrs = {"rows": rows, "autocomplete": "off", "spellcheck": "false", "data-gramm": "false"}
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=forms.Textarea(attrs))
        self.validators = []


class Minutes(forms.IntegerField):
    """How long something takes."""

    def __init__(self, label: "Label", *, initial: int | None = None, help_text: "Label" = "") -> None:
        super().__init__(
            label=label,
            initial=initial,
            help_text=help_text,
            widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            error_messages={"required": _("Say how many minutes."), "invalid": _("Write the minutes in digits: 30.")},
        )


class Day(forms.DateField):
    """A day."""

    def __init__(self, label: "Label") -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
            error_messages={
                "required": _("Choose a day."),
                "invalid": _("This is no day. Write it as 2026-11-30."),
            },
        )


class Hour(forms.TimeField):
    """An hour of a day."""

    def __init__(self, label: "Label") -> None:
        super().__init__(
            label=label,
            widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
            error_messages={
                "required": _("Choose an hour."),
                "invalid": _("This is no hour. Write it as 14:30."),
            },
        )


class Asking(forms.Form):
    """A form of ours: nothing is marked as required by the browser."""

    use_required_attribute = False

    def offer(self, name: str, choices: Iterable[tuple[str, object]]) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so by the form
        field.choices = list(choices)


class BookForm(Asking):
    """A time, and what it is about for whoever wants to say so."""

    slot = forms.ChoiceField(
        label=_("When"),
        widget=Cards,
        error_messages={"required": _("Choose a time."), "invalid_choice": _("Choose a time.")},
    )
    about = Text(_("What it is about"), _("If you like. Only who talks with you reads it."), rows=2)

    def __init__(self, *args: Any, times: Sequence[tuple[str, Choice]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("slot", times)


class BookInWritingForm(Asking):
    """A time for a talk in writing."""

    slot = BookForm.declared_fields["slot"]

    def __init__(self, *args: Any, times: Sequence[tuple[str, Choice]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("slot", times)


class ReceiptForm(Asking):
    """The receipt. What was typed is never shown again."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Small or capital letters, with or without dashes."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code", "size": 30}),
    )


class PointForm(Asking):
    """A point of a talk, in the words of whoever notes it."""

    text = Text(_("In one sentence"), rows=2)


class DeskPointForm(PointForm):
    """A point that a reader notes, with a suggestion."""

    suggested = forms.ChoiceField(
        label=_("What you suggest"),
        help_text=_("It decides nothing: how a point ends is the member’s to say."),
        required=False,
        widget=SmallCards,
        choices=[("", _("nothing yet")), *((each.value, sentences.OUTCOME[each]) for each in Outcome)],
    )


class OfferForm(Asking):
    """Times that a reader offers on a day."""

    day = Day(_("Day"))
    start = Hour(_("From"))
    until = Hour(_("Until"))
    minutes = Minutes(_("Minutes a talk"), initial=slots.USUAL_MINUTES)
    file = forms.FileField(
        label=_("Your calendar, to leave out when you are busy"),
        help_text=_("A file that ends in .ics. It is read once, and not kept."),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )


class NowForm(Asking):
    """How long somebody is free from now on."""

    minutes = Minutes(_("Minutes"), initial=slots.USUAL_MINUTES)


class HeldForm(Asking):
    """How long a talk took."""

    minutes = Minutes(_("Minutes it took"), help_text=_("They go to your own line. Nobody is asked for a budget."))


class NotesForm(Asking):
    """What a reader writes down of a talk for nobody else."""

    text = Text(_("Your notes"), _("Sealed to you alone. Empty words delete them."), rows=6)


class OffForm(Asking):
    """Words to whoever booked, for a reader who cannot come."""

    text = Text(_("A word to whoever booked it"), _("If you like."), rows=2)


class CarryForm(Asking):
    """A point written anew, for others."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        widget=SmallCards,
        choices=[(each.value, words) for each, words in sentences.KIND.items()],
        initial=Kind.CONCERN,
        error_messages={"required": _("Choose what it is."), "invalid_choice": _("Choose what it is.")},
    )
    title = Line(_("In one short sentence"), _("Your own words, not the member’s: no five in a row of theirs."))
    text = Text(_("In more words"), _("For a perspective: when it holds."))
    concern = forms.ChoiceField(
        label=_("Which concern it bears on"),
        help_text=_("An idea may stand alone; a perspective is always one of a concern."),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these concerns.")},
    )

    def __init__(self, *args: Any, concerns: Iterable[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("concern", [("", _("none")), *concerns])


class MeetupForm(Asking):
    """A meetup: what for, how, how often, how long, and who is asked."""

    purpose = Line(_("What it is for"))
    mode = forms.ChoiceField(
        label=_("How"),
        widget=SmallCards,
        choices=[(each.value, words) for each, words in sentences.MODE.items()],
        error_messages={"required": _("Choose how you meet."), "invalid_choice": _("Choose how you meet.")},
    )
    place = Line(_("Where"), _("A room, or what leads to the call."))
    cadence = forms.ChoiceField(
        label=_("How often"),
        widget=SmallCards,
        choices=[(each.value, words) for each, words in sentences.CADENCE.items()],
        initial=Cadence.NEEDED,
        error_messages={"required": _("Choose how often."), "invalid_choice": _("Choose how often.")},
    )
    first_on = Day(_("First day"))
    minutes = Minutes(_("Minutes each time"), initial=60)
    served = forms.ModelChoiceField(
        label=_("Which community or project it is about"),
        queryset=Served.objects.none(),
        required=False,
        empty_label=_("none of them"),
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    people = forms.MultipleChoiceField(
        label=_("Who is asked to come"),
        help_text=_("Tick a cell for everyone in it, or people one by one."),
        required=False,
        widget=GroupedTicks,
        error_messages={"invalid_choice": _("Somebody here left. Look at the names again.")},
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.initial.setdefault("first_on", clock.today())
        _choices_of(self, "served").queryset = Served.objects.all()
        self.by_cell = people.people_by_cell(but=by)
        self.offer("people", [_group(cell, some) for cell, some in self.by_cell])

    def clean_people(self) -> list[Person]:
        """Return whoever was ticked, and everyone of a cell that was: each once."""
        ticked = set(self.cleaned_data["people"])
        return [
            person
            for cell, some in self.by_cell
            for person in some
            if str(person.id) in ticked or (cell is not None and _whole(cell) in ticked)
        ]


class DayForm(Asking):
    """Another day of a meetup."""

    day = Day(_("Another day"))


def _whole(cell: Cell) -> str:
    return f"cell-{cell.id}"


def _group(cell: Cell | None, some: Sequence[Person]) -> tuple[str, list[tuple[str, str]]]:
    """Return the people of a cell as choices, before them all of them at once."""
    named = [(str(person.id), person.name) for person in some]
    if cell is None:
        return gettext("In no cell"), named
    return cell.name, [(_whole(cell), gettext("Everyone in %(cell)s") % {"cell": cell.name}), *named]


def _choices_of(form: forms.Form, name: str) -> forms.ModelChoiceField[Any]:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so by the form
    return field
