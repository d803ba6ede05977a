"""A meeting, with the file of its transcript where there is one, and what in it was off the record."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.connectors.captions.reading import LARGEST
from groundswell.talks.transcripts.rules import Reach, Span, clock_time, heard_languages, typed_spans
from groundswell.web.forms import Cards, Choice

_MOST_TIMES = 5
type Named = Sequence[tuple[str, str]]


LANGUAGES = {
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "it": _("Italian"),
    "nl": _("Dutch"),
    "pt": _("Portuguese"),
}


def _languages() -> str:
    return ", ".join(str(LANGUAGES[code]) for code in heard_languages())


_OFF_HELP = format_lazy(
    _(
        "From when until when, one a line: 12:30 - 15:00. It is left out before anything is stored. Whether somebody "
        "says so is looked for in these languages alone: {languages}."
    ),
    languages=lazy(_languages, str)(),
)


def reaches() -> list[tuple[str, Choice]]:
    """Return who can be let read what speakers share."""
    return [
        (Reach.SPEAKERS, Choice(gettext("Those who spoke in it"), hint=gettext("and you"))),
        (Reach.ORGANISATION, Choice(gettext("Everyone in the organisation"))),
    ]


class BringForm(forms.Form):
    """What came in."""

    title = forms.CharField(
        label=_("Which meeting it was"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    held_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}))
    series = forms.ChoiceField(
        label=_("It follows"),
        help_text=_("Its action items are carried over, and the same people read it."),
        required=False,
    )
    reach = forms.ChoiceField(
        label=_("Who reads what speakers share"),
        help_text=_("Speakers are told, and it is never changed afterwards."),
        choices=reaches,
        widget=Cards,
        required=False,
    )
    meetup = forms.ChoiceField(
        label=_("Which meetup it was"),
        help_text=_("Its page then leads here, for those who may open it."),
        required=False,
    )
    file = forms.FileField(
        label=_("The transcript"),
        help_text=_("WebVTT or SubRip, 12 MB at most. Without one, a meeting still has action items."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
    )
    off_the_record = forms.CharField(
        label=_("Off the record"),
        help_text=_OFF_HELP,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    nothing_else = forms.BooleanField(
        label=_("Nothing else was off the record, although somebody says so"), required=False
    )

    def __init__(self, series: Named, meetups: Named, *data: Any) -> None:  # noqa: ANN401 - as Django's form
        super().__init__(*data)
        self.fields["meetup"].choices = [("", _("none of them")), *meetups]  # type: ignore[attr-defined]
        self.fields["series"].choices = [("", _("nothing: it is the first of its kind")), *series]  # type: ignore[attr-defined]
        self.spans: list[Span] = []

    def clean_off_the_record(self) -> str:
        """Keep the spans; one that is none is said with its line."""
        typed: str = self.cleaned_data["off_the_record"]
        spans = typed_spans(typed)
        if isinstance(spans, int):
            raise forms.ValidationError(
                gettext("Line %(line)d is not from when until when. Write it like this: 12:30 - 15:00.")
                % {"line": spans}
            )
        self.spans = spans
        return typed

    def clean(self) -> None:
        """Refuse a file by its size before anything of it is read; ask who reads what is shared."""
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile) and (file.size or 0) > LARGEST:
            self.add_error("file", gettext("The file is larger than 12 MB: is it a transcript? Nothing was imported."))
        if not self.cleaned_data.get("series") and not self.cleaned_data.get("reach"):
            self.add_error("reach", gettext("Choose who reads what speakers share."))

    def ask_about(self, times: Sequence[int]) -> None:
        """Ask a person to decide about what somebody calls off the record."""
        said = ", ".join(clock_time(time) for time in times[:_MOST_TIMES])
        more = " …" if len(times) > _MOST_TIMES else ""
        self.add_error(
            "off_the_record",
            gettext(
                "Somebody says that something is off the record: at %(times)s. Say from when until when, or tick below."
            )
            % {"times": said + more},
        )

    def content(self) -> bytes | None:
        """Return what the file holds, or None where there is none."""
        file = self.cleaned_data.get("file")
        return file.read() if isinstance(file, UploadedFile) else None
