"""What an advocate or administrator fills in about a source."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.own_network import HINT
from groundswell.connectors.shape import Choice, Connector
from groundswell.connectors.sources.actions import SourceWords
from groundswell.web.forms import Line, SmallCards, Text, WholeNumber

_MOST_A_MINUTE, _MOST_MONTHS = 100_000, 600
_WHOLE = _("Write a whole number.")


class Secret(forms.CharField):
    """A key or a secret: never shown again, never kept by the browser."""

    def __init__(self, label: Any, help_text: Any = "") -> None:  # noqa: ANN401 - words, now or later
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(label=label, help_text=help_text, required=False, strip=True, widget=widget)


class SourceForm(forms.Form):
    """A source of one kind. What it asks for beside address and key, its connector says."""

    use_required_attribute = False

    name = Line(_("Name"), _("As people here call it."))
    address = Line(_("Address"))
    key = Secret(_("Key"))
    hook = Secret(_("Secret of the webhook"))
    a_minute = WholeNumber(
        _("Questions a minute, at most"),
        _("Empty: what the service allows by default."),
        wrong=_WHOLE,
        min_value=1,
        max_value=_MOST_A_MINUTE,
    )
    public = forms.BooleanField(
        label=_("Everybody can read it without signing in"),
        help_text=_(
            "Then all of us read its questions here, and what was solved may become a page, a post or a talk. Else "
            "only those who answer read them: advocates, firefighters and liaisons, and whoever has one or is asked to."
        ),
        required=False,
    )
    pseudonymous = forms.BooleanField(
        label=_("Keep no names"),
        help_text=_("Who writes there is kept as a mark, without name, handle and address."),
        required=False,
    )
    months = WholeNumber(
        _("Forget words after so many months"), _("Empty: never."), wrong=_WHOLE, min_value=1, max_value=_MOST_MONTHS
    )

    def __init__(self, *given: Any, connector: Connector, has: frozenset[str] = frozenset(), **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        self.connector = connector
        self.fields["address"].help_text = f"{connector.address}. {HINT}"
        self._take_fields(has)
        for choice in connector.choices:
            self.fields[choice.name] = _field_of(choice)
        order = ("name", "address", "key", *(choice.name for choice in connector.choices))
        self.order_fields(order)

    def words(self) -> SourceWords:
        """Return what was said, after it was found valid."""
        said = self.cleaned_data
        return SourceWords(
            name=said["name"],
            address=said["address"],
            choices={choice.name: said[choice.name] or _usual(choice) for choice in self.connector.choices},
            key=said.get("key", ""),
            hook=said.get("hook", ""),
            a_minute=said["a_minute"],
            is_pseudonymous=said.get("pseudonymous", False),
            is_public=said.get("public", False),
            retention_months=said.get("months"),
        )

    def _take_fields(self, has: frozenset[str]) -> None:
        """Leave out what this kind of service has not, and say that an empty secret keeps the one there is."""
        for name in has:
            self.fields[name].help_text = _("There is one. Leave this empty to keep it.")
        if not self.connector.secret:
            del self.fields["key"]
        else:
            self.fields["key"].label = str(self.connector.secret)
        if self.connector.hook is None:
            del self.fields["hook"]


def _field_of(choice: Choice) -> forms.Field:
    words, hint = str(choice.words), str(choice.help)
    if choice.options:
        return forms.ChoiceField(
            label=words,
            help_text=hint,
            required=False,
            choices=[(key, str(told)) for key, told in choice.options],
            initial=_usual(choice),
            widget=SmallCards,
        )
    return Line(words, hint) if choice.is_line else Text(words, hint, rows=3)


def _usual(choice: Choice) -> str:
    return choice.options[0][0] if choice.options else ""
