"""What a worker does: whoever follows a call for papers is reminded 14, 7 and 1 days before it closes."""

import logging

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit import clock, mail
from groundswell.people.models import Person
from groundswell.teaching.models import Event, Reminder
from groundswell.teaching.queries import events as queries
from groundswell.teaching.queries.events import Due
from groundswell.teaching.rules.deadlines import days_left

logger = logging.getLogger(__name__)


def remind() -> int:
    """Send the reminders that are due; return how many. A sweep: each is noted before it is sent, so none goes twice.

    Where the mail server does not answer nothing is noted, and the next sweep tries again.
    """
    due = queries.reminders_due()
    if not due:
        return 0
    try:
        connection = mail.greet()
    except OSError as failure:
        logger.warning("The mail server takes no reminder (%s); it is tried again.", type(failure).__name__)
        return 0
    try:
        return sum(_send(each, connection) for each in due)
    finally:
        connection.close()


def _send(due: Due, connection: BaseEmailBackend) -> int:
    event = due.event
    noted, is_new = Reminder.objects.get_or_create(event=event, days=due.days, closes_at=due.closes_at)
    if not is_new:
        return 0
    letters = [_letter(person, event) for person in queries.followers_of(event)]
    try:
        connection.send_messages(letters)
    except OSError as failure:
        logger.warning("A reminder was not taken (%s); it is tried again.", type(failure).__name__)
        noted.delete()
        return 0
    return 1


def _letter(person: Person, event: Event) -> mail.Letter:
    closes = queries.closes_in_zone(event) or clock.now()
    days = max(days_left(clock.now(), closes), 0)
    left = ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days} if days else _("within a day")
    told = {
        "name": event.name,
        "left": left,
        "closes": f"{closes:%Y-%m-%d %H:%M} {event.zone}",
        "where": event.call_address or event.address,
        "page": f"{settings.BASE_URL}{reverse('teaching:event', args=[event.id])}",
    }
    text = _("The call for papers of %(name)s closes %(left)s: %(closes)s.\n\n%(where)s\n\n%(page)s\n") % told
    return mail.Letter(subject=_("A call for papers closes"), text=text, to=person.email, sent_at=clock.now())
