"""What people fill in. Nothing but the words themselves is ever required of a member."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.people.rules import Audience
from groundswell.voices import refusals, rules
from groundswell.voices.rules import ConsentState, Ending, Level, Reader, ReadersFault, Talk, Verdict
from groundswell.web.forms import Cards, Choice, SmallCards, TickCards
from groundswell.web.words import joined

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Label = str | _StrPromise

COUNT = "count"
YES = "yes"
ABOUT = gettext_lazy("It is about the advocate")
ONLY_THEY_READ = gettext_lazy("Then only %(names)s can read it, whoever is ticked.")


class Words(forms.CharField):
    """Free words, taken verbatim or refused with a sentence; always shown again as they were typed."""

    def __init__(self, *, label: "Label", rows: int = 7, help_text: "Label" = "", is_needed: bool = True) -> None:
        # A browser's spelling service may send what is typed to somebody else.
        attrs = {"rows": rows, "autocomplete": "off", "spellcheck": "false", "data-gramm": "false"}
        widget = forms.Textarea(attrs=attrs)
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=widget)
        self.is_needed = is_needed
        self.validators = []

    def clean(self, value: object) -> str:
        """Return the words as they are kept."""
        words = rules.plain(str(value or ""))
        if not self.is_needed and not words.strip():
            return ""
        fault = rules.words_fault(words)
        if fault is not None:
            raise ValidationError(refusals.of_words(fault, words).sentence)
        return words


class OneLine(forms.CharField):
    """A short line that nobody needs to fill in; what does not fit is cut where it is kept."""

    def __init__(self, *, label: "Label", help_text: "Label" = "") -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "class": "short", "maxlength": rules.LONGEST_TICKET})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)
        self.validators = []


class Ticks(forms.MultipleChoiceField):
    """Boxes to tick. Which ticks count is decided by the form, with a sentence."""

    widget = TickCards

    def validate(self, value: object) -> None:
        """Accept whatever was ticked."""
        del value


class Tick(Ticks):
    """One box to tick, with the words beside it."""

    def __init__(self, words: "Label", hint: "Label" = "") -> None:
        super().__init__(label="", required=False)
        self.words, self.hint = words, hint

    def show(self) -> None:
        """Put the words on the box, in the reader's language."""
        self.choices = [(YES, Choice(str(self.words), hint=str(self.hint)))]


