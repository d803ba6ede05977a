"""What is filled in about a question."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.questions import sentences
from groundswell.questions.models import Item
from groundswell.web.forms import Chosen, Day, Line, SmallCards, Text, WholeNumber


class Minutes(WholeNumber):
    """Whole minutes."""

    def __init__(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:  # noqa: ANN401 - translated late
        wrong = _("Write whole minutes: 45.")
        super().__init__(label, help_text, wrong=wrong, required=required, error_messages={"required": wrong})


class TrackForm(forms.Form):
    """A thread that is followed by its link."""

    use_required_attribute = False
    address = Line(_("Its address"), _("In a forum that is read here, you come to the page that is there already."))
    title = Line(_("What is asked, in a few words"), _("Everyone in the organisation reads this."))
    asked_on = Day(_("On which day it was asked"), _("Empty: today."))


class EstimateForm(forms.Form):
    """How long a question takes."""

    use_required_attribute = False
    minutes = Minutes(_("Minutes"), _("Above 120 it is large. Empty: nobody knows."), required=False)


class SpendForm(forms.Form):
    """Minutes that went into a question."""

    use_required_attribute = False
    minutes = Minutes(_("Minutes"))
    words = Line(
        _("What you did"), _("If you like. Only you read this; should you hand it on, your note begins with it.")
    )
    after = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)


class SnoozeForm(forms.Form):
    """Until when a question is put off."""

    use_required_attribute = False
    until = Day(_("Until"), _("It comes back by itself on that morning. Empty: bring it back now."))


class SortForm(forms.Form):
    """What an item is to us."""

    use_required_attribute = False
    work = forms.ChoiceField(
        label=_("What it is"),
        choices=list(sentences.WORK.items()),
        widget=SmallCards,
        error_messages={"required": _("Choose one of these.")},
    )


class HandOffForm(Chosen):
    """To whom a question is handed."""

    person = forms.ModelChoiceField(
        label=_("A person here"),
        help_text=_("They are asked whether they take it, may read it, and need no reason to say no."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("nobody"),
    )
    team = Line(_("Or a team"), _("Outside too: the name under which people know it."))
    note = Text(_("What they need to know"), _("Everybody who may read the question reads this."))

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(person=people.active_people().exclude(id=by.id))


class EscalateForm(forms.Form):
    """A firefighter gives a question to the advocates."""

    use_required_attribute = False
    note = Text(_("What you found out so far"), _("Everybody who may read the question reads this."))


class NoteForm(forms.Form):
    """What is known of what was handed on."""

    use_required_attribute = False
    note = Text(_("What you found out so far"), _("Everybody who may read the question reads this."))


class OutcomeForm(forms.Form):
    """What became of a hand-off."""

    use_required_attribute = False
    outcome = Line(_("What became of it"), _("Whoever handed it over reads this, and everybody in the organisation."))


class HoursForm(forms.Form):
    """Which hours count as working hours: a field for each weekday, Monday first, and the days off."""

    use_required_attribute = False
    off = Text(_("Days off for everybody"), _("One a line, as 2026-12-25: holidays, and days on which all are away."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        for number, name in WEEKDAYS.items():
            self.fields[f"day_{number}"] = Line(name)
        self.order_fields([f"day_{number}" for number in WEEKDAYS])
        self.fields["day_0"].help_text = _("As 9:00-12:30, 13:30-17:30. Empty: nobody works.")

    @property
    def spans(self) -> list[str]:
        """What was typed for each weekday, Monday first."""
        return [str(self.cleaned_data[f"day_{number}"]) for number in WEEKDAYS]


class ConcernForm(Chosen):
    """A pattern of questions becomes a concern."""

    title = Line(_("The concern, in a sentence"))
    text = Text(_("What the pattern is"), _("The questions stand beside it, each to whoever may read it."))
    items = forms.ModelMultipleChoiceField(
        label=_("The questions that show it"),
        queryset=Item.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose the questions that show the pattern.")},
    )

    def __init__(self, *args: Any, among: Sequence[Item], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(items=Item.objects.filter(id__in=[each.id for each in among]))


class LinkForm(Chosen):
    """Of which concern a question is a case."""

    concern = forms.ChoiceField(label=_("It is a case of"), required=False)

    def __init__(self, *args: Any, concerns: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("concern", [("", _("none")), *concerns])


class MemberForm(Chosen):
    """Which member somebody outside is."""

    person = forms.ModelChoiceField(
        label=_("Which of us it is"),
        help_text=_("What they write is ours then: a question that they answered last waits for others."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("none of us"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as a form is made
        super().__init__(*args, **kwargs)
        self.let_choose_rows(person=people.active_people())


class EraseForm(forms.Form):
    """Whether somebody outside is erased."""

    use_required_attribute = False
    sure = forms.BooleanField(
        label=_("Remove their words and names for good. This cannot be undone."),
        error_messages={"required": _("Nothing was erased. Tick the box if you mean it.")},
    )
