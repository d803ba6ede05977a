"""What planners, advocates and members fill in about epics, tickets and plans."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.epics import sentences
from groundswell.epics.actions.plans import SECONDS
from groundswell.epics.models import Epic, Ticket
from groundswell.epics.rules.holds import Reason
from groundswell.epics.rules.hours import in_hours
from groundswell.epics.rules.problem import Stream
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.web.forms import Chosen, Day, DecimalNumber, Line, SmallCards, Text, TickCards, WholeNumber

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Label = str | _StrPromise


class HoursField(DecimalNumber):
    """Hours in halves; what cannot be is said by the action."""

    def __init__(self, label: "Label", help_text: "Label" = "") -> None:
        super().__init__(label, help_text, wrong=_("Write the hours in digits: 6, or 2.5."))


def one_of_people(label: "Label", empty: "Label") -> "forms.ModelChoiceField[Person]":
    """Return a field for one person, or none."""
    return forms.ModelChoiceField(label=label, queryset=Person.objects.none(), required=False, empty_label=empty)


def one_of_cells(label: "Label", empty: "Label", help_text: "Label" = "") -> "forms.ModelChoiceField[Cell]":
    """Return a field for one cell, or none."""
    return forms.ModelChoiceField(
        label=label, help_text=help_text, queryset=Cell.objects.none(), required=False, empty_label=empty
    )


class EpicForm(Chosen):
    """What an epic is."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = Line(_("Name"))
    why = Text(_("What it is for"), _("Everybody in the organisation reads this."))
    stream = forms.ChoiceField(
        label=_("Whom it is for"),
        choices=[(each.value, sentences.STREAM[each]) for each in Stream],
        widget=SmallCards,
        error_messages={"required": _("Choose one of the four.")},
    )
    is_accelerated = forms.BooleanField(
        label=_("Accelerated: internal, and it relieves several cells"),
        help_text=_("An advocate works on it in every sprint."),
        required=False,
    )
    owner = one_of_people(_("Owner"), _("nobody yet"))
    cells = forms.ModelMultipleChoiceField(
        label=_("Cells that help"),
        help_text=_("None is needed: an advocate can do it alone."),
        queryset=Cell.objects.none(),
        required=False,
        widget=TickCards,
    )
    minimum_hours = HoursField(_("Hours a sprint has to give it so that it moves"))
    decision = forms.ChoiceField(label=_("The decision that it carries out"), required=False)

    def __init__(self, *args: Any, decisions: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("decision", [("", _("none")), *decisions])
        self.let_choose_rows(owner=people.active_people(), cells=Cell.objects.filter(ended_on=None))


class HoldForm(Chosen):
    """An epic is put on hold."""

    cell = one_of_cells(_("Where"), _("everywhere"))
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(each.value, sentences.REASON[each]) for each in Reason],
        widget=SmallCards,
        error_messages={"required": _("Choose why: going on needs no reason, holding does.")},
    )
    note = Line(_("In a few words"), _("Everybody reads this."))
    from_on = Day(_("Since"))

    def __init__(self, *args: Any, cells: Sequence[Cell], everywhere: bool, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(cell=Cell.objects.filter(id__in=[cell.id for cell in cells]))
        if not everywhere:
            field = self.fields["cell"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
            field.empty_label, field.required = None, True


class TellForm(Chosen):
    """How an epic stands this sprint."""

    position = forms.IntegerField(
        label=_("Where it is on the hill"),
        help_text=_("0: nobody knows yet how to do it. 50: it is known how. 100: it is done."),
        widget=forms.NumberInput(attrs={"class": "short", "min": 0, "max": 100, "step": 5}),
        required=False,
        error_messages={"invalid": _("Write a whole number from 0 to 100.")},
    )
    words = Text(_("In a sentence, if you like"), _("Everybody reads this."), rows=2)


class ConcernForm(Chosen):
    """A concern that an epic is to relieve."""

    concern = forms.ChoiceField(
        label=_("A concern that it is to relieve"),
        help_text=_("Only who may read the concern sees this link. At the end those who raised it are asked."),
        error_messages={"required": _("Choose one of what is offered here.")},
    )

    def __init__(self, *args: Any, concerns: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("concern", concerns)


class EndForm(Chosen):
    """An epic ends."""

    outcome = Text(
        _("What became of it"),
        _("Everybody reads this; those who raised the concerns behind it are asked whether it helped."),
    )
    kept = Line(_("Why these details may stay"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.marks: Sequence[object] = ()


class TicketForm(Chosen):
    """A ticket."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Line(_("What is to be done"))
    hours = HoursField(_("Hours that are left"))
    review_hours = HoursField(_("Hours to review it"))
    is_development = forms.BooleanField(label=_("It is development"), required=False)
    priority = forms.TypedChoiceField(
        label=_("How early"),
        coerce=int,
        choices=[(1, _("1: first")), (2, "2"), (3, "3"), (4, "4"), (5, _("5: last"))],
        widget=SmallCards,
    )
    is_promised = forms.BooleanField(label=_("It is promised to a client"), required=False)
    cell = one_of_cells(_("Cell"), _("any"), _("Client work stays in its cell."))
    skills = Line(_("Skills that it needs"), _("With commas between. Leave it empty where anybody can do it."))
    reference = Line(_("Where it stands"), _("Its key or link in your tracker, if it has one."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(cell=Cell.objects.filter(ended_on=None))


class OfferForm(Chosen):
    """A ticket is offered."""

    cell = one_of_cells(_("To a cell"), _("no cell"))
    person = one_of_people(_("To a person"), _("nobody"))
    hours = HoursField(_("Hours"))
    sprint = forms.ChoiceField(label=_("In sprint"), widget=SmallCards)

    def __init__(self, *args: Any, sprints: Sequence[int], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("sprint", [(each, str(each)) for each in sprints])
        self.let_choose_rows(person=people.active_people(), cell=Cell.objects.filter(ended_on=None))


class SpareForm(Chosen):
    """What a member has to spare, and what they know."""

    hours = HoursField(
        _("Hours that I can spare"), _("Empty: I say nothing. Everybody in the organisation sees what you say.")
    )
    skills = Line(_("What I know"), _("With commas between; who plans looks for these words."))


class AskForm(Chosen):
    """A plan is asked for."""

    seconds = forms.TypedChoiceField(
        label=_("How long to look"),
        coerce=int,
        choices=[(each, _("%(n)d seconds") % {"n": each}) for each in SECONDS],
        widget=SmallCards,
    )


class WhatIfForm(AskForm):
    """What would be if."""

    away = one_of_people(_("Somebody is away"), _("nobody"))
    away_hours = HoursField(_("for so many hours"))
    stream = forms.ChoiceField(label=_("More hours for"), required=False)
    more_hours = HoursField(_("so many"), _("They come to the advocates."))
    promised = forms.ModelChoiceField(
        label=_("A ticket is promised"), queryset=Ticket.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        streams = [(each.value, sentences.STREAM[each]) for each in (Stream.INTERNAL, Stream.EXTERNAL)]
        self.let_choose("stream", [("", _("nothing")), *streams])
        self.let_choose_rows(away=people.active_people(), promised=Ticket.objects.filter(done_on=None))


class PinForm(Chosen):
    """A line of a plan stays."""

    person = one_of_people(_("Who"), _("choose somebody"))
    ticket = forms.ModelChoiceField(
        label=_("What"), queryset=Ticket.objects.none(), required=False, empty_label=_("choose a ticket")
    )
    hours = HoursField(_("Hours"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(person=people.active_people(), ticket=Ticket.objects.filter(done_on=None))


class ChoicesForm(Chosen):
    """What the organisation chose for its plans."""

    limit = HoursField(_("Tickets above so many hours go to cells first"))
    floor = HoursField(_("Hours that advocates develop on each accelerated epic in a sprint"))
    meetings = HoursField(_("Hours that meetings take of everybody in a sprint"))
    reserve = WholeNumber(
        _("Percent of what is left then that no plan fills"), wrong=_("Write a whole number in digits: 10.")
    )


def epic_of(epic: Epic) -> dict[str, object]:
    """Return an epic as its form begins with it."""
    return {
        "revision": epic.revision,
        "name": epic.name,
        "why": epic.why,
        "stream": epic.stream,
        "is_accelerated": epic.is_accelerated,
        "owner": epic.owner_id,
        "cells": list(epic.helping.filter(until_on=None).values_list("cell_id", flat=True)),
        "minimum_hours": in_hours(epic.minimum),
        "decision": epic.decision or "",
    }


def ticket_of(ticket: Ticket) -> dict[str, object]:
    """Return a ticket as its form begins with it."""
    return {
        "revision": ticket.revision,
        "title": ticket.title,
        "hours": in_hours(ticket.remaining),
        "review_hours": in_hours(ticket.review),
        "is_development": ticket.is_development,
        "priority": ticket.priority,
        "is_promised": ticket.is_promised,
        "cell": ticket.cell_id,
        "skills": ", ".join(ticket.skills),
        "reference": ticket.reference,
    }
