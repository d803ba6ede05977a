"""One form for everything that waits."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from groundswell.people.ports import Ask
from groundswell.web.forms import Cards

LATER = "later"


class WaitingForm(forms.Form):
    """A choice for each ask. None is made beforehand, and none has to be made."""

    def __init__(self, asks: Sequence[Ask], data: Any = None) -> None:  # noqa: ANN401 - whatever a browser posts
        super().__init__(data)
        self.asks = {f"ask-{ask.key}": ask for ask in asks}
        for name, ask in self.asks.items():
            self.fields[name] = forms.ChoiceField(
                label=ask.question,
                choices=[*ask.choices, (LATER, _("Later"))],
                required=False,
                widget=Cards,
                error_messages={"invalid_choice": _("This answer is not among the choices.")},
            )

    @property
    def can_be_answered(self) -> bool:
        """Tell whether anything that waits can be answered on this page."""
        return any(ask.choices for ask in self.asks.values())

    def lines(self) -> Iterator[tuple[Ask, forms.BoundField]]:
        """Yield each ask with its field."""
        for name, ask in self.asks.items():
            yield ask, self[name]

    def answers(self) -> list[tuple[str, str, str]]:
        """Return field, key and choice of everything that was answered and not put off."""
        chosen = ((name, ask.key, self.cleaned_data[name]) for name, ask in self.asks.items())
        return [(name, key, choice) for name, key, choice in chosen if choice not in {"", LATER}]
