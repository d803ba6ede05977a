"""What is filled in to name a place, and to choose one."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.own_network import HINT
from groundswell.connectors.sending import sentences
from groundswell.connectors.sending.models import Place
from groundswell.connectors.sending.rules import Kind, What
from groundswell.web.forms import Cards, Choice, Line


class Secret(forms.CharField):
    """A token or key: typed, and never shown again."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Its key"),
            help_text=_("Kept encrypted, and never shown again. Give it no more rights than it needs."),
            required=False,
            strip=True,
            widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        )
        self.validators = []


class KindForm(forms.Form):
    """Which kind of place."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(each.value, Choice(str(words), str(hint))) for each, (words, hint) in sentences.KINDS.items()],
        widget=Cards,
        error_messages={
            "required": _("Choose one."),
            "invalid_choice": _("Choose one of these."),
        },
    )


class PlaceForm(forms.Form):
    """Where it is, and what opens it."""

    name = Line(_("Name"), _("As people here call it."))
    address = Line(_("Address"))
    spot = Line(_("Where there"))
    secret = Secret()
    branch = Line(_("Main branch of the handbook"), _("Leave it empty where the repository holds no handbook."))
    folder = Line(_("Folder of the handbook"), _("Where new pages lie, say handbook/decisions."))

    def __init__(self, *args: object, kind: Kind, **kwargs: object) -> None:
        """Ask for what this kind needs, in its own words."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django takes them
        told = sentences.SPOTS[kind]
        self.fields["address"].help_text = f"{told.address}. {HINT}"
        self.fields["spot"].label, self.fields["spot"].help_text = told.label, told.help
        self.fields["secret"].help_text = f"{told.secret} {self.fields['secret'].help_text}"
        if kind not in {Kind.GITHUB, Kind.GITLAB}:
            del self.fields["branch"], self.fields["folder"]


class KeyForm(forms.Form):
    """Another key."""

    secret = Secret()


class SettleForm(forms.Form):
    """What somebody found who looked there themselves."""

    link = Line(_("Where it stands"), _("Its address there. Leave it empty where it is not there."))


class ChooseForm(forms.Form):
    """What goes where."""

    where = forms.ChoiceField(
        label=_("What goes where?"),
        choices=[],
        widget=Cards,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: object, ways: Iterable[tuple[What, Place]], **kwargs: object) -> None:
        """Offer these ways."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django takes them
        self.ways = {f"{what} {place.id}": (what, place) for what, place in ways}
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it stands above
        field.choices = [
            (key, Choice(str(sentences.WHATS[what]), place.name)) for key, (what, place) in self.ways.items()
        ]

    @property
    def chosen(self) -> tuple[What, Place]:
        """Return what was chosen."""
        return self.ways[self.cleaned_data["where"]]
