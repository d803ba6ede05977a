"""Tables of what was said, and of the desks that read it."""

from groundswell.voices.models.desk import DeskKey, DeskNote, HandOver
from groundswell.voices.models.proposal import Proposal, ProposalEnvelope, ProposalVoice
from groundswell.voices.models.voice import Consent, Envelope, Message, Voice, VoiceReader

__all__ = [
    "Consent",
    "DeskKey",
    "DeskNote",
    "Envelope",
    "HandOver",
    "Message",
    "Proposal",
    "ProposalEnvelope",
    "ProposalVoice",
    "Voice",
    "VoiceReader",
]
