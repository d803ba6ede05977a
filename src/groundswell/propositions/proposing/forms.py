"""What advocates and members fill in about propositions. A member needs one click."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.engines.similarity import SmallIndex
from groundswell.people import queries as people
from groundswell.people.models import Person, Role
from groundswell.propositions.models import Part, Proposition
from groundswell.propositions.proposing import sentences
from groundswell.propositions.proposing.required import Row
from groundswell.propositions.proposing.rules.decisions import Helped, Outcome
from groundswell.propositions.proposing.rules.reviews import WITH_WORDS, Answer
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.web.forms import Cards, Choice, Chosen, Day, Line, SmallCards, Text, TickCards

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Label = str | _StrPromise


class Address(forms.URLField):
    """A link, or none."""

    def __init__(self, label: "Label", help_text: "Label" = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            max_length=500,
            assume_scheme="https",
            widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
            error_messages={"invalid": _("This is no link. Copy it from the address line.")},
        )


class Looked(Chosen):
    """A form whose words more people will read: details in them wait for a look, and are shown beside it."""

    kept = Line(_("Why these details may stay"))
    marks: Sequence[object] = ()


class BeginForm(Chosen):
    """A proposition begins with a title and the concerns that it is about; or with the round that it comes of."""

    round = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = Line(_("In one short sentence"), _("What is proposed, so that somebody who is busy understands it."))
    need = Text(_("Why"), _("What was said, in your words. Three sentences are enough."))
    concerns = forms.MultipleChoiceField(
        label=_("What it is about"),
        help_text=_("All ideas, perspectives and measures on these concerns need an answer before it is published."),
        required=False,
        widget=TickCards,
    )

    def __init__(self, *args: Any, concerns: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("concerns", concerns)


class HeadForm(Chosen):
    """The head of a draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = Line(_("In one short sentence"))
    need = Text(_("Why"), _("What was said, in your words. Three sentences are enough."))
    decide_by = Day(_("To be decided by"), _("It is listed at the desk when that day has passed."))
    decider = forms.ModelChoiceField(
        label=_("Who decides"), queryset=Person.objects.none(), required=False, empty_label=_("not known yet")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        _offer_people(self, "decider")


class PartForm(Chosen):
    """A part that can be decided for itself."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = Line(_("This part in one short sentence"))
    text = Text(_("What is proposed"), rows=6)
    cost_hours = forms.DecimalField(
        label=_("Hours that it costs"), required=False, min_value=0, max_digits=7, decimal_places=1
    )
    time_reference = Line(_("Where time is logged"), _("A ticket, say. It stands on every ask."))
    roles = forms.ModelMultipleChoiceField(
        label=_("Roles that it affects"),
        help_text=_("Whoever holds them is suggested to look at it first."),
        queryset=Role.objects.none(),
        required=False,
        widget=TickCards,
    )
    duties = Text(_("Duties that it names"), _("One a line. The role map shows those that no role has."), rows=3)
    creates_role = forms.BooleanField(
        label=_("It creates a role"), help_text=_("Deciding it then needs a transition plan."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        _offer_roles(self)


class SplitForm(Chosen):
    """One part becomes two."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = Line(_("What stays, in one short sentence"))
    text = Text(_("What stays"), rows=5)
    other_title = Line(_("The new part, in one short sentence"))
    other_text = Text(_("The new part"), rows=5)
    answers = forms.MultipleChoiceField(
        label=_("What the new part answers from now on"), required=False, widget=TickCards
    )

    def __init__(self, *args: Any, answers: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("answers", answers)


class AnswerItemForm(Looked):
    """What the proposition does with something that was said."""

    fate = forms.ChoiceField(
        label=_("The answer"),
        choices=[(each.value, words) for each, words in sentences.FATE.items()],
        widget=SmallCards,
        error_messages={"required": _("Choose one of the six.")},
    )
    reason = Text(_("Why"), _("Whoever said it reads this, by receipt too."), rows=3)
    part = forms.ChoiceField(label=_("The part that answers it"), required=False, widget=SmallCards)
    same_as = forms.ChoiceField(label=_("The same as"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django's
        parts: Sequence[Part],
        rows: Sequence[Row],
        item: UUID,
        **kwargs: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("part", [(part.id, f"{part.place}. {part.title}") for part in parts])
        self.let_choose("same_as", [("", _("nothing of this")), *_others(rows, item)])
        if any(row.is_alone for row in rows if row.told.id == item):
            # Nobody has a receipt for it.
            self.fields["reason"].help_text = _("Everybody reads this, and so does whoever wrote it.")


def _others(rows: Sequence[Row], item: UUID) -> list[tuple[object, object]]:
    """Return everything else that was said; what seems to say the same by itself, and first. Nobody has to take it."""
    others = [(str(row.told.id), row.told.heading) for row in rows if row.told.id != item]
    said = next((row.told.heading for row in rows if row.told.id == item), "")
    near = [others[each.place] for each in SmallIndex([words for _id, words in others]).nearest(said)] if others else []
    if not near:
        return list(others)
    return [(_("It seems to say the same"), near), (_("The others"), [each for each in others if each not in near])]


class SideForm(Looked):
    """Why nobody confirmed a perspective."""

    heard = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(each.value, sentences.HEARD[each]) for each in (Heard.NOT_CONFIRMED, Heard.REFUSED)],
        widget=SmallCards,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = Text(_("Whom you asked, and what came of it"), _("Everybody reads this. Name nobody."), rows=3)


class PublishForm(Looked):
    """A version goes out."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = Line(_("What changed, in a sentence"))


class OutsideForm(Looked):
    """Words go to people outside."""


class SendForm(Chosen):
    """A review is sent."""

    deadline = Day(_("Answers are taken until"))
    minutes = forms.IntegerField(
        label=_("Minutes that it takes"),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Say how many minutes."), "invalid": _("Write the minutes in digits: 30.")},
    )
    reason = Text(_("Why it cannot wait"), _("Needed past the minutes that you agreed on. Everybody sees it."), rows=2)
    in_tracker = forms.BooleanField(
        label=_("One ticket a member for the tracker"),
        help_text=_("As a file; off unless you want it."),
        required=False,
    )


class ReviewForm(Chosen):
    """A member's answer: each of the five is a button of its own, and one press is enough for three of them."""

    answer = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[(each.value, Choice(str(sentences.ANSWER[each]))) for each in Answer],
        widget=Cards,
        error_messages={"required": _("Choose one of the five."), "invalid_choice": _("Choose one of the five.")},
    )
    words = Text(_("Your sentence"), _("For a concern or an objection: write it, then press its button below."), rows=3)
    part = forms.ChoiceField(label=_("It is about"), required=False, widget=SmallCards)
    is_shown = forms.BooleanField(
        label=_("Everyone may read it, with my name"),
        help_text=_("Else the advocates alone read it, with your name."),
        required=False,
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("answer", self._buttons())
        self.let_choose("part", [("", _("all of it")), *parts])

    def in_one_press(self) -> list[tuple[str, Choice]]:
        """Return the answers that need nothing but their button."""
        return [each for each in self._buttons() if each[0] not in WITH_WORDS]

    def with_words(self) -> list[tuple[str, Choice]]:
        """Return those that need a sentence: their buttons stand below its box."""
        return [each for each in self._buttons() if each[0] in WITH_WORDS]

    def _buttons(self) -> list[tuple[str, Choice]]:
        hints = sentences.ANSWER_HINT
        return [(each.value, Choice(str(sentences.ANSWER[each]), str(hints[each]))) for each in Answer]


class OfferForm(Chosen):
    """What is offered to resolve an objection."""

    offer = Text(_("What you changed, or would change"), rows=3)


class DecideForm(Looked):
    """How a part is decided."""

    outcome = forms.ChoiceField(
        label=_("Decided"),
        choices=[(each.value, sentences.OUTCOME[each]) for each in Outcome],
        widget=SmallCards,
        error_messages={"required": _("Choose one of the three.")},
    )
    reason = Text(_("Why"), _("Everybody reads this."), rows=3)
    decider = forms.ModelChoiceField(
        label=_("Who decides"), queryset=Person.objects.none(), required=False, empty_label=_("choose somebody")
    )
    review_on = Day(_("When somebody looks whether it helped"))
    transition_at = Address(_("The transition plan"), _("A link. Needed where a role is created."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        _offer_people(self, "decider")


class LookForm(Looked):
    """Whether a decision helped."""

    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=[(each.value, sentences.HELPED[each]) for each in Helped],
        widget=SmallCards,
        error_messages={"required": _("Choose one of the three.")},
    )
    found = Text(_("What you found"), _("Everybody reads this."), rows=3)
    review_on = Day(_("Look once more on"))


class WhereForm(Chosen):
    """Where it is discussed, and where the handbook stands: noted by hand."""

    discussed = forms.ChoiceField(label=_("Discussed outside"), choices=[], widget=SmallCards)
    discussed_at = Address(_("Where"))
    handbook = forms.ChoiceField(label=_("Change of the handbook"), choices=[], widget=SmallCards)
    handbook_at = Address(_("Its merge request"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.let_choose("discussed", sentences.DISCUSSED.items())
        self.let_choose("handbook", sentences.HANDBOOK.items())


class StatementForm(Looked):
    """Words on behalf of people."""

    words = Text(_("What you would say"), _("They never change afterwards: people agree to exactly these words."))


class SaidForm(Chosen):
    """Where a statement was said."""

    said_at = Address(_("Where you say it"))


def _offer_people(form: forms.Form, name: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so by the form
    field.queryset = people.active_people()


def _offer_roles(form: forms.Form) -> None:
    field = form.fields["roles"]
    assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - declared so by the form
    field.queryset = Role.objects.all()


def head_of(proposition: Proposition) -> dict[str, object]:
    """Return the head of a draft as a form begins with it."""
    return {
        "revision": proposition.revision,
        "title": proposition.title,
        "need": proposition.need,
        "decide_by": proposition.decide_by,
        "decider": proposition.decider_id,
    }


def part_of(part: Part) -> dict[str, object]:
    """Return a part as a form begins with it."""
    return {
        "revision": part.proposition.revision,
        "title": part.title,
        "text": part.text,
        "cost_hours": part.cost_hours,
        "time_reference": part.time_reference,
        "roles": list(part.roles.all()),
        "duties": "\n".join(part.duties),
        "creates_role": part.creates_role,
    }
