"""What is filled in to open a door."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.connectors.chat.rules import Kind
from groundswell.web.forms import Choice, Line, SmallCards

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Hidden(forms.CharField):
    """A secret: typed, and never shown again."""

    def __init__(self, label: "str | _StrPromise", help_text: "str | _StrPromise") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)
        self.validators = []


class DoorForm(forms.Form):
    """A new door."""

    kind = forms.ChoiceField(
        label=_("Which chat?"),
        choices=[(Kind.SLACK.value, Choice("Slack")), (Kind.MATTERMOST.value, Choice("Mattermost"))],
        widget=SmallCards,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )
    name = Line(_("Name"), _("As people here call it."))
    secret = Hidden(
        _("Its secret"), _("Slack: the signing secret of your app. Mattermost: the token of the slash command.")
    )
    bot = Hidden(
        _("The token of its bot"),
        _(
            "For direct messages. Slack: xoxb-…, with chat:write and im:history. Mattermost: an access token of a bot "
            "account. Empty: the slash command alone."
        ),
    )
    address = Line(
        _("The address of Mattermost"),
        _("Where its bot is asked what was written to it, like https://chat.example.org. For Slack leave it empty."),
    )
