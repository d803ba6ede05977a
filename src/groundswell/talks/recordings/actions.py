"""Writes about recordings: off until somebody links one, and shown only while everybody who spoke agrees."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import closing
from groundswell.talks.models import Meeting, Recording, Speaker
from groundswell.talks.recordings import rules
from groundswell.talks.recordings.rules import Kind
from groundswell.talks.transcripts.rules import Consent


@transaction.atomic
def link_recording(*, by: Person, meeting: Meeting, address: str, kind: Kind = Kind.LINK) -> None:
    """Link a recording, or announce a stream. Everybody who spoke is asked, anew where it is another one."""
    address = address.strip()
    if not rules.is_address(address):
        raise Refused(_("An address looks like https://videos.example.org/meeting."), "address")
    if kind == Kind.STREAM and not rules.may_be_announced(today=clock.today(), held_on=meeting.held_on):
        raise Refused(
            _("A stream is announced on a day before the meeting, so that people can stay away. Link a recording."),
            "kind",
        )
    if _is_linked(meeting, address, kind):
        # Saved once more: who said no is not asked until they say yes.
        return
    Recording.objects.update_or_create(
        meeting=meeting,
        defaults={
            "kind": kind,
            "announced_on": clock.today() if kind == Kind.STREAM else None,
            "body": closing.close(meeting.id, {"address": address}),
        },
    )
    Speaker.objects.filter(meeting=meeting, tag__isnull=False).update(recording=Consent.ASKED)
    audit.record(actor=by.id, verb="link_recording", context="talks", object_id=meeting.id, kind=kind)


def _is_linked(meeting: Meeting, address: str, kind: Kind) -> bool:
    stands = Recording.objects.filter(meeting=meeting, kind=kind).first()
    content = closing.opened(closing.keys_of([meeting.id]), meeting.id, stands.body) if stands else None
    return content is not None and content["address"] == address


@transaction.atomic
def unlink_recording(*, by: Person, meeting: Meeting) -> None:
    """Take the link away. What lies elsewhere stays there until somebody deletes it there."""
    if Recording.objects.filter(meeting=meeting).delete()[0]:
        Speaker.objects.filter(meeting=meeting).update(recording=Consent.NOT_ASKED)
        audit.record(actor=by.id, verb="unlink_recording", context="talks", object_id=meeting.id)
