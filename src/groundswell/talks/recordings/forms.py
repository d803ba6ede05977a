"""Where a recording is."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.talks.recordings.rules import Kind
from groundswell.web.forms import Cards, Choice


def kinds() -> list[tuple[str, Choice]]:
    """Return what can be linked."""
    return [
        (Kind.LINK, Choice(gettext("A recording"), hint=gettext("Linked afterwards."))),
        (Kind.STREAM, Choice(gettext("A stream"), hint=gettext("Announced now, at least a day before the meeting."))),
    ]


class RecordingForm(forms.Form):
    """A link, and what it leads to."""

    kind = forms.ChoiceField(label=_("What it is"), choices=kinds, widget=Cards)
    address = forms.CharField(
        label=_("Where it is"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
