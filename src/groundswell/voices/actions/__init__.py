"""What people do with voices: one function, one use case, one transaction."""

from groundswell.voices.actions.consenting import announce_consents, answer_consent, ask_consent
from groundswell.voices.actions.dialogue import (
    author_answers_draft,
    author_closes,
    author_forgets,
    author_writes,
    mute,
    reader_closes,
    reader_writes,
    unmute,
)
from groundswell.voices.actions.noticing import notice, reader_notices
from groundswell.voices.actions.proposing import close_proposal, shred_proposals
from groundswell.voices.actions.silence import require_a_yes
from groundswell.voices.actions.speaking import (
    Spoken,
    speak_anonymously,
    speak_by_chat,
    speak_by_mail,
    speak_open,
    speak_signed,
)
from groundswell.voices.actions.sweeping import destroy_orphaned_keys, suspect_item_keys
from groundswell.voices.actions.withdrawing import change_audience, withdraw

__all__ = [
    "Spoken",
    "announce_consents",
    "answer_consent",
    "ask_consent",
    "author_answers_draft",
    "author_closes",
    "author_forgets",
    "author_writes",
    "change_audience",
    "close_proposal",
    "destroy_orphaned_keys",
    "mute",
    "notice",
    "reader_closes",
    "reader_notices",
    "reader_writes",
    "require_a_yes",
    "shred_proposals",
    "speak_anonymously",
    "speak_by_chat",
    "speak_by_mail",
    "speak_open",
    "speak_signed",
    "suspect_item_keys",
    "unmute",
    "withdraw",
]
