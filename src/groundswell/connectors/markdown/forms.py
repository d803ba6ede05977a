"""What is brought in: pasted words or files, of which kind and day, and who could read them."""

import json
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from groundswell.connectors.markdown.reading import LARGEST, LONGEST_TITLE, Document
from groundswell.people.models import Cell
from groundswell.people.rules import Audience
from groundswell.register.rules.items import SourceKind
from groundswell.web.forms import SmallCards

MOST_FILES = 20


class Files(forms.ClearableFileInput):
    """Takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files, or none."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401 - as Django's own
        """Return the files."""
        given = data if isinstance(data, list | tuple) else [data]
        return [cast("UploadedFile[Any]", super(FilesField, self).clean(each, initial)) for each in given if each]


class BringForm(forms.Form):
    """Pasted words and files; what was looked at comes back in `kept`, as a browser sends no file twice."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (SourceKind.RETROSPECTIVE.value, _("a retrospective")),
            (SourceKind.SPRINT_UPDATE.value, _("an end-of-sprint update")),
        ],
        initial=SourceKind.RETROSPECTIVE.value,
        widget=SmallCards,
        error_messages={"required": _("Say what it is."), "invalid_choice": _("Say what it is.")},
    )
    text = forms.CharField(
        label=_("Paste it here"),
        help_text=_("As it is. A heading, or a name in bold with a colon, begins what the next one says."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    documents = FilesField(
        label=_("Or choose Markdown files"),
        help_text=_("Up to 20, 256 KB each."),
        required=False,
        allow_empty_file=True,
        widget=Files(attrs={"accept": ".md,.markdown,.txt,text/markdown,text/plain"}),
    )
    day = forms.DateField(
        label=_("Of which day"),
        help_text=_("Counts where the text or the file's name does not say it."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("A day looks like 2026-09-18.")},
    )
    title = forms.CharField(
        label=_("What it is called"),
        help_text=_("Counts where it has no heading of its own."),
        required=False,
        max_length=LONGEST_TITLE,
    )
    reach = forms.ChoiceField(
        label=_("Who could read it there?"),
        help_text=_("Nobody else reads its words here."),
        error_messages={"required": _("Say who could read it."), "invalid_choice": _("Say who could read it.")},
    )
    kept = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["reach"].choices = reaches()  # type: ignore[attr-defined]  # a choice field

    def clean_kept(self) -> list[tuple[str, str]]:
        """Return the names and words of the files that were looked at."""
        try:
            return [(str(name), str(text)) for name, text in json.loads(self.cleaned_data["kept"] or "[]")]
        except (ValueError, TypeError):
            return []

    def clean(self) -> None:
        """Ask for something to bring in, and not for too much."""
        files = self.cleaned_data.get("documents") or []
        if len(files) > MOST_FILES:
            self.add_error(
                "documents", _("These are more than 20 files. Choose fewer, or bring them in on the server.")
            )
        elif not files and not self.cleaned_data.get("kept") and not self.cleaned_data.get("text"):
            self.add_error("text", _("Paste something, or choose a file."))

    def given(self) -> list[Document]:
        """Return what was pasted and what was chosen, each to be read."""
        given = self.cleaned_data
        told = {name: given[name] for name in ("reach", "title", "day")} | {"kind": SourceKind(given["kind"])}
        named = [(name, text.encode()) for name, text in given.get("kept", ())]
        named = [(each.name or "", each.read(LARGEST + 1)) for each in given["documents"]] or named
        pasted = [("", given["text"].encode("utf-8", "replace"))] if given["text"] else []
        return [Document(content, name=name, **told) for name, content in (*pasted, *named)]


def reaches() -> list[tuple[str, str]]:
    """Return who could read something where it was written, the fewest first."""
    cells = [(f"cell:{cell.id}", cell.name) for cell in Cell.objects.filter(ended_on=None)]
    return [
        ("", str(_("choose"))),
        *cells,
        (Audience.ORGANISATION.value, str(_("everyone in the organisation"))),
        (Audience.PUBLIC.value, str(_("everybody, also outside"))),
    ]
