"""What is stored of what was said, and of the desks that read it."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a random number")
DAY = _("the day, without the hour")
READERS = _("the readers whose names stood on the page when it was written, with their passphrase")
GONE = _("until it is withdrawn or its dialogue shredded: then its key is destroyed, for old backups too")
OPERATOR = _("the operator of the server")
VOICE = _("which voice")
DESK_KEY = _("which reader's key")

INVENTORY = Inventory(
    _("What was said"),
    (
        Stored(
            "voices_voice",
            _("that something was said, on which day and at which level; the words only where they are open"),
            _("open: the author, by name. Signed and anonymous: nobody; nothing here leads to a person"),
            _("open: the audience that the author chose. Otherwise: the readers see that it is there"),
            GONE,
            {
                "id": _("a random number, the same for a form sent twice"),
                "level": _("open, signed or anonymous; never changed"),
                "state": _(
                    "open, closed, muted (nothing more of it reaches a desk; its author is not told) or taken back"
                ),
                "closes_on": _("anonymous only: from which day on desks see that its author closed it"),
                "state_before": _("anonymous only: what desks see of its state until then"),
                "source": _("by which way it came: page, mail, check-in, referral"),
                "day": DAY,
                "arrives_on": _("the day on which it reaches the desk, with all others of that day"),
                "author_id": _("open only: who wrote it"),
                "audience": _("open only: for whom"),
                "cell_id": _("open, for a cell: which cell"),
                "text": _("open only: the words"),
                "thread_public": _("the public half of the dialogue's own key"),
                "thread_private": _("its secret half, closed by the receipt (anonymous) or a key file (signed)"),
                "receipt_lookup": _("anonymous only: a mark of the receipt, useless without a file outside"),
                "owner_tag": _("signed only: a mark of the author, useless without a file outside"),
                "fingerprint": _("a mark that tells a form sent twice"),
            },
        ),
        Stored(
            "voices_message",
            _("the entries of dialogues, sealed"),
            _("nobody that can be found in it"),
            READERS,
            GONE,
            {
                "id": ID,
                "voice_id": _("which dialogue"),
                "number": _("which place in its own dialogue"),
                "by_author": _("whether the author or a reader wrote it"),
                "kind": _("words, a tidied version, the author's word on it, or a notice"),
                "day": DAY,
                "arrives_on": _("the day on which the other side sees it"),
                "body": _("the words, sealed, padded to 1, 4, 16 or 64 KiB"),
                "to_thread": _("its key, for the author's side"),
            },
        ),
        Stored(
            "voices_envelope",
            _("the key of each sealed entry, once for each reader"),
            _("which readers were chosen"),
            READERS,
            GONE,
            {"message_id": _("which entry"), "key_id": DESK_KEY, "sealed": _("the entry's key, closed to that reader")},
        ),
        Stored(
            "voices_voicereader",
            _("which readers an author chose"),
            _("the readers"),
            READERS,
            GONE,
            {
                "voice_id": VOICE,
                "key_id": DESK_KEY,
                "queue": _("in which list of that desk it waits"),
                "since": _("since which day"),
                "was_since": _("the day before that, while the author's next words are on their way"),
            },
        ),
        Stored(
            "voices_consent",
            _("whether an author agrees to exact words that would be published because of what they said"),
            _("nobody that can be found in it"),
            _("the author, by receipt or signed in; the readers of the voice see the answer"),
            GONE,
            {
                "id": ID,
                "voice_id": VOICE,
                "about_kind": _("what would be published: a concern, an idea"),
                "about_id": _("which one"),
                "words": _("a mark of the exact words"),
                "readers": _("who would read them: a cell, the organisation, or everybody"),
                "body": _("the words, sealed to the author"),
                "to_thread": _("their key, for the author"),
                "state": _("asked, agreed, other words given, or objected"),
                "is_quote": _("whether they are the author's own words, letter by letter"),
                "named": _("whether the author wants to be named"),
                "asked_on": _("the day on which it was asked"),
                "announced_on": _("the day of the letter that announced it, or that silence is never a yes to it"),
            },
        ),
        Stored(
            "voices_deskkey",
            _("the key pair of each reader"),
            _("advocates and alternates"),
            _("the secret half: the reader alone, by passphrase or recovery key"),
            _("until it is destroyed on hand-over; then what only it opened is noise"),
            {
                "id": ID,
                "reader_id": _("whose it is"),
                "public": _("the public half"),
                "by_passphrase": _("the secret half, closed by the desk passphrase"),
                "by_recovery": _("the secret half, closed by the printed recovery key"),
                "newer_id": _("the key that followed it"),
                "by_newer": _("the secret half, closed to the key that followed it"),
                "made_on": _("the day it was made"),
                "retired_on": _("the day it was replaced"),
                "destroyed_on": _("the day it was destroyed"),
                "recovery_kept_on": _("the day its reader showed that the recovery key is on paper"),
                "generation": _("how often the passphrase changed"),
                "wrong_tries": _("how many wrong passphrases were tried in a row"),
                "wait_until": _("until when no further try is taken"),
            },
        ),
        Stored(
            "voices_desknote",
            _("a reader's own notes (promises, “thinking of leaving”), sealed to that reader alone"),
            _("whoever the note is about; it cannot be read here"),
            _("the reader who wrote it"),
            _("until the reader removes it, or the reader's key is destroyed"),
            {
                "id": ID,
                "key_id": DESK_KEY,
                "closed_on": _("the day on which a promise was kept"),
                "body": _("the note, sealed"),
                "envelope": _("its key, closed to its reader"),
            },
        ),
        Stored(
            "voices_proposal",
            _("words that an advocate wrote anew because of sealed voices, sealed until they are published"),
            _("the advocate who wrote them; it cannot be read here"),
            _("the advocates who wrote them or read a voice behind them, with their passphrase"),
            _("until they are published, dropped or refused; then the key is destroyed, for old backups too"),
            {"id": ID, "body": _("the words and the reasons beside them, sealed, padded to 1, 4, 16 or 64 KiB")},
        ),
        Stored(
            "voices_proposalenvelope",
            _("the key of each such proposal, once for each reader"),
            _("which readers there are"),
            _("the readers of the proposal"),
            _("as long as the proposal"),
            {"proposal_id": _("which proposal"), "key_id": DESK_KEY, "sealed": _("its key, closed to that reader")},
        ),
        Stored(
            "voices_proposalvoice",
            _("which sealed voices stand behind such a proposal"),
            _("nobody that can be found in it: a voice is a random number"),
            _("readers of the voice"),
            _("as long as the proposal"),
            {"proposal_id": _("which proposal"), "voice": VOICE},
        ),
        Stored(
            "voices_handover",
            _("that a reader's dialogues get another reader, by their authors' consent"),
            _("the two readers"),
            _("the two readers; the authors, who are asked"),
            _("for good"),
            {
                "id": ID,
                "kind": _("for good, or a deputy for a while"),
                "state": _("how far it is"),
                "leaver_id": _("who hands over"),
                "successor_id": _("who takes over"),
                "begun_on": _("the day it began"),
                "from_on": _("the day before which nothing moves"),
                "closes_on": _("the last day for an author's answer"),
                "ended_on": _("the day it ended"),
            },
        ),
    ),
)
