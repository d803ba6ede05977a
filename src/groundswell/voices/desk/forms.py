"""What a reader types at the desk."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.kit import clock
from groundswell.kit.seal.passphrase import BadRecoveryKey, RecoveryKey, parse_recovery_key
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.voices.desk import rules
from groundswell.voices.desk.rules import PassphraseFault
from groundswell.voices.models import HandOver
from groundswell.web.forms import Cards, Choice

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a name that only the types of Django have

type Text = str | _StrPromise

FAULTS: Mapping[PassphraseFault, Text] = {
    PassphraseFault.SHORT: _(
        "Use at least 12 characters. Four or five words that do not belong together are easy to keep."
    ),
    PassphraseFault.LONG: _("Use at most 500 characters."),
    PassphraseFault.DIFFERENT: _("The two are not the same. Type the passphrase once more."),
    PassphraseFault.COMMON: _(
        "This one stands in every list that somebody who guesses would try first. Take words of your own."
    ),
    PassphraseFault.MONOTONE: _("This one repeats itself, so it is guessed quickly. Take several different words."),
    PassphraseFault.NAMED: _(
        "This is little more than a name that everybody here knows. Add words that nobody would expect."
    ),
}


class PassphraseField(forms.CharField):
    """A passphrase: kept as typed, never shown again, never filled in by a browser."""

    def __init__(self, *, label: Text | None, help_text: Text = "", autocomplete: str = "off") -> None:
        widget = forms.PasswordInput(
            attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"}
        )
        super().__init__(
            label=label,
            help_text=help_text,
            widget=widget,
            strip=False,
            error_messages={"required": _("Type the passphrase.")},
        )


class UnlockForm(forms.Form):
    """The passphrase that opens a desk."""

    passphrase = PassphraseField(label=_("Desk passphrase"))


class NewPassphraseForm(forms.Form):
    """A passphrase somebody chooses, typed twice."""

    new_passphrase = PassphraseField(
        label=_("New desk passphrase"),
        help_text=_(
            "At least 12 characters; any characters will do. Several words that do not belong together are best."
        ),
        autocomplete="new-password",
    )
    repeated = PassphraseField(label=_("The same passphrase again"), autocomplete="new-password")

    def __init__(self, data: QueryDict | None = None, *, reader: Person, auto_id: str = "id_%s") -> None:
        super().__init__(data, auto_id=auto_id)
        self.reader = reader

    def clean(self) -> dict[str, object] | None:
        """Refuse what is guessed quickly, with a sentence that says why."""
        cleaned = super().clean()
        words, repeated = self.cleaned_data.get("new_passphrase"), self.cleaned_data.get("repeated")
        if words is None or repeated is None:
            return cleaned
        fault = rules.passphrase_fault(words, repeated, names=_names_around(self.reader), common=common_passwords())
        if fault is not None:
            self.add_error("repeated" if fault is PassphraseFault.DIFFERENT else "new_passphrase", FAULTS[fault])
        return cleaned


class ChangePassphraseForm(NewPassphraseForm):
    """The passphrase of now, and the next one."""

    passphrase = PassphraseField(label=_("Desk passphrase of now"))
    field_order = ("passphrase", "new_passphrase", "repeated")


class RecoveryField(forms.CharField):
    """A recovery key as somebody copies it from paper."""

    def __init__(self, *, label: Text | None, help_text: Text = "") -> None:
        widget = forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        )
        super().__init__(
            label=label,
            help_text=help_text,
            widget=widget,
            error_messages={"required": _("Type or paste the recovery key: 27 letters and digits.")},
        )

    def clean(self, value: object) -> RecoveryKey:
        """Return the recovery key; a sentence says what is wrong with it otherwise."""
        written = super().clean(value)
        try:
            return parse_recovery_key(written)
        except BadRecoveryKey as bad:
            raise forms.ValidationError(_(bad.template) % bad.values) from None


class RecoverForm(NewPassphraseForm):
    """The printed recovery key, and the passphrase that takes over."""

    recovery = RecoveryField(label=_("Recovery key"), help_text=_("Small letters, blanks and dashes do not matter."))
    field_order = ("recovery", "new_passphrase", "repeated")


class KeepRecoveryForm(forms.Form):
    """One group of the recovery key, typed from paper; the whole key comes back with the page that showed it."""

    recovery = forms.CharField(widget=forms.HiddenInput, max_length=100)
    group = forms.CharField(
        label=_("Third group of your recovery key"),
        help_text=_("Four letters or digits, from your paper."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code short"}),
        error_messages={"required": _("Type the third group: four letters or digits.")},
    )


class WordsForm(forms.Form):
    """An answer, or a tidied version."""

    text = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"required": _("Write something first.")},
    )


class PromiseForm(forms.Form):
    """What is promised, to whom, by which day."""

    to = forms.CharField(label=_("To whom"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    what = forms.CharField(label=_("What"), max_length=1000, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    by = forms.DateField(
        label=_("By which day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Give the day as year, month and day: 2026-12-24.")},
    )

    def clean_by(self) -> date:
        """Refuse a day that cannot be meant."""
        day: date = self.cleaned_data["by"]
        if abs((day - clock.today()).days) > 3660:  # noqa: PLR2004 - ten years
            raise forms.ValidationError(_("That day is more than ten years away. Is the year right?"))
        return day


class LeavingForm(forms.Form):
    """A line for oneself on a conversation with somebody who thinks of leaving."""

    note = forms.CharField(
        label=_("A line for yourself"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class HandOverForm(forms.Form):
    """To whom, and for how long."""

    kind = forms.ChoiceField(label=_("What for"), widget=Cards, initial=HandOver.Kind.FOR_GOOD)
    successor = forms.ChoiceField(label=_("To whom"), widget=Cards)
    from_on = forms.DateField(
        label=_("From which day on"),
        help_text=_("Authors are asked and everybody is told at once; nothing moves before. Empty: from each yes on."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
        error_messages={"invalid": _("Type a day like 2026-12-24.")},
    )

    def __init__(self, data: QueryDict | None = None, *, successors: Sequence[Person]) -> None:
        super().__init__(data)
        self.people = {str(each.pk): each for each in successors}
        self._field("successor").choices = [(key, each.name) for key, each in self.people.items()]
        self._field("kind").choices = [
            (
                HandOver.Kind.FOR_GOOD.value,
                Choice(
                    gettext("For good: I am leaving this desk"),
                    gettext(
                        "In the end your keys are destroyed. "
                        "What does not move is closed, unless somebody else reads it too."
                    ),
                ),
            ),
            (
                HandOver.Kind.DEPUTY.value,
                Choice(
                    gettext("A deputy reads beside me"),
                    gettext("You keep reading everything. You can end it at any time."),
                ),
            ),
        ]

    def _field(self, name: str) -> forms.ChoiceField:
        found = self.fields[name]
        assert isinstance(found, forms.ChoiceField)  # noqa: S101 - declared above
        return found


@cache
def common_passwords() -> frozenset[str]:
    """Return the passwords that Django knows to be common."""
    return frozenset(CommonPasswordValidator().passwords)


def _names_around(reader: Person) -> list[str]:
    organisation = people.organisation().name
    return [reader.name, *reader.name.split(), reader.email, reader.email.split("@")[0], organisation, "groundswell"]
