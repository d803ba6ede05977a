"""Forms of events."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.teaching.models import Event
from groundswell.teaching.queries.events import closes_in_zone
from groundswell.web.forms import Chosen, Day, Line


class EventForm(Chosen):
    """What an event is, and when its call closes."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = Line(_("Name"))
    starts_on = Day(_("First day"))
    ends_on = Day(_("Last day"), _("Empty: it lasts one day."))
    place = Line(_("Place"))
    is_online = forms.BooleanField(label=_("One can take part from afar"), required=False)
    address = Line(_("Its page"), _("An address that begins with https://"))
    call_address = Line(_("Page of its call for papers"), _("An address that begins with https://"))
    closes_on = Day(_("The call closes on"))
    closes_time = forms.TimeField(
        label=_("at"),
        help_text=_("Empty: with the last minute of that day."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as 23:59.")},
    )
    zone = Line(_("in the time zone"), _("AoE (anywhere on earth), UTC+2, or Europe/Berlin."))


def event_of(event: Event) -> dict[str, object]:
    """Return an event as its form begins with it: the deadline in the zone in which it was written."""
    closes = closes_in_zone(event)
    return {
        "revision": event.revision,
        "name": event.name,
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
        "place": event.place,
        "is_online": event.is_online,
        "address": event.address,
        "call_address": event.call_address,
        "closes_on": closes.date() if closes else None,
        "closes_time": closes.time() if closes else None,
        "zone": event.zone,
    }
