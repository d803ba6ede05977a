"""The words of a quote, and what its speaker says of them."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.people.rules import Audience
from groundswell.talks.quotes.rules import LONGEST, Act
from groundswell.talks.quotes.sentences import READERS
from groundswell.web.forms import Cards, Choice, SmallCards

UNNAMED, NAMED = "unnamed", "named"


class QuoteForm(forms.Form):
    """Words that would be shown."""

    words = forms.CharField(
        label=_("The words that would be shown"),
        help_text=_("Other words than those that were said are marked as edited."),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )


class DraftForm(QuoteForm):
    """Words that would be shown, and to whom."""

    readers = forms.ChoiceField(
        label=_("Who would read it"),
        help_text=_("The speaker is told, and a yes is to these readers alone."),
        choices=list(READERS.items()),
        required=False,
        initial=Audience.ORGANISATION,
        widget=SmallCards,
    )


def answers() -> list[tuple[str, Choice]]:
    """Return what a speaker can say, none of it preselected."""
    return [
        (UNNAMED, Choice(gettext("Yes, without my name"))),
        (NAMED, Choice(gettext("Yes, with my name beside it"))),
        (
            Act.ALLOW_A_PARAPHRASE,
            Choice(gettext("Only in other words"), hint=gettext("You will be asked about those too.")),
        ),
        (Act.REFUSE, Choice(gettext("No"))),
    ]


class SpeakerForm(forms.Form):
    """What a speaker says about words. Nothing is chosen beforehand."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("May these words be quoted?"),
        choices=answers,
        widget=Cards,
        error_messages={"required": _("Choose one of the answers.")},
    )
    words = forms.CharField(
        label=_("Change the words first, if you like"),
        help_text=_("A yes is to exactly these words. Others than those you said are marked as edited."),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
