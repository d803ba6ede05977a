"""The sentences with which rounds refuse: what happened, and what to do next."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from groundswell.people.refusals import Refused
from groundswell.propositions.rounds import sentences
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.phases import Fault, Phase
from groundswell.propositions.rounds.rules.sheets import MOST_IDEAS, MOST_STATEMENTS, SheetFault, VoteFault
from groundswell.web.words import counted


class NotTaken(Refused):
    """Nothing was taken, because of the link and not because of what was written. `is_gone`: it was good once."""

    def __init__(self, sentence: str, *, is_gone: bool) -> None:
        super().__init__(sentence)
        self.is_gone = is_gone


def mistyped() -> NotTaken:
    """Refuse a link that is not whole, or that belongs to something else."""
    sentence = _(
        "This link is not whole, was changed on its way, or belongs to something else. Open it again from the letter "
        "or from the start page."
    )
    return NotTaken(sentence, is_gone=False)


def not_open(title: str) -> NotTaken:
    """Refuse a good link of a phase that is over."""
    sentence = _("This phase of “%(title)s” has closed, so nothing was taken. What came of it stands on its page.")
    return NotTaken(sentence % {"title": title}, is_gone=True)


def not_asked(title: str) -> NotTaken:
    """Refuse a whole link whose sheet or book is not there: its holder has left, or the phase began without it."""
    sentence = _(
        "This link does not belong to “%(title)s” any more: the links of people who leave end, and so do those of a "
        "phase that was restored from a backup. Open it again from the start page."
    )
    return NotTaken(sentence % {"title": title}, is_gone=True)


def unknown_round() -> NotTaken:
    """Refuse a whole link of a round that this installation does not know."""
    return NotTaken(_("There is no such round here. Open the link from the start page."), is_gone=True)


def of_sheet(fault: SheetFault) -> Refused:
    """Refuse what is no answer."""
    sentence = {
        SheetFault.EMPTY: _("Write an idea, or choose one of the answers below. Nothing was taken yet."),
        SheetFault.LONG: _("This is more than one sheet holds: about 14,000 characters in all. Nothing was taken yet."),
        SheetFault.MANY: _("One sheet holds %(most)d ideas. Nothing was taken yet."),
    }[fault]
    return Refused(sentence % {"most": MOST_IDEAS}, "idea")


def of_vote(fault: VoteFault) -> Refused:
    """Refuse what is no vote."""
    sentence = {
        VoteFault.NONE: _("Choose agree, disagree or pass. Nothing was counted yet."),
        VoteFault.UNKNOWN: _("This is no vote: only agree, disagree and pass are. Nothing was counted."),
    }[fault]
    return Refused(sentence, "vote")


def unknown_statement() -> Refused:
    """Refuse a vote on a statement that is not put to the vote."""
    return Refused(
        _("There is no such statement in this round, or it was taken out. Nothing was counted."), "statement"
    )


def moved_already(phase: Phase) -> Refused:
    """Refuse who moves a round that somebody else has moved."""
    return Refused(
        _("Somebody else has moved this round on: it is in the phase “%(phase)s” now. Nothing more was changed.")
        % {"phase": sentences.PHASES[phase]}
    )


def closes_by_itself(closes_on: date) -> Refused:
    """Refuse who would end a sealed phase by hand."""
    return Refused(
        _(
            "Nobody closes this phase by hand: it ends after %(day)s, or when everybody is done. So nobody can choose "
            "whose answers are in."
        )
        % {"day": formats.date_format(closes_on, "l j F")}
    )


def too_few(here: int, k: int) -> Refused:
    """Refuse to open a sealed phase among too few."""
    return Refused(
        _(
            "%(here)s would be asked, and at least %(k)d are needed: among fewer, everybody would know whose an "
            "answer is. Use the template “Review only”, or wait until more are here."
        )
        % {"here": counted(here, "people"), "k": k}
    )


def too_few_elsewhere(k: int) -> Refused:
    """Refuse to show what so few said elsewhere."""
    return Refused(
        _("Fewer than %(k)d people voted, so nothing of it can be shown without showing single people.") % {"k": k}
    )


def of_day(fault: Fault, announced: date | None = None) -> Refused:
    """Refuse a last day."""
    day = formats.date_format(announced, "l j F") if announced else ""
    sentence = {
        Fault.PAST: _("This day has passed. Choose today or a later day."),
        Fault.EARLIER: _("%(day)s was announced as the last day. It can be put off, and never be brought forward."),
        Fault.FAR: _("This is more than sixty days away. Choose an earlier day; it can be put off later."),
    }[fault]
    return Refused(sentence % {"day": day}, "closes_on")


def not_there(lacks: Missing) -> Refused:
    """Refuse to leave a phase whose work is not there."""
    sentence = {
        Missing.STATEMENT: _("Write at least one statement first: there is nothing to vote on yet."),
        Missing.PROPOSITION: _(
            "Note the published proposition that came of it first. If nothing comes of it, end the round with a reason."
        ),
        Missing.SENDING: _("Send the review of its proposition first."),
        Missing.REVIEW: _("The review of its proposition is open. When it closes, the round goes on by itself."),
        Missing.DECISION: _(
            "Decide every part of its proposition first: one is open, or was put off. If nothing comes of it, end the "
            "round with a reason."
        ),
    }[lacks]
    return Refused(sentence)


def no_such_proposition() -> Refused:
    """Refuse to lead a round to what is not there."""
    return Refused(_("Choose one of the propositions that are listed."), "proposition")


def ends_without_reason() -> Refused:
    """Refuse to end a round in silence."""
    return Refused(_("Say in a sentence why it ends: everybody who gave time to it reads that."), "reason")


def too_many_statements() -> Refused:
    """Refuse one more."""
    return Refused(_("One round holds %(most)d statements.") % {"most": MOST_STATEMENTS}, "text")


def statement_there(text: str) -> Refused:
    """Refuse a statement that stands there already."""
    return Refused(_("This statement stands there already: “%(text)s”.") % {"text": text}, "text")


def says_nothing_of_change() -> Refused:
    """Refuse a round that follows another and does not say what is different."""
    return Refused(
        _("Say what has changed since the round before: people read it before they give more time."), "changed"
    )


def not_now() -> Refused:
    """Refuse what another phase is for."""
    return Refused(_("The round is in another phase now, so nothing was changed."))


def needs_a_reason() -> Refused:
    """Refuse to leave something out in silence."""
    return Refused(_("Say why in a sentence: whoever suggested it reads it."), "reason")


def decided_already() -> Refused:
    """Refuse a second decision."""
    return Refused(_("Somebody has decided about this already. Nothing more was changed."))


def lets_go_of_ideas() -> Refused:
    """Refuse to part a round from the proposition in which everybody reads what becomes of its ideas."""
    sentence = _(
        "Everybody reads that it answers the ideas of this round. Choose another proposition, or decline with a reason "
        "what does not fit."
    )
    return Refused(sentence, "proposition")
