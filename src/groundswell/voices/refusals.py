"""The sentences with which the voices refuse: what happened, what to do next, and nothing of what was typed."""

from math import ceil

from django.utils.translation import gettext as _

from groundswell.kit.seal.receipts import BadReceipt
from groundswell.kit.seal.tokens import TokenFault
from groundswell.people.refusals import Refused
from groundswell.voices import rules
from groundswell.voices.rules import ReadersFault, WordsFault


def of_words(fault: WordsFault, text: str) -> Refused:
    """Refuse words that cannot be taken."""
    return Refused(_words_sentence(fault, text), "text")


def _words_sentence(fault: WordsFault, text: str) -> str:
    if fault == WordsFault.EMPTY:
        return _("Write something first. One sentence is enough.")
    if fault == WordsFault.NOT_TEXT:
        return _("This is not text: it looks like a file. Type or paste the words themselves.")
    return _(
        "This is too long to be sealed in one piece: it is about %(is)d pages, and %(fits)d fit. "
        "Shorten it, or send it in parts."
    ) % {"is": ceil(rules.sealed_size(text) / rules.PAGE_BYTES), "fits": rules.MOST_BYTES // rules.PAGE_BYTES}


def of_readers(fault: ReadersFault) -> Refused:
    """Refuse a choice of readers."""
    if fault == ReadersFault.GONE:
        return Refused(
            _("Who can read this has changed since you opened the page. Look at the names again, then send."), "readers"
        )
    return Refused(_("Somebody has to be able to read this. Tick at least one name."), "readers")


def no_readers_yet() -> Refused:
    """Refuse everything while there are not two who could read."""
    return Refused(
        _("Nothing can be sent yet: an advocate and somebody else, the alternate, must first open their desks."),
        "readers",
    )


def of_audience() -> Refused:
    """Refuse an audience that an open voice cannot have."""
    return Refused(_("Choose who may read this: you belong to no cell, so a cell is not among them."), "audience")


def of_token(reason: TokenFault) -> Refused:
    """Refuse a form whose token does not count. The page that says so carries a fresh one."""
    if reason == TokenFault.EXPIRED:
        return Refused(_("You opened this page more than a day ago, so nothing was sent. Send it once more."))
    return Refused(_("The page did not reach us whole, so nothing was sent. Send it once more."))


def of_receipt(bad: BadReceipt) -> Refused:
    """Refuse what was typed as a receipt."""
    return Refused(_(bad.template) % bad.values, "receipt")


def closed() -> Refused:
    """Refuse words for a dialogue that has ended."""
    return Refused(_("This dialogue is closed, so nothing was added. You can always start a new one."), "text")


def of_silence() -> Refused:
    """Refuse to close a dialogue in which somebody waits for a first answer, without a word to them."""
    return Refused(_("Nobody has answered this yet, and its author waits for it: say a last word."), "text")


def not_asked_any_more() -> Refused:
    """Refuse other words for some that nobody asks about any more."""
    return Refused(_("You are not asked about these words any more: they were stopped, or written anew."))


def closed_to_the_desk() -> Refused:
    """Refuse a reader's words for a dialogue that ended while they were typed."""
    return Refused(_("This dialogue was closed meanwhile, so nothing was added."), "text")


def too_many() -> Refused:
    """Refuse one more entry where nobody has answered so many."""
    return Refused(
        _("You have written %(most)d times without an answer. Wait for one, or start a new dialogue.")
        % {"most": rules.MOST_UNANSWERED},
        "text",
    )


def flooded() -> Refused:
    """Refuse one more voice where too many come at once."""
    return Refused(
        _("Very many messages come from your network right now, so this one was not sent. Try again in a minute.")
    )


def unknown_receipt() -> Refused:
    """Refuse a receipt that opens nothing: never given out, thrown away, or its dialogue was taken back."""
    return Refused(
        _("This receipt opens nothing. Compare it with what you kept; if its dialogue was taken back, it is gone."),
        "receipt",
    )


def too_many_guesses() -> Refused:
    """Refuse a receipt that opens nothing, shortly, where too many such receipts were sent."""
    return Refused(
        _("This receipt opens nothing, and many such were tried just now. Compare it with what you kept."), "receipt"
    )
