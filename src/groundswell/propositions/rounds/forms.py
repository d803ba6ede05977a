"""What is typed about rounds. The rules and actions decide; these only read."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.kit import clock
from groundswell.propositions.rounds import queries, sentences
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.rules.phases import LEAST_K, MOST_K, STANDARD_K, Template
from groundswell.propositions.rounds.rules.sheets import Done
from groundswell.web.forms import Cards, Choice
from groundswell.web.words import day_in_words

LONGEST, LONGEST_REASON = 4000, 500
# What a button says that compares, and one that sends what was compared.
COMPARE, ANYWAY = "compare", "anyway"
LAST_DAY = {"invalid": gettext_lazy("Type a day like 2026-12-24.")}


class PrepareForm(forms.Form):
    """A round before it opens."""

    use_required_attribute = False
    title = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=200,
        help_text=gettext_lazy("A few words: they stand on the start page and in the letter."),
        error_messages={
            "required": gettext_lazy("Say in a few words what it is about."),
            "max_length": gettext_lazy("At most 200 characters."),
        },
    )
    question = forms.CharField(
        label=gettext_lazy("The question"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One open question, and what one has to know to answer it."),
        error_messages={"max_length": gettext_lazy("At most 4,000 characters.")},
    )
    template = forms.ChoiceField(
        label=gettext_lazy("How much it asks"),
        widget=Cards,
        error_messages={
            "required": gettext_lazy("Choose how much it asks."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    follows = forms.ChoiceField(
        label=gettext_lazy("The round before"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these rounds.")},
    )
    changed = forms.CharField(
        label=gettext_lazy("What has changed since the round before"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Empty where this is the first one."),
        error_messages={"max_length": gettext_lazy("At most 4,000 characters.")},
    )
    k = forms.IntegerField(
        label=gettext_lazy("Fewest people a figure may be about"),
        min_value=LEAST_K,
        max_value=MOST_K,
        initial=STANDARD_K,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "required": gettext_lazy("Type a number from 4 to 50."),
            "invalid": gettext_lazy("Type a number from 4 to 50."),
            "min_value": gettext_lazy("Nothing is ever said about fewer than 4 people."),
            "max_value": gettext_lazy("Type a number from 4 to 50."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.initial.setdefault("template", Template.REVIEW_ONLY.value)
        self.fields["template"].choices = [  # type: ignore[attr-defined]  # a choice field's
            (each.value, Choice(str(sentences.TEMPLATES[each]), hint=sentences.template_plan(each, clock.today())))
            for each in Template
        ]
        self.rounds = {str(each.id): each for each in queries.earlier_rounds()}
        earlier = [(key, each.title) for key, each in self.rounds.items()]
        self.fields["follows"].choices = [("", _("none: this is the first one")), *earlier]  # type: ignore[attr-defined]  # as above

    def prepared(self) -> Prepared:
        """Return what was typed."""
        sent = self.cleaned_data
        return Prepared(
            sent["title"],
            sent["question"],
            Template(sent["template"]),
            self.rounds.get(sent["follows"]),
            sent["changed"],
            sent["k"],
        )


class MoveForm(forms.Form):
    """The next phase: until when, and why it cannot wait where it asks for more minutes than were agreed."""

    use_required_attribute = False
    closes_on = forms.DateField(
        label=gettext_lazy("Last day of the next phase"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "short", "type": "date"}),
        help_text=gettext_lazy("Empty: as the template plans it."),
        error_messages=LAST_DAY,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Only where it asks for more minutes than the organisation agreed on; everybody sees it."
        ),
        error_messages={"max_length": gettext_lazy("At most 500 characters.")},
    )

    def plan(self, day: date) -> None:
        """Say which day it is where none is chosen."""
        words = gettext_lazy("Empty: %(day)s, as the template plans it.")
        self.fields["closes_on"].help_text = words % {"day": day_in_words(day, clock.today())}

    def day(self) -> date | None:
        """Return the day, where one was chosen."""
        chosen: date | None = self.cleaned_data["closes_on"]
        return chosen


class EndForm(forms.Form):
    """Why a round ends before its last phase. It stands beside other forms, so its field has an id of its own."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why it ends here"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everybody reads it on the page of the round. At most 500 characters."),
        error_messages={
            "required": gettext_lazy("Say in a sentence why it ends: everybody who gave time to it reads that."),
            "max_length": gettext_lazy("At most 500 characters."),
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        """Take what was typed, where something was."""
        super().__init__(data, auto_id="end_%s")


class FollowForm(forms.Form):
    """Which proposition came of a round."""

    use_required_attribute = False
    proposition = forms.ChoiceField(
        label=gettext_lazy("The proposition that came of it"),
        help_text=gettext_lazy("It answers each idea of this round, or it is not published."),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these propositions.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        offered = [(str(each), title) for each, title in queries.propositions_offered()]
        self.fields["proposition"].choices = [("", _("none yet")), *offered]  # type: ignore[attr-defined]  # as above

    def chosen(self) -> UUID | None:
        """Return the one that was chosen."""
        chosen: str = self.cleaned_data["proposition"]
        return UUID(chosen) if chosen else None


class PutOffForm(forms.Form):
    """A later last day. It stands beside the form of the next phase, so its field has an id of its own."""

    use_required_attribute = False
    closes_on = forms.DateField(
        label=gettext_lazy("Put the last day off to"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "short", "type": "date"}),
        error_messages=LAST_DAY | {"required": gettext_lazy("Choose a day.")},
    )

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        """Take what was typed, or the last day of now."""
        super().__init__(data, initial=initial, auto_id="put_off_%s")


class StatementForm(forms.Form):
    """One sentence to vote on."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Statement"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence that somebody can agree or disagree with. It never changes afterwards."),
        error_messages={"required": gettext_lazy("Write the sentence that people vote on.")},
    )


class ReasonForm(forms.Form):
    """Why something is left out; or other words for what is let in."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why it is left out"),
        required=False,
        max_length=500,
        error_messages={"max_length": gettext_lazy("At most 500 characters.")},
    )
    text = forms.CharField(
        label=gettext_lazy("In these words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SheetForm(forms.Form):
    """Ideas, or that there are none. Any number of boxes named `idea` is read."""

    use_required_attribute = False
    idea = forms.CharField(label=gettext_lazy("An idea"), required=False)
    done = forms.ChoiceField(
        label=gettext_lazy("Or"),
        required=False,
        choices=[
            ("", gettext_lazy("what I wrote above")),
            (Done.NOTHING_TO_ADD.value, gettext_lazy("I have nothing to add")),
            (Done.NO_OPINION.value, gettext_lazy("I have no opinion")),
            (Done.NOT_NOW.value, gettext_lazy("not now")),
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose one of these answers.")},
    )
    instead = forms.BooleanField(
        label=gettext_lazy("Forget what I wrote on this sheet before, and take this instead"), required=False
    )

    ROOM = 3

    def ideas(self) -> list[str]:
        """Return what was written in the boxes, with one kind of line ends."""
        written = self.data.getlist("idea") if hasattr(self.data, "getlist") else []
        return [each.replace("\r\n", "\n").replace("\0", "").strip() for each in written]

    def boxes(self) -> list[str]:
        """Return what stands in each box: what was typed stays."""
        typed = [each for each in self.ideas() if each] if self.is_bound else []
        return typed + [""] * max(self.ROOM - len(typed), 1)

    def chosen(self) -> Done | None:
        """Return the answer without an idea."""
        return Done(self.cleaned_data["done"]) if self.cleaned_data.get("done") else None


class SuggestForm(forms.Form):
    """A statement, or a late idea, of a member."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Your sentence"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "data-gramm": "false"}),
        error_messages={
            "required": gettext_lazy("Write what you suggest. Nothing was sent yet."),
            "max_length": gettext_lazy("At most 4,000 characters."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("It is"),
        required=False,
        choices=[
            ("statement", gettext_lazy("a statement to vote on")),
            ("idea", gettext_lazy("a late idea: it stands among the others, marked late")),
        ],
        widget=Cards,
        initial="statement",
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )


class WhyForm(forms.Form):
    """A reason to agree or to disagree with a statement."""

    use_required_attribute = False
    side = forms.ChoiceField(
        label=gettext_lazy("This is a reason"),
        choices=[("agree", gettext_lazy("to agree")), ("disagree", gettext_lazy("to disagree"))],
        widget=Cards,
        error_messages={
            "required": gettext_lazy("Choose whether it is a reason to agree or to disagree."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("The reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "data-gramm": "false"}),
        help_text=gettext_lazy("A sentence or two; at most 500 characters."),
        error_messages={
            "required": gettext_lazy("Write the reason. Nothing was sent yet."),
            "max_length": gettext_lazy("At most 500 characters. Nothing was sent yet."),
        },
    )


def is_sent_now(act: str, *, has_alike: bool) -> bool:
    """Tell whether something goes out now: not where it was to be compared, nor before its likes were seen once."""
    return act == ANYWAY or (act != COMPARE and not has_alike)


class ReceiptForm(forms.Form):
    """The receipt of a suggestion."""

    use_required_attribute = False
    receipt = forms.CharField(
        label=gettext_lazy("Receipt"),
        widget=forms.TextInput(attrs={"class": "code", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type or paste the receipt.")},
    )
