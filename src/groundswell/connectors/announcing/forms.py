"""Who is to be told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.web.forms import Line


class ListenerForm(forms.Form):
    """A new listener."""

    name = Line(_("Name"), _("Who listens there, as people here call it."))
    address = Line(_("Address"), _("Where it listens, say https://example.org/hook."))
