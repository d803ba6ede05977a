"""How forms look: Django renders them through the templates of this folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Label = str | _StrPromise


class Renderer(DjangoTemplates):
    """Named by the setting FORM_RENDERER."""

    field_template_name: ClassVar[str] = "web/forms/field.html"  # type: ignore[misc]  # a class variable in Django too
    form_template_name: ClassVar[str] = "web/forms/form.html"  # type: ignore[misc]


@dataclass(frozen=True)
class Choice:
    """What stands on a choice card: words, a hint, and more that shows when it is chosen.

    `kind` names the card for the style sheet, and `note` are words that only the style sheet brings up.
    """

    words: str
    hint: str = ""
    more: str = ""
    kind: str = ""
    note: str = ""

    def __str__(self) -> str:
        return self.words


class Cards(forms.RadioSelect):
    """Radio buttons as cards; the labels of the choices may be `Choice`."""

    template_name = "web/forms/cards.html"


class SmallCards(Cards):
    """Many short choices beside each other."""

    template_name = "web/forms/small_cards.html"


class GroupedTicks(forms.CheckboxSelectMultiple):
    """Check boxes in columns, each group under its name."""

    template_name = "web/forms/grouped_ticks.html"


class TickCards(forms.CheckboxSelectMultiple):
    """Check boxes as cards."""

    template_name = "web/forms/cards.html"


class Line(forms.CharField):
    """One line, as it was typed."""

    def __init__(self, label: "Label", help_text: "Label" = "") -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=widget)
        self.validators = []


class Text(forms.CharField):
    """Any number of lines, as they were typed; no spelling service reads them."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, rows: int = 4) -> None:
        attrs = {"rows": rows, "autocomplete": "off", "spellcheck": "false", "data-gramm": "false"}
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=forms.Textarea(attrs))
        self.validators = []


class Day(forms.DateField):
    """A day, or none."""

    def __init__(self, label: "Label", help_text: "Label" = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("Write the day as 2026-03-31.")},
        )


class WholeNumber(forms.IntegerField):
    """A short field for a whole number; `wrong` is said of what is none. What the number may be, the action says."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, wrong: "Label", **more: Any) -> None:  # noqa: ANN401 - as Django's
        widget = forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"})
        told = {"invalid": wrong} | more.pop("error_messages", {})
        super().__init__(
            label=label, help_text=help_text, widget=widget, error_messages=told, **{"required": False} | more
        )


class DecimalNumber(forms.DecimalField):
    """A short field for a number with a point or a comma; `wrong` is said of what is none."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, wrong: "Label") -> None:
        widget = forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            label=label, help_text=help_text, required=False, widget=widget, error_messages={"invalid": wrong}
        )

    def to_python(self, value: object) -> Any:  # noqa: ANN401 - as Django's
        """Read a comma as a point: both are typed."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Chosen(forms.Form):
    """A form whose choices are set when it is made; whatever is missing is said by the action."""

    use_required_attribute = False

    def let_choose(self, name: str, choices: Iterable[tuple[object, object]]) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so by the form
        field.choices = [(str(value), words) for value, words in choices]

    def let_choose_rows(self, **rows: Any) -> None:  # noqa: ANN401 - query sets of several models
        """Set of which rows can be chosen."""
        for name, queryset in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so by the form
            field.queryset = queryset
