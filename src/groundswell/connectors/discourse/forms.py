"""A file of a topic, and where people read it."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST_BYTES = 5 * 1024 * 1024


class BringForm(forms.Form):
    """The file, or its text when it has been looked at: a browser sends no file twice."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A topic that Discourse wrote as JSON, 5 MB at most."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    address = forms.URLField(
        label=_("Where people read the topic"),
        help_text=_("Discourse does not write it into the file. Leave it empty where nobody needs the way back."),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("An address looks like https://forum.example.org/t/1128.")},
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_address(self) -> str:
        """Return an address that a browser may be led to."""
        address: str = self.cleaned_data["address"]
        if address and not address.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["address"].error_messages["invalid"])
        return address

    def clean(self) -> None:
        """Ask for a file where none has been looked at, and for a smaller one."""
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile) and (file.size or 0) > LARGEST_BYTES:
            self.add_error(
                "file", _("The file is larger than 5 MB. Import it on the server: groundswell import thread.")
            )
        elif file is None and not self.cleaned_data.get("text"):
            self.add_error("file", _("Choose the file of a topic."))

    def content(self) -> bytes:
        """Return what the file holds, or what it held when it was looked at."""
        file = self.cleaned_data.get("file")
        return file.read() if isinstance(file, UploadedFile) else str(self.cleaned_data["text"]).encode()
