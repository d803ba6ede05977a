"""What people fill in. Members meet one box; everything structured is the advocate's.

Fields take what was typed as it was typed; what cannot be kept, the actions refuse with a sentence.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.people.models import Cell, Served
from groundswell.people.rules import Audience
from groundswell.register import sentences
from groundswell.register.models import Concern, Item, Theme
from groundswell.register.rules import concerns
from groundswell.register.rules.audience import leaves_the_desk
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.fits import JUDGEMENTS
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.rules.items import SourceKind
from groundswell.register.wordings import FIELDS
from groundswell.web.forms import Cards, Choice, SmallCards, TickCards

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from groundswell.register.rules.identification import Hit

    type Label = str | _StrPromise

# Who may read a new item at first, the narrowest first, each as a value and in words.
type FirstReaders = Sequence[tuple[str, str]]


class Line(forms.CharField):
    """One line, as it was typed."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, css: str = "") -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "class": css} if css else {"autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=widget)
        self.validators = []


class Text(forms.CharField):
    """Any number of lines, as they were typed."""

    def __init__(self, label: "Label", help_text: "Label" = "", *, rows: int = 5) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=widget)
        self.validators = []


class Asking(forms.Form):
    """A form of ours. `marks` are the details of its words that wait for a look: then `kept` asks why they may stay."""

    use_required_attribute = False
    kept = Line(_("Why these details may stay"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.marks: tuple[Hit, ...] = ()

    def offer(self, name: str, choices: Iterable[tuple[str, object]]) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so by the form
        field.choices = [(value, words) for value, words in choices]


class ConcernForm(Asking):
    """The words of a concern, why it is stuck, and what it is about."""

    title = Line(_("In one short sentence"), _("What is the matter, so that somebody who is busy understands it."))
    text = Text(_("In more words"), _("Your own words, not the author’s. Leave it empty where the sentence is enough."))
    stuck = forms.ChoiceField(
        label=_("Why nobody fixes it by themselves"),
        choices=[(each.value, sentences.STUCK[each]) for each in Stuck],
        initial=Stuck.NONE,
        widget=SmallCards,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=TickCards
    )
    audience = forms.ChoiceField(
        label=_("Who can see it now"),
        help_text=_("It starts here. Widening is a step of its own: words are checked, and those behind it asked."),
        initial=Audience.ME,
        widget=Cards,
    )

    def __init__(self, *args: Any, first_readers: FirstReaders, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("audience", first_readers)
        _offer_themes(self)


class SortForm(Asking):
    """Why a concern is stuck, and what it is about."""

    stuck = forms.ChoiceField(
        label=_("Why nobody fixes it by themselves"),
        choices=[(each.value, sentences.STUCK[each]) for each in Stuck],
        widget=SmallCards,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=TickCards
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        _offer_themes(self)


class MoveForm(Asking):
    """Where a concern goes, and why."""

    to = forms.ChoiceField(
        label=_("Where it goes"), widget=SmallCards, error_messages={"required": _("Choose where it goes.")}
    )
    reason = Text(
        _("Why, in plain words"), _("Those behind it read this, and everybody who can see the concern."), rows=3
    )
    pointer = Line(_("Where to go instead"), _("Only for what is not ours: a person, a place, a tool."))

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("to", [(to.value, sentences.STATE[to]) for to in concerns.moves_from(State(concern.state))])


class OwnWordsForm(forms.Form):
    """A member's own idea or view: one box."""

    use_required_attribute = False
    text = Text("", rows=4)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class OwnViewForm(OwnWordsForm):
    """A member's own view; when it holds is theirs to say or not."""

    conditions = Line(_("When does that hold?"), _("Leave it empty if always. Others may be right at other times."))

    field_order = ("text", "conditions", "token")


class WordsForm(Asking):
    """The words of an item of any kind."""

    def __init__(self, *args: Any, item: type[Item], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        for field in FIELDS[item.KIND]:
            label, hint = _LABELS[item.KIND.value, field.name]
            self.fields[field.name] = Line(label, hint) if field.is_line else Text(label, hint, rows=4)


class NoteForm(WordsForm):
    """A new item at the desk, with its first readers."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django's
        item: type[Item],
        first_readers: FirstReaders,
        **kwargs: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*args, item=item, **kwargs)
        self.fields["audience"] = forms.ChoiceField(
            label=_("Who can see it now"), choices=first_readers, initial=first_readers[-1][0], widget=Cards
        )


class MeasureForm(NoteForm):
    """Something under way."""

    since = forms.DateField(
        label=_("Since when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        error_messages={"invalid": _("This is no day. Write it as 2026-11-30.")},
    )


class EvidenceForm(NoteForm):
    """Something that was read."""

    address = Line(_("Address"), _("Of the page, where there is one."))


class FitForm(Asking):
    """What an idea does to a concern."""

    fit = forms.ChoiceField(
        label=_("What it does to the concern"),
        choices=[(each.value, sentences.FIT[each]) for each in JUDGEMENTS],
        widget=SmallCards,
        error_messages={"required": _("Choose what it does to the concern.")},
    )
    condition = Line(_("It depends on"), _("Only for “depends on”: when would it help?"))
    note = Text(_("Why"), rows=3)


class OfferForm(Asking):
    """Which idea that is there already may serve a concern."""

    idea = forms.UUIDField(error_messages={"required": _("Choose an idea."), "invalid": _("Choose an idea.")})


class SourceForm(Asking):
    """Something that an item came from, and that is no voice."""

    kind = forms.ChoiceField(
        label=_("What it came from"),
        choices=[
            (each.value, sentences.SOURCE[each])
            for each in SourceKind
            if each not in {SourceKind.VOICE, SourceKind.MAIL, SourceKind.CHAT}
        ],
        widget=SmallCards,
        error_messages={"required": _("Choose what it came from.")},
    )
    reference = Line(_("Which one"), _("Its address, or a name by which you will find it: no names of people."))


class ReadersForm(Asking):
    """Who can see an item, and why that changes."""

    audience = forms.ChoiceField(
        label=_("Who can see it"), widget=Cards, error_messages={"required": _("Choose who can see it.")}
    )
    cell = forms.ModelChoiceField(
        label=_("Which cell"), queryset=Cell.objects.none(), required=False, empty_label=_("choose a cell")
    )
    reason = Text(_("Why"), rows=3)

    def __init__(self, *args: Any, audiences: Sequence[Audience], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("audience", [(each.value, sentences.AUDIENCE[each]) for each in audiences])
        if Audience.CELL not in audiences:
            del self.fields["cell"]
            return
        cells = self.fields["cell"]
        assert isinstance(cells, forms.ModelChoiceField)  # noqa: S101 - declared above
        cells.queryset = Cell.objects.filter(ended_on=None)


class ProposalForm(ReadersForm, WordsForm):
    """The words of an item for people beyond the desk. Said of a community, they go to its usual readers by default."""

    about = forms.ModelChoiceField(
        label=_("About which community or project"),
        queryset=Served.objects.all(),
        required=False,
        empty_label=_("none of them"),
        error_messages={"invalid_choice": _("It is not there any more. Choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.fields["audience"].required = False
        served = [
            f"{each.name}: {sentences.AUDIENCE[Audience(each.default_audience)]}" for each in Served.objects.all()
        ]
        if not served:
            del self.fields["about"]
            return
        told = _("Choose nobody above, and the usual readers are taken. %(usual)s.")
        self.fields["about"].help_text = told % {"usual": "; ".join(served)}

    def clean(self) -> None:
        """Take the usual readers of what it is about, where nobody was chosen."""
        super().clean()
        about = self.cleaned_data.get("about")
        if self.cleaned_data.get("audience") or "audience" in self.errors:
            return
        if isinstance(about, Served) and leaves_the_desk(Audience(about.default_audience)):
            self.cleaned_data["audience"] = about.default_audience
        else:
            self.add_error("audience", self.fields["audience"].error_messages["required"])


class ReasonForm(Asking):
    """A reason, and nothing else."""

    reason = Text(_("Why, in plain words"), rows=3)


class MarksForm(Asking):
    """Marks that may stay, for one reason."""

    mark = forms.TypedMultipleChoiceField(
        label=_("Details"), widget=TickCards, error_messages={"required": _("Tick the details that may stay.")}
    )
    reason = Line(_("Why they may stay"))

    def __init__(self, *args: Any, marks: Sequence[tuple[str, Choice]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("mark", marks)


class ThemeForm(forms.Form):
    """The name of a theme."""

    use_required_attribute = False
    name = Line(_("Name"), css="short")


class OrdinaryWordsForm(Asking):
    """The organisation's own ordinary words."""

    words = Text(_("Words that everybody here uses"), _("One a line, or any text that holds them."), rows=14)


class MergeForm(ReasonForm):
    """Which concern stands for another, and why."""

    survivor = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": _("Choose one."), "invalid": _("Choose one.")}
    )


class ViewForm(Asking):
    """A view in its holder's own words."""

    position = Text(_("How I see it"), rows=4)
    conditions = Line(_("It holds when"), _("Leave it empty if always."))
    best_case = Text(_("The best that can be said for it"), rows=3)
    under_my_name = forms.BooleanField(label=_("With my name beside it"), required=False)


_LABELS: dict[tuple[str, str], tuple["Label", "Label"]] = {
    ("concern", "title"): (_("In one short sentence"), ""),
    ("concern", "text"): (_("In more words"), _("Your own words, not the author’s.")),
    ("idea", "title"): (_("In one short sentence"), ""),
    ("idea", "text"): (_("In more words"), ""),
    ("perspective", "position"): (_("The position"), _("As its holder would say it, in your own words.")),
    ("perspective", "conditions"): (_("It holds when"), _("Two positions may both be right, each in its place.")),
    ("perspective", "best_case"): (_("The best case for it"), _("What its strongest supporter would say.")),
    ("measure", "text"): (_("What is being done"), ""),
    ("measure", "carried_by"): (_("Who or what carries it"), _("A cell, an epic, a role; no single person.")),
    ("evidence", "source"): (_("Source"), _("Title, author, year.")),
    ("evidence", "summary"): (_("What it says, in five lines"), _("Without this it stands on the shelf as unread.")),
}


def judged(fit: FitKind) -> str:
    """Return the value that a form of fits starts with: none for a pair that nobody judged."""
    return "" if fit is FitKind.OFFERED else fit.value


def _offer_themes(form: forms.Form) -> None:
    themes = form.fields["themes"]
    assert isinstance(themes, forms.ModelMultipleChoiceField)  # noqa: S101 - declared by the form
    given = form.initial.get("themes") or ()
    themes.queryset = Theme.objects.filter(retired_on=None) | Theme.objects.filter(id__in=[each.id for each in given])
