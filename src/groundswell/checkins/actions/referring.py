"""Somebody writes a line about another person, who reads it first; only a yes reaches the desk."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.checkins import closed, policy, refusals
from groundswell.checkins.models import Referral, ReferralMark
from groundswell.checkins.queries import referrals as queries
from groundswell.checkins.queries.referrals import LineAboutMe
from groundswell.checkins.rules import referrals as rules
from groundswell.checkins.rules.referrals import LineFault
from groundswell.kit import audit, clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.sqlite import gone
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices import rules as voice_rules
from groundswell.voices import sealing
from groundswell.voices.rules import CameBy

# Each try that fails means that somebody else wrote a line about the same person at the same moment.
TRIES = 8


@transaction.atomic
def refer(*, by: Person, person: Person, line: str) -> None:
    """Write a line about a person, for that person alone: nothing of it is at any desk. Raises Refused.

    The same line sent twice waits once, and so do more than a few of one person about another: that looks the same to
    whoever sends it, since what is taken must not tell what was answered. The log says that somebody was referred, and
    not whom.
    """
    if not policy.may_refer(by, person):
        raise Refused(_("Choose somebody else who belongs here."), "person")
    read = rules.line_of(line)
    if isinstance(read, LineFault):
        raise refusals.of_line(read)
    if not voice_rules.may_be_spoken_to(voice_queries.readers_today()):
        raise Refused(_("An advocate and an alternate have to open their desks first: nobody could answer yet."))
    if not any((each.by, each.line) == (by.id, read) for each in queries.lines_about(person)):
        _keep_one_more(by, person, read)
    audit.record(actor=by.id, verb="refer", context="checkins")


@transaction.atomic
def agree_to_referral(*, person: Person, referral: UUID) -> UUID:
    """Let a line about oneself reach the desk, as a signed voice; return the voice. Raises LookupError, and Refused."""
    line = _waiting(person, referral)
    readers = queries.readers_of_referrals(person)
    said = _("%(name)s wrote about me, and I agree to it being read: %(line)s")
    spoken = voices.speak_signed(
        author=person,
        text=said % {"name": line.by_name, "line": line.line},
        readers=voice_queries.keys_of(readers),
        source=CameBy.REFERRAL,
        nonce=sealing.nonce_of_delivery(person.id, f"referral {referral}"),
    )
    _destroy([line.id])
    return spoken.voice


@transaction.atomic
def decline_referral(*, person: Person, referral: UUID) -> None:
    """Let a line about oneself be gone: it reached nobody, and whoever wrote it is not told. Raises LookupError."""
    _destroy([_waiting(person, referral).id])


@transaction.atomic
def destroy_old_referrals() -> int:
    """Destroy the lines that nobody answered in time; return how many. A sweep."""
    old = list(Referral.objects.filter(ends_on__lte=clock.today()).values_list("id", flat=True))
    _destroy(old)
    ReferralMark.objects.filter(ends_on__lte=clock.today()).delete()
    return len(old)


def _waiting(person: Person, referral: UUID) -> LineAboutMe:
    found = next((each for each in queries.lines_about(person) if each.id == referral), None)
    # Two answers at once: the row is there for one of them.
    if found is None or not Referral.objects.select_for_update().filter(id=referral).exists():
        raise LookupError
    return found


def _keep_one_more(by: Person, person: Person, line: str) -> None:
    # Two lines of one person that are sent at once: the second one sees the mark of the first one.
    Person.objects.select_for_update().get(id=by.id)
    marks, today = closed.marks_of(by.id, person.id), clock.today()
    ReferralMark.objects.filter(tag__in=marks, ends_on__lte=today).delete()
    used = set(ReferralMark.objects.filter(tag__in=marks).values_list("tag", flat=True))
    free = next((mark for mark in marks if mark not in used), None)
    if free is not None:
        _keep(by, person, line)
        ReferralMark.objects.create(tag=free, ends_on=rules.ends_on(today))


def _keep(by: Person, person: Person, line: str) -> None:
    item = uuid4()
    content = {"by": str(by.id), "name": by.name, "line": line}
    box = closed.closed(content, person=person.id, item=item, item_key=keyring.key_for(item))
    for _try in range(TRIES):
        tag = _free(closed.tags_of(person.id))
        row = Referral(id=item, tag=tag, body=box, ends_on=rules.ends_on(clock.today()))
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            continue
        # Asked while this transaction holds its lock: a sweep of item keys runs before it or after it, never between.
        if item in keyring.keys_of([item]):
            return
        break
    raise Refused(_("Others are writing at this moment, and nothing was kept. Try again."))


def _free(tags: Iterable[str]) -> str:
    listed = list(tags)
    taken = set(Referral.objects.filter(tag__in=listed).values_list("tag", flat=True))
    tag = next((each for each in listed if each not in taken), None)
    if tag is None:
        raise Refused(_("Too much waits for this person already. Talk to them."), "person")
    return tag


def _destroy(referrals: list[UUID]) -> None:
    if not referrals:
        return
    Referral.objects.filter(id__in=referrals).delete()
    transaction.on_commit(lambda: keyring.shred(*referrals))
    gone.erase(was_indexed=False)
