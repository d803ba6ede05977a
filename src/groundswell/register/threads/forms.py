"""Which words, as what, and what becomes of them."""

import re
from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.people.rules import Audience
from groundswell.register.rules.items import Kind
from groundswell.register.sentences import AUDIENCE
from groundswell.register.threads.items import ItemLine
from groundswell.register.threads.rules import MARKABLE
from groundswell.web.forms import SmallCards

KIND_NAMES = {
    Kind.CONCERN: _("concern"),
    Kind.IDEA: _("idea"),
    Kind.PERSPECTIVE: _("perspective"),
    Kind.MEASURE: _("measure"),
}
_RANGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


class RangesField(forms.MultipleChoiceField):
    """Ranges of a post's text, each as "from-to". Whether they are the author's words, the action decides."""

    def valid_value(self, value: str) -> bool:
        """Take any range: with a pointer, words are chosen that are no whole sentences."""
        return _RANGE.fullmatch(value) is not None

    def clean(self, value: object) -> list[tuple[int, int]]:
        """Return pairs of numbers."""
        found: list[str] = super().clean(value)
        pairs = [match for each in found if (match := _RANGE.fullmatch(each))]
        return [(int(match[1]), int(match[2])) for match in pairs]


class ChooseForm(forms.Form):
    """The first page without script: which sentences, and as what."""

    ranges = RangesField(
        label=_("Which words"),
        error_messages={"required": _("Choose at least one sentence.")},
        widget=forms.MultipleHiddenInput,
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind, KIND_NAMES[kind]) for kind in MARKABLE],
        widget=SmallCards,
        error_messages={"required": _("Say what it is.")},
    )


class MarkForm(ChooseForm):
    """The second page: a new item from these words, or one that is there already."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    item = forms.UUIDField(required=False)
    about = forms.UUIDField(required=False)

    def clean_kind(self) -> Kind:
        """Return the kind."""
        return Kind(self.cleaned_data["kind"])

    def refuse(self, sentence: str) -> None:
        """Show what the action said."""
        self.add_error(None, ValidationError(sentence))


class MoreReadersForm(forms.Form):
    """Who else may read it, as those who said it agreed."""

    reach = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            (Audience.ORGANISATION.value, AUDIENCE[Audience.ORGANISATION]),
            (Audience.PUBLIC.value, AUDIENCE[Audience.PUBLIC]),
        ],
        widget=SmallCards,
        error_messages={"required": _("Choose who."), "invalid_choice": _("Choose who.")},
    )
    agreed = forms.BooleanField(
        label=_("I asked everybody who said it, and they agree."),
        error_messages={"required": _("Ask them first: what they said there was said to fewer people.")},
    )


def choices_of(found: Sequence[ItemLine]) -> list[tuple[UUID, str]]:
    """Return items as the choices of a field."""
    return [(line.id, line.heading) for line in found]
