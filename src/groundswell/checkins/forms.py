"""What somebody answers: one number; everything else is offered, and nothing of it needed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.checkins import refusals
from groundswell.checkins.models import Period
from groundswell.checkins.rules import answers
from groundswell.checkins.rules.answers import RatingFault, Said
from groundswell.checkins.rules.items import Item
from groundswell.checkins.rules.periods import Word
from groundswell.voices import refusals as refusals_of_voices
from groundswell.voices import rules as voices
from groundswell.voices.rules import Level


class Taken(forms.CharField):
    """A field that takes whatever comes; the rules say what it means."""

    def __init__(self, *, label: Any = "") -> None:  # noqa: ANN401 - a sentence that is translated later
        super().__init__(label=label, required=False, strip=False)
        self.validators = []


class BallotForm(forms.Form):
    """The one question, the cause below 5, the rotating item, and words to carry."""

    use_required_attribute = False
    rating = Taken(label=gettext_lazy("How was this sprint for you?"))
    cause = Taken(label=gettext_lazy("What is it mostly?"))
    choice = Taken()
    text = Taken(label=gettext_lazy("Anything you want me to carry?"))
    level = Taken(label=gettext_lazy("How do you want to say it?"))

    def __init__(self, *args: Any, period: Period, item: Item | None, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.period, self.item = period, item
        self.initial.setdefault("level", Level.ANONYMOUS.value)

    def clean_rating(self) -> int:
        """Return the rating."""
        low, high = self.period.scale_low, self.period.scale_high
        rating = answers.rating_of(self.cleaned_data["rating"], low, high)
        if isinstance(rating, RatingFault):
            raise forms.ValidationError(refusals.of_rating(rating, low, high).sentence)
        return rating

    def clean_text(self) -> str:
        """Return the words, or nothing where there are none."""
        words = voices.plain(self.cleaned_data["text"])
        fault = voices.words_fault(words) if words.strip() else None
        if fault is not None:
            raise forms.ValidationError(refusals_of_voices.of_words(fault, words).sentence)
        return words if words.strip() else ""

    def clean_level(self) -> str:
        """Return how the words are said: anonymously, unless a way was chosen for which one signs in."""
        level: str = self.cleaned_data["level"]
        return level if level in {Level.SIGNED, Level.OPEN} else Level.ANONYMOUS.value

    @property
    def said(self) -> Said:
        """What is sealed."""
        sent, period = self.cleaned_data, self.period
        choice = answers.choice_of(self.item, sent["choice"])
        cause = answers.cause_of(sent["rating"], sent["cause"])
        item = str(self.item) if self.item else ""
        return Said(sent["rating"], period.scale_low, period.scale_high, cause, item, choice)

    @property
    def ratings(self) -> list[tuple[str, bool, bool]]:
        """Each number, whether it asks for the cause, and whether it is chosen."""
        chosen = (self["rating"].value() or "").strip()
        numbers = range(self.period.scale_low, self.period.scale_high + 1)
        return [(str(number), answers.asks_cause(number), str(number) == chosen) for number in numbers]

    @property
    def causes(self) -> list[tuple[str, str, bool]]:
        """Each cause that can be said, its words, and whether it is chosen."""
        chosen = self["cause"].value()
        words = [
            (Word.PROCESS.value, _("mostly how we work")),
            (Word.PERSONAL.value, _("mostly personal")),
            (Word.BOTH.value, _("both")),
            (answers.RATHER_NOT, _("rather not say")),
        ]
        return [(value, said, value == chosen) for value, said in words]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Each option of the item, its words, and whether it is chosen."""
        chosen = self["choice"].value()
        options = self.item.options if self.item else ()
        return [(str(value), words, str(value) == chosen) for value, words in options]

    @property
    def levels(self) -> list[tuple[str, str, bool]]:
        """Each way to say words, in words, and whether it is chosen."""
        chosen = self["level"].value()
        words = [
            (Level.ANONYMOUS.value, _("Anonymously: a receipt opens the answer")),
            (Level.SIGNED.value, _("Signed: you sign in next")),
            (Level.OPEN.value, _("Openly: you sign in next, and choose to whom")),
        ]
        return [(value, said, value == chosen) for value, said in words]
