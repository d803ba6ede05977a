"""What can be read of voices, and by whom."""

from groundswell.voices.queries.consents import (
    Question,
    consents_about,
    contributions,
    may_publish,
    names_allowed,
    questions_about,
    questions_of,
    refusal_to_publish,
)
from groundswell.voices.queries.counts import Source, answered_anonymous_threads, sources_of
from groundswell.voices.queries.entries import (
    Entry,
    Request,
    Signature,
    dialogues_for_desk,
    first_entries_for_desk,
    request_of,
    signature_of,
)
from groundswell.voices.queries.openly import open_voice_for, open_voices_for
from groundswell.voices.queries.readers import keys_of, names_of_readers, readers_of, readers_today, ticked_for
from groundswell.voices.queries.threads import (
    Said,
    Thread,
    dialogue,
    keys_of_own,
    next_owner_number,
    said,
    thread_by_receipt,
    thread_of,
    threads_of,
    waiting_draft,
)

__all__ = [
    "Entry",
    "Question",
    "Request",
    "Said",
    "Signature",
    "Source",
    "Thread",
    "answered_anonymous_threads",
    "consents_about",
    "contributions",
    "dialogue",
    "dialogues_for_desk",
    "first_entries_for_desk",
    "keys_of",
    "keys_of_own",
    "may_publish",
    "names_allowed",
    "names_of_readers",
    "next_owner_number",
    "open_voice_for",
    "open_voices_for",
    "questions_about",
    "questions_of",
    "readers_of",
    "readers_today",
    "refusal_to_publish",
    "request_of",
    "said",
    "signature_of",
    "sources_of",
    "thread_by_receipt",
    "thread_of",
    "threads_of",
    "ticked_for",
    "waiting_draft",
]
