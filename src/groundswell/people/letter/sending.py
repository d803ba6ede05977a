"""Send the letter of the week once to everyone, whoever stops in the middle.

A worker holds the letter for two minutes at a time. Before each mail it notes in one statement that this person's
letter has begun, and only the worker whose statement found the note where it left it goes on: so two workers never
send the same letter twice, and one that is killed between the note and the mail costs one person one letter, never
two to anybody. The note is the id of the last person in the order of ids, which are random: it tells who has been
reached and nothing about anybody.
"""

import logging
from datetime import date, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone

from groundswell.kit import clock, mail
from groundswell.people import queries
from groundswell.people.letter import composing, rules
from groundswell.people.models import Letter, Person
from groundswell.people.ports import announcements

HELD = timedelta(minutes=2)
logger = logging.getLogger(__name__)


def send_due_letter() -> int:
    """Send what is due of the weekly letter; return how many mails went out. A sweep: call it as often as wanted."""
    letter = _due()
    if letter is None or not _hold(letter):
        return 0
    return _Round(letter).send()


def _due() -> Letter | None:
    """Return the letter to be sent or finished now, or None."""
    organisation = queries.organisation()
    last = Letter.objects.order_by("-day").first()
    if not queries.is_founded() or (last is not None and not last.is_complete):
        return last
    now = timezone.localtime(clock.now())
    day = rules.newest_hour(now, organisation.letter_weekday, organisation.letter_hour)
    if last is None:
        # A new installation does not begin with the letter of a week in which it was not there.
        Letter.objects.get_or_create(day=day, defaults={"is_complete": True})
        return None
    if not rules.is_due(day, last.day, last.complete_on):
        return None
    return Letter.objects.get_or_create(day=day)[0]


def _hold(letter: Letter) -> bool:
    free = Q(held_until=None) | Q(held_until__lt=clock.now())
    until = clock.now() + HELD
    taken = Letter.objects.filter(free, day=letter.day, is_complete=False).update(held_until=until)
    letter.refresh_from_db()
    return bool(taken)


class _Round:
    """One worker's work on one letter."""

    def __init__(self, letter: Letter) -> None:
        self.day: date = letter.day
        self.reached: UUID | None = letter.reached
        self.held_until: datetime | None = letter.held_until
        self.sent = 0
        earlier = Letter.objects.filter(day__lt=letter.day).order_by("-day").first()
        self.since: date | None = None if earlier is None else earlier.day

    def send(self) -> int:
        """Send to one person after the other until everyone is reached, or the mail server stops answering."""
        try:
            with mailers.default as connection:
                while (person := self._next()) is not None:
                    before = self.reached
                    if not self._note(person.id):
                        return self.sent
                    if not self._reach(person, connection, before):
                        return self.sent
        except OSError as failure:
            self._give_up(failure)
            return self.sent
        self._complete()
        return self.sent

    def _next(self) -> Person | None:
        people = queries.active_people().order_by("id")
        return (people if self.reached is None else people.filter(id__gt=self.reached)).first()

    def _note(self, reached: UUID | None) -> bool:
        """Move the note, if it still stands where this worker left it, and hold the letter on."""
        until = clock.now() + HELD
        mine = Letter.objects.filter(day=self.day, reached=self.reached, held_until=self.held_until)
        if not mine.update(reached=reached, held_until=until):
            return False
        self.reached, self.held_until = reached, until
        return True

    def _reach(self, person: Person, connection: BaseEmailBackend, before: UUID | None) -> bool:
        try:
            connection.send_messages([self._letter_to(person)])
            self.sent += 1
        except (SMTPRecipientsRefused, mail.TooLong) as refusal:
            # One address that takes no mail must not keep the letter from everybody after it.
            logger.warning("One letter could not be delivered: %s", type(refusal).__name__)
        except OSError as failure:
            self._note(before)
            self._give_up(failure)
            return False
        return True

    def _letter_to(self, person: Person) -> mail.Letter:
        hour = time(queries.organisation().letter_hour)
        return mail.Letter(
            subject=composing.SUBJECT,
            text=composing.text_for(person, self.since, self.day),
            to=person.email,
            sent_at=datetime.combine(self.day, hour, tzinfo=timezone.get_default_timezone()),
        )

    def _give_up(self, failure: OSError) -> None:
        logger.warning(
            "The mail server does not take the weekly letter (%s); it is tried again.", type(failure).__name__
        )
        Letter.objects.filter(day=self.day, held_until=self.held_until).update(held_until=None)

    def _complete(self) -> None:
        today = clock.today()
        for announcement in announcements:
            announcement.announced(self.day, went_out=today)
        mine = Letter.objects.filter(day=self.day, held_until=self.held_until)
        mine.update(is_complete=True, complete_on=today, held_until=None)
