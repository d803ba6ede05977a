"""What check-ins ask of members: whether a line that somebody wrote about them may reach the desk."""

from collections.abc import Sequence
from hashlib import blake2b
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.checkins.actions import referring
from groundswell.checkins.queries import referrals as queries
from groundswell.checkins.queries.referrals import LineAboutMe
from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.voices.rules import Reader
from groundswell.web.words import joined

YES, NO = "yes", "no"


class Referrals:
    """Lines about the member: who wrote them, what they say, and who would read them."""

    name = "referrals"

    def asks_for(self, person: Person) -> Sequence[Ask]:
        """Return what waits for this person. One query where nothing does; five otherwise."""
        lines = queries.lines_about(person)
        readers = queries.readers_of_referrals(person) if lines else []
        return [_ask(each, readers) for each in lines]

    def answer(self, person: Person, key: str, choice: str) -> None:
        """Take an answer; raises LookupError for what waits no more, or would be read by others than the page said."""
        referral, _blank, told = key.partition(" ")
        if choice == NO:
            referring.decline_referral(person=person, referral=_uuid(referral))
        elif choice == YES and told == _mark(queries.readers_of_referrals(person)):
            referring.agree_to_referral(person=person, referral=_uuid(referral))
        else:
            raise LookupError


def _ask(line: LineAboutMe, readers: Sequence[Reader]) -> Ask:
    who = joined(queries.names_of(readers))
    return Ask(
        key=f"{line.id} {_mark(readers)}",
        question=_("%(name)s wrote a line about you. May it reach the desk?") % {"name": line.by_name},
        text=line.line,
        note=_(
            "Nobody else has read it. Yes: %(who)s read it with your name, and answer you. No: it is gone. If you say "
            "nothing, it is gone on %(day)s. %(name)s is not told what you answer."
        )
        % {"who": who, "day": date_format(line.ends_on, "j F"), "name": line.by_name},
        choices=((YES, _("Yes, let them read it")), (NO, _("No, let it be gone"))),
        minutes=1,
    )


def _mark(readers: Sequence[Reader]) -> str:
    keys = sorted(each.key.bytes for each in readers)
    return blake2b(b"".join(keys), digest_size=8).hexdigest()


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise LookupError from None