class Asking(forms.Form):
    """A form of ours: single boxes, and choices that carry a hint."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Tick):
                field.show()

    def offer(self, name: str, choices: Sequence[tuple[str, Choice]]) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so by the form
        field.choices = choices

    def is_ticked(self, name: str) -> bool:
        """Tell whether a single box is ticked, in a form that was sent."""
        return YES in self.cleaned_data.get(name, [])


class ForReaders(Asking):
    """A form whose words go to readers whom the author may strike."""

    def __init__(self, *args: Any, offered: Sequence[Reader], ticked: Collection[UUID], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.chosen: list[Reader] = []
        self.offer("readers", [(str(reader.key), choice_of(reader)) for reader in offered])
        self.initial.setdefault("readers", [str(key) for key in ticked])
        tick = self.fields["about_advocate"]
        assert isinstance(tick, Tick)  # noqa: S101 - declared so by the form
        tick.hint = str(tick.hint) % {"names": joined([reader.name for reader in offered if reader.is_alternate])}
        tick.show()

    def clean(self) -> dict[str, Any]:
        """Find out who will read."""
        ticked = self.cleaned_data.get("readers", [])
        chosen = rules.chosen_readers(self.offered, ticked, is_about_the_advocate=self.is_ticked("about_advocate"))
        if isinstance(chosen, ReadersFault):
            self.add_error("readers", refusals.of_readers(chosen).sentence)
        else:
            self.chosen = chosen
        return self.cleaned_data


def choice_of(reader: Reader) -> Choice:
    """Return how a reader is shown: the name, and what this person is here.

    The note shows while the page says that it is about the advocate: who is struck then, and who reads it all the same.
    """
    if reader.is_alternate:
        hint = _with_leave(_("alternate, no advocate"), reader)
        return Choice(reader.name, hint=hint, kind="alternate", note=_("this one"))
    hint = _("advocate")
    if not reader.is_organisation_wide:
        hint = _("advocate, for %(scope)s") % {"scope": joined(list(reader.scopes))}
    return Choice(reader.name, hint=_with_leave(hint, reader), kind="advocate", note=_("not this one"))


def _with_leave(hint: str, reader: Reader) -> str:
    if reader.away_until is None:
        return hint
    day = date_format(reader.away_until, "j F")
    return _("%(role)s, away until %(day)s") % {"role": hint, "day": day}


class SpeakForm(ForReaders):
    """The box: words, and how they are said."""

    text = Words(label=gettext_lazy("What do you want to say?"), rows=4)
    level = forms.ChoiceField(label=gettext_lazy("How do you want to say it?"), widget=Cards, initial=Level.ANONYMOUS)
    readers = Ticks(label=gettext_lazy("Who can read this"), required=False)
    about_advocate = Tick(ABOUT, ONLY_THEY_READ)
    now = Tick(
        gettext_lazy("It cannot wait until tomorrow"),
        gettext_lazy(
            "Anonymous words reach the desk tomorrow, together: nobody can tell when you were here. Ticked, yours go "
            "at once."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("level", levels())
        self.fields["level"].error_messages |= dict.fromkeys(
            ("required", "invalid_choice"), _("Choose how you want to say it.")
        )


def levels() -> list[tuple[str, Choice]]:
    """Return the four ways to say something, the narrowest first."""
    sign_in = _("You sign in next.")
    return [
        (
            Level.ANONYMOUS,
            Choice(_("Anonymously"), hint=_("Nobody learns who you are. A receipt opens the answer.")),
        ),
        (
            Level.SIGNED,
            Choice(_("Signed"), hint=_("Only those who can read it learn that it is you.") + " " + sign_in),
        ),
        (Level.OPEN, Choice(_("Openly"), hint=_("With your name, to those whom you choose.") + " " + sign_in)),
        (
            COUNT,
            Choice(_("Just count me"), hint=_("No words: one more on a concern raised already.") + " " + sign_in),
        ),
    ]


class SignedForm(ForReaders):
    """Words that are signed, and what may be asked for with them."""

    text = Words(label=gettext_lazy("What do you want to say?"))
    readers = Ticks(label=gettext_lazy("Who can read this"), required=False)
    about_advocate = Tick(ABOUT, ONLY_THEY_READ)
    talk = forms.ChoiceField(
        label=gettext_lazy("Would you like to talk about it?"), required=False, widget=SmallCards, initial=""
    )
    ticket = OneLine(label=gettext_lazy("Ticket"), help_text=gettext_lazy("A talk needs none."))
    tidy = Tick(
        gettext_lazy("Tidy this for me"),
        gettext_lazy(
            "Rough notes are welcome, up to 20 pages. A tidied version comes back to you to approve, edit or refuse. "
            "Nothing is published."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("talk", [(talk.value, Choice(words)) for talk, words in talks()])


def talks() -> list[tuple[Talk, str]]:
    """Return when somebody can ask to talk."""
    return [
        (Talk.NO, _("No")),
        (Talk.NOW, _("Now")),
        (Talk.THIS_SPRINT, _("This sprint")),
        (Talk.NEXT_SPRINT, _("Next sprint")),
    ]


class OpenForm(ForReaders):
    """Words that are said openly, and to whom."""

    text = Words(label=gettext_lazy("What do you want to say?"))
    audience = forms.ChoiceField(label=gettext_lazy("Who may read it, with your name?"), widget=Cards)
    readers = Ticks(
        label=gettext_lazy("Who answers you"),
        help_text=gettext_lazy("The dialogue about it stays between you and them."),
        required=False,
    )
    about_advocate = Tick(ABOUT, gettext_lazy("Then only %(names)s answers you, whoever is ticked."))

    def __init__(self, *args: Any, cell: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("audience", audiences(cell))
        self.initial.setdefault("audience", Audience.ADVOCATE)
        self.fields["audience"].error_messages |= dict.fromkeys(
            ("required", "invalid_choice"), _("Choose who may read it.")
        )


def audiences(cell: str) -> list[tuple[str, Choice]]:
    """Return to whom something can be said openly, the fewest first; `cell` is the name of the author's, if any."""
    narrow = Choice(_("Only those who answer me"), hint=_("You can say it to more people later."))
    listed = [(Audience.ADVOCATE, narrow)]
    if cell:
        listed.append((Audience.CELL, Choice(_("My cell"), hint=cell)))
    listed.append((Audience.ORGANISATION, Choice(_("Everyone in the organisation"))))
    listed.append((Audience.PUBLIC, Choice(_("Everybody"), hint=_("People outside too, without signing in."))))
    return [(audience.value, choice) for audience, choice in listed]


