"""What propositions say to people: words for what the rules decide, and sentences of refusal."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.propositions.proposing.rules.asked import Asked, AskedAbout
from groundswell.propositions.proposing.rules.coverage import Fate, Lack, Unanswerable
from groundswell.propositions.proposing.rules.decisions import DecisionFault, Helped, Outcome
from groundswell.propositions.proposing.rules.outside import Inside
from groundswell.propositions.proposing.rules.reviews import Answer, AnswerFault, AtLeast, Ended, SendingFault
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.register.rules.bands import Band
from groundswell.register.rules.identification import Mark
from groundswell.register.rules.items import Kind
from groundswell.register.rules.perspectives import Standing

type Words = str | Promise

VERBS: dict[str, Words] = {
    "answer_item": _("A proposition answered something that was said"),
    "ask_members": _("Members who came later were asked for a review"),
    "begin_proposition": _("A proposition was begun"),
    "change_part": _("A part of a proposition was changed"),
    "change_proposition": _("A proposition was changed"),
    "close_review": _("A review closed"),
    "decide_part": _("A part of a proposition was decided"),
    "keep_details": _("Details in words for everybody were looked at, and let stand"),
    "let_outside": _("The words of a proposition were let out to people outside"),
    "link_concern": _("A proposition took up a concern"),
    "look_again": _("It was written down whether a decision helped"),
    "make_tickets": _("Review asks were written out for a tracker"),
    "note_side": _("It was noted that nobody confirmed a perspective"),
    "note_where": _("It was noted where a proposition is discussed"),
    "offer_resolution": _("A way to resolve an objection was offered"),
    "publish_proposition": _("A version of a proposition was published"),
    "remove_part": _("A part of a proposition was removed"),
    "send_review": _("A review was sent to the members"),
    "speak_on_behalf": _("A statement was said on behalf of people"),
    "split_part": _("A part of a proposition was split"),
    "unlink_concern": _("A proposition let go of a concern"),
    "write_statement": _("A statement on behalf of people was written"),
}

FATE: dict[Fate, Words] = {
    Fate.ACCEPTED: _("accepted"),
    Fate.ADAPTED: _("adapted"),
    Fate.DECLINED: _("declined"),
    Fate.DEFERRED: _("deferred"),
    Fate.ALREADY_DONE: _("already done"),
    Fate.SAME_AS: _("same as"),
}

LACK: dict[Lack, Words] = {
    Lack.NOTHING: _("not answered yet"),
    Lack.WORDS: _("its words changed since it was answered"),
    Lack.SAME_AS: _("what it is the same as has no answer"),
}

UNANSWERABLE: dict[Unanswerable, Words] = {
    Unanswerable.REASON: _("Say why, in plain words: whoever said it reads this."),
    Unanswerable.PART: _("Choose the part that answers it."),
    Unanswerable.NOT_LINKED: _(
        "This needs no answer here any more: the register was changed, or the round. Look at the coverage again."
    ),
    Unanswerable.NO_TARGET: _("Choose what it is the same as."),
    Unanswerable.ITSELF: _("Nothing is the same as itself. Choose something else, or another answer."),
    Unanswerable.TARGET_NOT_LINKED: _("That is nothing that this proposition must answer. Choose something that is."),
    Unanswerable.CYCLE: _(
        "That one says already that it is the same as this one, so neither would have an answer. Answer one of the two."
    ),
}
UNANSWERABLE_FIELD = {
    Unanswerable.REASON: "reason",
    Unanswerable.PART: "part",
    Unanswerable.NOT_LINKED: "",
    Unanswerable.NO_TARGET: "same_as",
    Unanswerable.ITSELF: "same_as",
    Unanswerable.TARGET_NOT_LINKED: "same_as",
    Unanswerable.CYCLE: "same_as",
}

ANSWER: dict[Answer, Words] = {
    Answer.SUPPORT: _("I support it"),
    Answer.CONCERN: _("I have a concern"),
    Answer.OBJECTION: _("I object"),
    Answer.NO_OPINION: _("No opinion"),
    Answer.NOT_NOW: _("Not now"),
}
ANSWER_HINT: dict[Answer, Words] = {
    Answer.SUPPORT: _("It is no vote. Nobody is listed by it."),
    Answer.CONCERN: _("It needs its sentence, and blocks nothing."),
    Answer.OBJECTION: _("It needs its reason, and blocks what it is about until it is resolved, or you withdraw it."),
    Answer.NO_OPINION: _("Nobody asks again."),
    Answer.NOT_NOW: _("Nobody asks again, and you need no reason."),
}
ANSWER_COUNT: dict[Answer, Words] = {
    Answer.SUPPORT: _("support it"),
    Answer.CONCERN: _("have a concern"),
    Answer.OBJECTION: _("object"),
    Answer.NO_OPINION: _("have no opinion"),
    Answer.NOT_NOW: _("said “not now”"),
}
ANSWER_FAULT: dict[AnswerFault, Words] = {
    AnswerFault.CHOICE: _("Choose one of the five."),
    AnswerFault.SENTENCE: _("Say your concern in a sentence here, then press “I have a concern” again."),
    AnswerFault.REASON: _("Say why you object: without a reason nobody can resolve it. Then press “I object” again."),
}

SENDING_FAULT: dict[SendingFault, Words] = {
    SendingFault.DEADLINE: _("The deadline lies in the past, or is today. Give people at least until tomorrow."),
    SendingFault.MINUTES: _("Say how many minutes it takes: from 1 to 240."),
    SendingFault.NOBODY: _("Nobody is here until then: everybody is away."),
}
SENDING_FIELD = {SendingFault.DEADLINE: "deadline", SendingFault.MINUTES: "minutes", SendingFault.NOBODY: "deadline"}

ENDED: dict[Ended, Words] = {
    Ended.WITHDRAWN: _("withdrawn"),
    Ended.RESOLVED: _("resolved"),
    Ended.LEFT: _("ended, as whoever raised it has left"),
}

INSIDE: dict[Inside, Words] = {
    Inside.CONTRIBUTORS: _(
        "Whoever is behind it reads it first: it goes outside seven days after the next weekly letter, and not before."
    ),
    Inside.DETAILS: _("It holds details at which nobody has looked yet. An advocate does, and then it can go outside."),
}

OUTCOME: dict[Outcome, Words] = {
    Outcome.YES: _("yes"),
    Outcome.NO: _("no"),
    Outcome.LATER: _("not now: later"),
}

DECISION_FAULT: dict[DecisionFault, Words] = {
    DecisionFault.PUBLISHED: _("Nobody has read it yet. Publish this part first."),
    DecisionFault.COVERED: _("Something that was said has no answer. Answer it first: the coverage says what."),
    DecisionFault.REVIEW: _("People are still asked about it. Decide it when the review has closed."),
    DecisionFault.OBJECTION: _(
        "An objection stands. Resolve it with whoever raised it, or decide a part that it is not about."
    ),
    DecisionFault.DRAFT: _(
        "The draft of this part says something else than everybody reads. Publish it first, or put the words back."
    ),
    DecisionFault.ASKED: _("Nobody was asked about these words yet."),
    DecisionFault.REASON: _("Say why, in plain words: everybody reads this."),
    DecisionFault.DECIDER: _("Say who decides."),
    DecisionFault.REVIEW_DAY: _("Say on which day somebody looks whether it helped: a day to come."),
    DecisionFault.TRANSITION: _("It creates a role. Link the plan that says how people come into it."),
}
ASKED: dict[Asked, Words] = {
    Asked.NEVER: _("Nobody was asked about these words yet."),
    Asked.NOW: _("People are asked about these words now."),
    Asked.MIXED: _(
        "The words changed while people were asked, until %(day)s: nobody can say which of them an answer was about. "
        "Ask again."
    ),
    Asked.OTHERS: _("The words changed after the review of %(day)s: ask again, or put the reviewed words back."),
    Asked.THESE: _("A review of exactly these words is over."),
}
DECISION_FIELD = {
    DecisionFault.PUBLISHED: "",
    DecisionFault.COVERED: "",
    DecisionFault.REVIEW: "",
    DecisionFault.DRAFT: "",
    DecisionFault.OBJECTION: "",
    DecisionFault.ASKED: "",
    DecisionFault.REASON: "reason",
    DecisionFault.DECIDER: "decider",
    DecisionFault.REVIEW_DAY: "review_on",
    DecisionFault.TRANSITION: "transition_at",
}

HELPED: dict[Helped, Words] = {
    Helped.YES: _("yes, it helped"),
    Helped.PARTLY: _("in part"),
    Helped.NO: _("no, it did not help"),
}

HEARD: dict[Heard, Words] = {
    Heard.HELD: _("confirmed by somebody who holds it"),
    Heard.NOT_CONFIRMED: _("not confirmed"),
    Heard.REFUSED: _("whoever holds it does not confirm these words"),
}

STEP: dict[str, Words] = {
    "draft": _("draft"),
    "needs_an_answer": _("needs an answer"),
    "published": _("published"),
    "in_review": _("in review"),
    "reviewed": _("reviewed"),
    "decided": _("decided"),
}

DISCUSSED: dict[str, Words] = {
    "nowhere": _("nowhere"),
    "open": _("it is open"),
    "settled": _("it has come to an end"),
}
HANDBOOK: dict[str, Words] = {
    "none": _("none"),
    "open": _("open"),
    "merged": _("merged"),
    "closed": _("closed without a merge"),
}

FOR_HOW_MANY: dict[Band, Words] = {
    Band.TEN: _("10 to 19 people"),
    Band.TWENTY: _("20 people or more"),
}
AT_LEAST: dict[AtLeast, Words] = {
    AtLeast.FEW: _("nobody, or a few"),
    AtLeast.FIVE: _("5 or more"),
    AtLeast.TEN: _("10 or more"),
    AtLeast.TWENTY: _("20 or more"),
}

KIND: dict[Kind, Words] = {
    Kind.CONCERN: _("concern"),
    Kind.IDEA: _("idea"),
    Kind.PERSPECTIVE: _("perspective"),
    Kind.MEASURE: _("measure"),
    Kind.EVIDENCE: _("evidence"),
}
STANDING: dict[Standing, Words] = {
    Standing.UNCONFIRMED: _("not confirmed by its holder"),
    Standing.CONFIRMED: _("confirmed by its holder"),
    Standing.CORRECTED: _("in its holder's own words"),
    Standing.DISPUTED: _("its holder says that this is not their view"),
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


def asked(about: AskedAbout) -> str:
    """Return the sentence that says how far people were asked about the words of a part."""
    return str(ASKED[about.asked]) % {"day": date_format(about.until, "j F") if about.until else ""}


def affects(roles: Sequence[str] | None) -> list[str]:
    """Return the sentence that tells somebody which of their roles it is about; nothing where it is about none."""
    return [str(_("It affects a role of yours: %(roles)s.")) % {"roles": ", ".join(roles)}] if roles else []
