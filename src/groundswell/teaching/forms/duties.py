"""Forms of duties and their hand-over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.people import queries as people
from groundswell.people.models import Person, Role
from groundswell.teaching import sentences
from groundswell.teaching.forms.fields import one_of
from groundswell.teaching.models import Fact
from groundswell.teaching.queries.duties import Asked
from groundswell.teaching.rules.duties import NO, YES, AnswerKind
from groundswell.web.forms import Chosen, Day, Line, SmallCards, Text


class DutyForm(Chosen):
    """A duty begins."""

    name = Line(_("Name"))
    why = Text(_("What it is for"), _("Everybody in the organisation reads this."), rows=3)
    role = forms.ModelChoiceField(
        label=_("Whose duty it is"),
        queryset=Role.objects.none(),
        required=False,
        empty_label=_("the advocates'"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(role=Role.objects.all())


class PointForm(Chosen):
    """A duty asks something more."""

    fact = one_of(_("A question that stands elsewhere"), _("One answer a sprint feeds every place that asks it."))
    words = Line(_("Or a new question"))
    kind = forms.ChoiceField(
        label=_("Its answer is"),
        choices=[(each.value, sentences.ANSWER_KIND[each]) for each in AnswerKind],
        widget=SmallCards,
        required=False,
    )
    unit = Line(_("Unit of a number"), _("Say: threads."))

    def __init__(self, *args: Any, facts: Sequence[Fact], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("fact", [("", _("none")), *((each.id, each.words) for each in facts)])


class RunForm(Chosen):
    """The questions of a duty, each a field of its kind; its name is the question's id."""

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        for each in asked:
            self.fields[str(each.fact.id)] = _field(each)


class SkipForm(Chosen):
    """A duty is skipped."""

    reason = Line(_("Why it is skipped"), _("Everybody in the organisation reads this."))


class HandOverForm(Chosen):
    """A duty goes to somebody else."""

    giver = forms.ModelChoiceField(
        label=_("From"), queryset=Person.objects.none(), required=False, empty_label=_("nobody")
    )
    taker = forms.ModelChoiceField(
        label=_("To"), queryset=Person.objects.none(), required=False, empty_label=_("choose somebody")
    )
    day = Day(_("On which day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(giver=people.active_people(), taker=people.active_people())


class TakerForm(Chosen):
    """Somebody else is asked."""

    taker = forms.ModelChoiceField(
        label=_("Ask somebody to take it"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("choose somebody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose_rows(taker=people.active_people())


class PermissionForm(Chosen):
    """Something that the taker must be allowed."""

    name = Line(_("What they must be allowed, and where"), _("Say: moderate the forum."))


def _field(asked: Asked) -> forms.Field:
    fact = asked.fact
    label = f"{fact.words} ({fact.unit})" if fact.unit else fact.words
    hint = _("This answer stands in another duty too.") if asked.elsewhere else ""
    kind = AnswerKind(fact.kind)
    if kind is AnswerKind.YES_NO:
        choices = [(YES, _("yes")), (NO, _("no")), ("", _("not answered"))]
        return forms.ChoiceField(
            label=label, help_text=hint, choices=choices, required=False, widget=SmallCards, initial=asked.text
        )
    if kind is AnswerKind.TEXT:
        return _begun(Text(label, hint, rows=3), asked.text)
    return _begun(Line(label, hint or (_("A day, as 2026-03-31.") if kind is AnswerKind.DAY else "")), asked.text)


def _begun(field: forms.Field, text: str) -> forms.Field:
    field.initial = text
    return field
