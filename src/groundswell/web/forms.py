"""How forms look: Django renders them through the templates of this folder."""

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.forms.renderers import DjangoTemplates


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
