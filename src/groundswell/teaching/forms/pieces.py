"""Forms of pieces."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register.queries.openly import Openly
from groundswell.teaching import sentences
from groundswell.teaching.actions.pieces import SOUND_TYPES
from groundswell.teaching.forms.fields import a_count, a_number, one_of
from groundswell.teaching.models import Event, Piece
from groundswell.teaching.origins import Source
from groundswell.teaching.queries.quoting import Saying
from groundswell.teaching.rules.pieces import Kind, Origin
from groundswell.web.forms import Chosen, Day, Line, SmallCards, Text, TickCards

_MINUTE = 60


class PieceForm(Chosen):
    """What a piece is. Fields of one kind are left alone for the others."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(each.value, sentences.KIND[each]) for each in Kind],
        widget=SmallCards,
        error_messages={"required": _("Choose what it is.")},
    )
    title = Line(_("Title"))
    for_whom = Line(_("For whom"), _("Say: developers who set up their own server."))
    aim = Line(_("What it is to bring about"))
    words = Text(_("Its words"), _("Markdown. Write only what everybody here may read."), rows=14)
    link = Line(_("Where it is, or will be"), _("An address that begins with https://"))
    source = one_of(_("What it comes from"), _("Nothing private is offered here."))
    served = one_of(_("The concern that it serves"))
    added = Text(_("Steps that are added"), _("One a line."), rows=3)
    removed = Text(_("Steps that are removed"), _("One a line."), rows=3)
    event = forms.ModelChoiceField(
        label=_("Event"), queryset=Event.objects.none(), required=False, empty_label=_("none")
    )
    owner = forms.ModelChoiceField(
        label=_("Who makes it"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet")
    )
    hours = a_number(_("Hours that it takes"))
    cost = a_number(_("What it costs"))
    currency = Line(_("Currency"), _("Three letters: EUR, USD."))
    sound = Line(_("Where its sound is"), _("An address that begins with https://"))
    sound_type = one_of(_("Type of the sound"))
    sound_bytes = a_count(_("Bytes of the sound"))
    sound_minutes = a_count(_("Minutes that it lasts"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as Django's
        sources: Sequence[Source],
        concerns: Sequence[Openly],
        day: date,
        **kwargs: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        told = [(each.key, f"{sentences.ORIGIN[each.origin]}: {each.title}") for each in sources]
        self.let_choose("source", [("", sentences.ORIGIN[Origin.NONE]), *told])
        self.let_choose("served", [("", _("none")), *((each.id, each.heading) for each in concerns)])
        self.let_choose("sound_type", [("", _("none")), *((each, each) for each in SOUND_TYPES)])
        self.let_choose_rows(owner=people.active_people(), event=Event.objects.filter(ends_on__gte=day))


class ScheduleForm(Chosen):
    """The day on which a piece comes out."""

    scheduled_on = Day(_("On which day it comes out"))


class PublishForm(Chosen):
    """Who reads a piece once it is out."""

    readers = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[
            (Audience.ORGANISATION.value, _("everyone in the organisation")),
            (Audience.PUBLIC.value, _("everybody, also outside the organisation")),
        ],
        widget=SmallCards,
        error_messages={"required": _("Choose who reads it.")},
    )
    kept = Line(_("Why these details may stay"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.marks: Sequence[object] = ()


class LookForm(Chosen):
    """A second look."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    kept = Line(_("Why these details may stay"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self.marks: Sequence[object] = ()


class RevisitForm(Chosen):
    """What became of a piece."""

    outcome = Text(_("What became of it"), _("Did those for whom it is do what it was to bring about?"))


class ReachForm(Chosen):
    """How many a piece reached."""

    count = a_count(_("How many"))
    day = Day(_("Until which day"))
    source = Line(_("Who counted"), _("Say: the statistics of our site."))


class QuotesForm(Chosen):
    """Which quotes a piece holds."""

    quotes = forms.MultipleChoiceField(
        label=_("Quotes that their speakers gave to everybody"),
        required=False,
        widget=TickCards,
        error_messages={
            "invalid_choice": _("This quote was taken back meanwhile. Choose among those that are offered.")
        },
    )

    def __init__(self, *args: Any, offered: Sequence[Saying], **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        field = self.fields["quotes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = [(str(each.id), each.words) for each in offered]


def piece_of(piece: Piece) -> dict[str, object]:
    """Return a piece as its form begins with it."""
    steps = list(piece.steps.all())
    return {
        "revision": piece.revision,
        "kind": piece.kind,
        "title": piece.title,
        "for_whom": piece.for_whom,
        "aim": piece.aim,
        "words": piece.words,
        "link": piece.link,
        "source": f"{piece.origin}:{piece.origin_id}" if piece.origin else "",
        "served": piece.served or "",
        "added": "\n".join(each.words for each in steps if not each.is_removed),
        "removed": "\n".join(each.words for each in steps if each.is_removed),
        "event": piece.event_id,
        "owner": piece.owner_id,
        "hours": f"{piece.minutes / _MINUTE:g}" if piece.minutes else "",
        "cost": piece.cost,
        "currency": piece.currency,
        "sound": piece.sound,
        "sound_type": piece.sound_type,
        "sound_bytes": piece.sound_bytes or "",
        "sound_minutes": piece.sound_seconds // _MINUTE or "",
    }