class AudienceForm(Asking):
    """To whom an open voice is said from now on."""

    audience = forms.ChoiceField(label=gettext_lazy("Who may read it, with your name?"), widget=Cards)

    def __init__(self, *args: Any, cell: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("audience", audiences(cell))


class ReceiptForm(Asking):
    """The receipt, and nothing else."""

    receipt = forms.CharField(
        label=gettext_lazy("Your receipt"),
        help_text=gettext_lazy("Small or capital letters, with or without dashes."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code", "size": 30}),
    )


class WriteForm(Asking):
    """More words in a dialogue."""

    text = Words(label=gettext_lazy("Your words"), rows=5)
    now = Tick(
        gettext_lazy("It cannot wait until tomorrow"),
        gettext_lazy("Without this, your words reach the desk tomorrow, together with everybody else's of today."),
    )


class EndForm(Asking):
    """How an anonymous dialogue ends."""

    ending = forms.ChoiceField(label=gettext_lazy("How should it end?"), widget=Cards, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.offer("ending", endings())
        self.fields["ending"].error_messages["invalid_choice"] = _("Choose how it should end.")

    @classmethod
    def of(cls, *, is_open: bool) -> "EndForm":
        """Return the form as it is shown first; what is closed can still be forgotten or taken back."""
        form = cls(initial={"ending": Ending.CLOSE.value} if is_open else {})
        if not is_open:
            form.offer("ending", [each for each in endings() if each[0] != Ending.CLOSE])
        return form


def endings() -> list[tuple[str, Choice]]:
    """Return the ways to end an anonymous dialogue, the mildest first."""
    listed = [
        (
            Ending.CLOSE,
            Choice(
                _("Close it"),
                hint=_(
                    "You write no more. The desk learns of it tomorrow, and can answer until then. Your receipt still "
                    "shows it, and what became of it."
                ),
            ),
        ),
        (
            Ending.FORGET,
            Choice(
                _("Close it, and throw the key away"),
                hint=_("Your receipt opens nothing any more, whoever finds it. Those who could read it still can."),
            ),
        ),
        (
            Ending.WITHDRAW,
            Choice(
                _("Take everything back"),
                hint=_("What both sides wrote is destroyed for good, in old backups too. It cannot be undone."),
            ),
        ),
    ]
    return [(ending.value, choice) for ending, choice in listed]


class DraftForm(Asking):
    """What the author says about a tidied version."""

    verdict = forms.ChoiceField(
        choices=[(verdict.value, verdict.value) for verdict in Verdict], required=False, widget=forms.HiddenInput
    )
    text = Words(label=gettext_lazy("The tidied version"), rows=10, is_needed=False)


class ConsentForm(Asking):
    """What the author says about exact words."""

    consent = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[(answer.value, answer.value) for answer in ConsentState], required=False, widget=forms.HiddenInput
    )
    named = Tick(gettext_lazy("With my name"))
    instead = Words(label=gettext_lazy("Say it like this instead"), rows=4, is_needed=False)
