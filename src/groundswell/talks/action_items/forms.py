"""What is to be done, by whom and until when; and how it ended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.talks.action_items.actions import LONGEST_OWNER, LONGEST_TEXT
from groundswell.talks.action_items.rules import Ending
from groundswell.talks.transcripts.forms import PersonField
from groundswell.web.forms import SmallCards


class ItemForm(forms.Form):
    """One action item."""

    text = forms.CharField(
        label=_("What is to be done"),
        help_text=_("In words of your own: whoever reads this meeting reads them."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    person = PersonField(
        label=_("Who of us does it"), help_text=_("A name or an address. They are asked; nothing is assigned.")
    )
    owner = forms.CharField(
        label=_("Or somebody else"),
        required=False,
        max_length=LONGEST_OWNER,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due_on = forms.DateField(
        label=_("Until when"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "short"})
    )


class RewriteForm(forms.Form):
    """An item written anew."""

    text = forms.CharField(
        label=_("What is to be done"),
        help_text=_("In words of your own: whoever reads this meeting reads them."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )


class AskForm(forms.Form):
    """Who is asked to do what nobody has taken on."""

    person = PersonField(
        label=_("Who of us does it"), help_text=_("A name or an address. They are asked; nothing is assigned.")
    )


class EndForm(forms.Form):
    """How an item ended."""

    use_required_attribute = False

    ending = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(Ending.DONE, _("It is done")), (Ending.GIVEN_UP, _("It is given up"))],
        widget=SmallCards,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Needed where it is given up."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
