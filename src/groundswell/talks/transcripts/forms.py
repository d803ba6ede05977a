"""Who spoke, and what speakers say about their words."""

from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.talks.transcripts.queries import Room
from groundswell.talks.transcripts.rules import Consent
from groundswell.web.forms import Cards, Choice


class PersonField(forms.CharField):
    """Somebody of the organisation, by name or address; of several with one name, the address tells."""

    def __init__(self, *, stays: Person | None = None, **more: object) -> None:
        """`stays`: who it is as long as nobody changes what stands there, also once they have left."""
        super().__init__(max_length=254, required=False, **more)  # type: ignore[arg-type]  # as Django's field
        self.stays = stays
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value: object) -> Person | None:
        """Return the person; nothing typed is nobody."""
        typed = " ".join(str(super().clean(value)).split())
        if not typed:
            return None
        if self.stays is not None and typed.lower() == self.stays.email.lower():
            return self.stays
        which = {"email": typed.lower()} if "@" in typed else {"name__iexact": typed}
        found = list(self.among().filter(**which)[:2])
        if len(found) > 1:
            raise forms.ValidationError(_("Several people have this name. Type the address of the one you mean."))
        if not found:
            raise forms.ValidationError(self.unknown())
        return found[0]

    def among(self) -> QuerySet[Person]:
        """Return who can be meant."""
        return people.active_people()

    def unknown(self) -> str:
        """Return what is said where nobody is."""
        return gettext("Nobody here has this name or address. Leave it empty for somebody else.")


class AnybodyField(PersonField):
    """Somebody who is here, or was: who has left is asked for too."""

    def among(self) -> QuerySet[Person]:
        """Return everybody who was ever here."""
        return Person.objects.all()

    def unknown(self) -> str:
        """Return what is said where nobody is."""
        return gettext("Nobody has this name or address, nor had it. Look for a slip of the keys.")


class WhoForm(forms.Form):
    """Who each named speaker is. What the page suggests is typed by a person, or stays out."""

    def __init__(self, room: Room, hints: dict[UUID, str], names: dict[UUID, Person], *data: object) -> None:
        super().__init__(*data)  # type: ignore[arg-type]  # as Django's form
        self.speakers = {f"s-{speaker.id}": speaker for speaker in room.speakers}
        for field, speaker in self.speakers.items():
            if not speaker.name:
                # Lines of several people may lie there: they are never anybody's to read.
                self.fields[f"n-{speaker.id}"] = forms.BooleanField(
                    label=gettext("Lines that name nobody are nobody’s voice: music, noise, a title"),
                    help_text=gettext("Until you say so, they hide a recording."),
                    required=False,
                    initial=speaker.is_nobody,
                )
                continue
            known = names.get(speaker.person) if speaker.person else None
            self.fields[field] = PersonField(
                label=speaker.name,
                help_text=hints.get(speaker.id, ""),
                initial=known.email if known else "",
                stays=known,
            )

    def who(self) -> dict[UUID, Person | None]:
        """Return who each is."""
        return {speaker.id: self.cleaned_data.get(field) for field, speaker in self.speakers.items()}

    def nobody(self) -> set[UUID]:
        """Return which are nobody's voice."""
        return {speaker.id for speaker in self.speakers.values() if self.cleaned_data.get(f"n-{speaker.id}")}


class TakeOutForm(forms.Form):
    """Whose name is emptied."""

    person = AnybodyField(
        label=_("Who asks for it"), help_text=_("A name or an address, also of somebody who has left.")
    )


class SomebodyForm(forms.Form):
    """One more who spoke."""

    person = PersonField(label=_("Who else spoke"))


def words_choices() -> list[tuple[str, Choice]]:
    """Return what a speaker can say about their words."""
    return [
        (Consent.SHARED, Choice(gettext("Yes, they may be read"))),
        (
            Consent.ALONE,
            Choice(gettext("Show them to me first"), hint=gettext("Nobody else reads them until you say yes.")),
        ),
        (Consent.REFUSED, Choice(gettext("No"), hint=gettext("This takes a yes back, too."))),
    ]


def recording_choices() -> list[tuple[str, Choice]]:
    """Return what a speaker can say about the recording."""
    return [
        (Consent.SHARED, Choice(gettext("Yes, it may be shown"))),
        (Consent.REFUSED, Choice(gettext("No"), hint=gettext("Then nobody is shown it."))),
    ]


class OwnWordsForm(forms.Form):
    """What a speaker says about their words, and about the recording. Nothing is chosen beforehand."""

    words = forms.ChoiceField(
        label=_("May others read what you said?"), choices=words_choices, widget=Cards, required=False
    )
    recording = forms.ChoiceField(
        label=_("May the recording be shown?"), choices=recording_choices, widget=Cards, required=False
    )

    def __init__(self, room: Room, *data: object) -> None:
        super().__init__(*data)  # type: ignore[arg-type]  # as Django's form
        if all(speaker.words == Consent.NOT_ASKED for speaker in room.me):
            del self.fields["words"]
        if all(speaker.recording == Consent.NOT_ASKED for speaker in room.me):
            del self.fields["recording"]
