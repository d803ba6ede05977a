"""What a key is for, and how long it lives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.web.forms import Line, SmallCards


class KeyForm(forms.Form):
    """A new key."""

    name = Line(_("What is it for?"), _("A name for yourself, say the report of the month. You can leave it empty."))
    days = forms.ChoiceField(
        label=_("For how long?"),
        choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("a year"))],
        initial="90",
        required=False,
        widget=SmallCards,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )

    def clean_days(self) -> int:
        """Return the days; whoever chooses nothing gets 90."""
        return int(self.cleaned_data["days"] or 90)
