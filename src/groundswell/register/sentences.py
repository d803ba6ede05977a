"""The register's words for what its rules decide: what pages show, and what actions say when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.people.rules import Audience
from groundswell.register.rules.audience import Unclear
from groundswell.register.rules.bands import Band
from groundswell.register.rules.concerns import OPEN, Heading, Lacking, State, Stuck
from groundswell.register.rules.fits import Fit
from groundswell.register.rules.identification import Mark
from groundswell.register.rules.items import Kind, SourceKind
from groundswell.register.rules.merging import Unmergeable
from groundswell.register.rules.perspectives import Standing
from groundswell.register.rules.publication import Missing
from groundswell.voices.rules import Refusal

type Words = str | Promise

STATE: dict[State, Words] = {
    State.RAISED: _("raised"),
    State.LOOKED_AT: _("being looked at"),
    State.DECIDED: _("decided"),
    State.BEING_FIXED: _("being fixed"),
    State.FIXED: _("fixed"),
    State.CONFIRMED: _("confirmed"),
    State.NOT_OURS: _("not ours"),
}

# One word for one number, wherever concerns are counted.
HEADING: dict[Heading, Words] = {
    Heading.OPEN: _("open"),
    Heading.BEING_FIXED: STATE[State.BEING_FIXED],
    Heading.FIXED: STATE[State.FIXED],
    Heading.CONFIRMED: STATE[State.CONFIRMED],
}

HEADING_NOTE: dict[Heading, Words] = {
    Heading.OPEN: _("raised, and not being fixed yet"),
    Heading.CONFIRMED: _("by somebody who raised it"),
}

# What a state means to whoever raised the concern.
STATE_MEANS: dict[State, Words] = {
    State.RAISED: _("It is written down. Nobody has looked into it yet."),
    State.LOOKED_AT: _("Somebody is finding out what is behind it."),
    State.DECIDED: _("It is decided what to do about it."),
    State.BEING_FIXED: _("Somebody is working on it."),
    State.FIXED: _("It is done. Those who raised it are asked whether it helped."),
    State.CONFIRMED: _("Somebody who raised it says that it helped."),
    State.NOT_OURS: _("It cannot be fixed here; the reason says where to go."),
}

STUCK: dict[Stuck, Words] = {
    Stuck.NONE: _("not stuck, or not known"),
    Stuck.TOO_SMALL: _("too small for anyone to fix"),
    Stuck.UNKNOWN: _("felt by all but unknown to each"),
    Stuck.NO_OWNER: _("unclear who owns it"),
    Stuck.ONE_PERSON: _("one person is stuck"),
}

AUDIENCE: dict[Audience, Words] = {
    Audience.ME: _("only me"),
    Audience.ADVOCATE: _("the advocates"),
    Audience.CELL: _("one cell"),
    Audience.ORGANISATION: _("everyone in the organisation"),
    Audience.PUBLIC: _("everybody, also outside"),
}

FIT: dict[Fit, Words] = {
    Fit.OFFERED: _("not judged yet"),
    Fit.HELPS: _("helps"),
    Fit.HURTS: _("hurts"),
    Fit.DEPENDS: _("depends on"),
}

STANDING: dict[Standing, Words] = {
    Standing.UNCONFIRMED: _("not confirmed by its holder"),
    Standing.CONFIRMED: _("confirmed by its holder"),
    Standing.CORRECTED: _("in its holder's own words"),
    Standing.DISPUTED: _("its holder says that this is not their view"),
}

KIND: dict[Kind, Words] = {
    Kind.CONCERN: _("concern"),
    Kind.IDEA: _("idea"),
    Kind.PERSPECTIVE: _("perspective"),
    Kind.MEASURE: _("measure"),
    Kind.EVIDENCE: _("evidence"),
}

SOURCE: dict[SourceKind, Words] = {
    SourceKind.VOICE: _("a voice"),
    SourceKind.MAIL: _("a mail"),
    SourceKind.CHAT: _("words in a chat"),
    SourceKind.TALK: _("a talk"),
    SourceKind.CHECK_IN: _("a check-in"),
    SourceKind.REFERRAL: _("a referral"),
    SourceKind.RETROSPECTIVE: _("a retrospective"),
    SourceKind.SPRINT_UPDATE: _("a sprint update"),
    SourceKind.THREAD: _("a thread"),
}

BAND: dict[Band, Words] = {
    Band.NONE: _("nobody yet"),
    Band.FEW: _("a few"),
    Band.FIVE: _("5 to 9"),
    Band.TEN: _("10 to 19"),
    Band.TWENTY: _("20 or more"),
}

MARK: dict[Mark, Words] = {
    Mark.NAME: _("a name"),
    Mark.NICKNAME: _("a short name"),
    Mark.HANDLE: _("a handle"),
    Mark.EMAIL: _("an address"),
    Mark.LINK: _("a link"),
    Mark.TICKET: _("a ticket"),
    Mark.DAY: _("a day or a time"),
    Mark.CELL: _("a cell"),
    Mark.ROLE: _("a role that one person holds"),
    Mark.RARE: _("a word that few people here use"),
    Mark.LANGUAGE: _("rare words were not checked: most of these words are on no list"),
    Mark.COPIED: _("five words in a row of somebody's own"),
}

UNCLEAR: dict[Unclear, Words] = {
    Unclear.SAME: _("They read it already. Choose somebody else, or leave it."),
    Unclear.REASON: _("Say why, in plain words."),
}

LACKING: dict[Lacking, Words] = {
    Lacking.WAY: _(
        "A concern cannot go there from where it stands. Look at the page again: somebody may have moved it."
    ),
    Lacking.REASON: _("Say why, in plain words: those behind it read this."),
    Lacking.POINTER: _("Say where to go instead: a person, a place, a tool."),
}

LACKING_FIELD = {Lacking.WAY: "to", Lacking.REASON: "reason", Lacking.POINTER: "pointer"}

UNMERGEABLE: dict[Unmergeable, Words] = {
    Unmergeable.ITSELF: _("That is the same concern. Choose another one."),
    Unmergeable.ALREADY: _(
        "One of the two stands in another concern already. Open that one, or undo that merge first."
    ),
    Unmergeable.REASON: _("Say why they are the same: those who follow one of them read this."),
}

MISSING: dict[Missing | Refusal, Words] = {
    Missing.MARKS: _("Some marks are not looked at yet. Rewrite each, or keep it and say why."),
    Missing.COPIED: _("Five words in a row are somebody's own. Write that part anew."),
    Missing.NOT_COMPARED: _(
        "The words were not held against everything that is behind them. "
        "Unlock your desk and compare; for a voice that only another desk reads, its reader has to."
    ),
    Missing.SAID_TO_FEWER: _(
        "Some of what stands behind it was said to fewer people than these. "
        "Choose fewer readers, or ask those who said it and note that they agree."
    ),
    Refusal.NOBODY: _("Nothing stands behind it that could agree."),
    Refusal.OBJECTED: _("Somebody behind it does not agree to these words. They stay at the desk; write them anew."),
    Refusal.NOT_ASKED: _("Not everybody behind it was asked about exactly these words."),
    Refusal.QUOTE: _("It holds somebody's own words; they must say yes to them."),
    Refusal.NEEDS_A_YES: _("Somebody behind it talked with you about it, or has left: their silence is no yes."),
    Refusal.SMALL_GROUP: _("Fewer than eight people would be looked at: everybody behind it must say yes."),
    Refusal.FEW_SOURCES: _("Fewer than three voices are behind it: each must say yes."),
    Refusal.WINDOW: _("The seven days to object are not over, or the letter that announces them has not gone out."),
}


def what_a_merge_tells(duplicate: State, survivor: State) -> str:
    """Say what those behind a merged concern read from then on; nothing where the two stand at the same point."""
    if duplicate == survivor:
        return ""
    now, then, means = STATE[duplicate], STATE[survivor], STATE_MEANS[survivor]
    told = gettext(
        "The one that is read through the other is “%(now)s”; whoever is behind it reads “%(then)s” from now on: "
        "%(means)s"
    ) % {"now": now, "then": then, "means": means}
    if duplicate in OPEN and survivor not in OPEN:
        return f"{told} {gettext('One concern fewer is counted as open.')}"
    return told
