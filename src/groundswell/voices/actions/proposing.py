"""Proposals that were written because of sealed voices: closed before they are stored, and destroyed when they end."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import texts
from groundswell.kit.seal.padding import TooLong
from groundswell.kit.sqlite import gone
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices.models import DeskKey, Proposal, ProposalEnvelope, ProposalVoice
from groundswell.voices.queries.readers import people_reading
from groundswell.voices.sealing import Payload


@transaction.atomic
def close_proposal(
    *, proposal: UUID, content: Payload, by: Person, behind: Collection[UUID], may_read: Collection[UUID]
) -> None:
    """Store a proposal, or another version of it, sealed to its writer and to those who read every voice behind it.

    `may_read` are the people to whom its context lets it be shown at all. A voice that was behind an earlier version
    stays behind it. Raises Refused where nobody could read it, or where it is too long.
    """
    known = ProposalVoice.objects.filter(proposal=proposal).values_list("voice", flat=True)
    voices = {*behind, *known}
    readers = _keys_of(by, voices, may_read)
    if not readers:
        raise Refused(_("Set up your desk first: these words are sealed until their authors agree."))
    item_key = keyring.key_for(proposal)
    try:
        sealed = texts.seal_text(content, readers=readers.values(), item_key=item_key)
    except TooLong:
        raise Refused(_("This is too long to be sealed: shorten the words or the reasons beside them.")) from None
    Proposal.objects.update_or_create(id=proposal, defaults={"body": sealed.body})
    ProposalEnvelope.objects.filter(proposal=proposal).delete()
    ProposalEnvelope.objects.bulk_create(
        ProposalEnvelope(proposal_id=proposal, key_id=key, sealed=sealed.envelopes[public])
        for key, public in readers.items()
    )
    ProposalVoice.objects.bulk_create(
        (ProposalVoice(proposal_id=proposal, voice=voice) for voice in voices), ignore_conflicts=True
    )


@transaction.atomic
def shred_proposals(proposals: Iterable[UUID]) -> None:
    """Destroy proposals: their keys leave the keyring, so old backups lose them too."""
    ended = list(Proposal.objects.filter(id__in=list(proposals)).values_list("id", flat=True))
    if not ended:
        return
    Proposal.objects.filter(id__in=ended).delete()
    transaction.on_commit(lambda: keyring.shred(*ended))
    gone.erase(was_indexed=False)


def shred_unread_proposals() -> None:
    """Destroy proposals that no key opens any more."""
    shred_proposals(Proposal.objects.filter(envelopes=None).values_list("id", flat=True))


def _keys_of(by: Person, voices: Collection[UUID], may_read: Collection[UUID]) -> dict[UUID, bytes]:
    reading = people_reading(voices)
    # Words may draw on any of them: whoever was not given one reads none of it before its author agreed.
    of_all = set(may_read).intersection(*(reading.get(voice, frozenset()) for voice in voices))
    readers = {by.id, *of_all} if voices else {by.id}
    current = DeskKey.objects.filter(reader__in=readers, retired_on=None)
    return {key: bytes(public) for key, public in current.values_list("id", "public")}
