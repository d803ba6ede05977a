"""What teaching says to people: words for what the rules decide, and sentences of refusal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.teaching.rules.drafts import Form
from groundswell.teaching.rules.duties import AnswerFault, AnswerKind, HandOverFault, RunFault, RunState
from groundswell.teaching.rules.pieces import Fault, Kind, Origin, Stage
from groundswell.teaching.rules.widening import LookFault

type Words = str | Promise

KIND: dict[Kind, Words] = {
    Kind.DOCS: _("documentation"),
    Kind.PROCESS: _("process"),
    Kind.POST: _("post"),
    Kind.VIDEO: _("video"),
    Kind.PODCAST: _("podcast"),
    Kind.TALK: _("talk"),
    Kind.MEETUP: _("meetup"),
    Kind.WORKSHOP: _("workshop"),
}
STAGE: dict[Stage, Words] = {
    Stage.IDEA: _("idea"),
    Stage.DRAFT: _("draft"),
    Stage.REVIEW: _("review"),
    Stage.SCHEDULED: _("scheduled"),
    Stage.PUBLISHED: _("published"),
    Stage.REVISITED: _("revisited"),
}
# What each kind is counted in, once it is out.
REACH: dict[Kind, Words] = {
    Kind.DOCS: _("visits of the page"),
    Kind.PROCESS: _("people whom it concerns"),
    Kind.POST: _("readers"),
    Kind.VIDEO: _("times that it was watched"),
    Kind.PODCAST: _("downloads"),
    Kind.TALK: _("people in the room"),
    Kind.MEETUP: _("people who came"),
    Kind.WORKSHOP: _("people who took part"),
}
ORIGIN: dict[Origin, Words] = {
    Origin.NONE: _("nothing that is here"),
    Origin.QUESTION: _("question"),
    Origin.GAP: _("gap in the documentation"),
    Origin.DECISION: _("decision made inside"),
    Origin.TALK: _("quote of a talk"),
    Origin.CONCERN: _("concern"),
}
FORM: dict[Form, Words] = {
    Form.FAQ: _("an FAQ"),
    Form.POST: _("an outline of a post"),
    Form.TALK: _("an abstract of a talk"),
    Form.PODCAST: _("notes for a podcast"),
}
# What a piece is called whose title was a question of somebody who was erased.
ERASED_TITLE = _("A question whose words were erased")
FAULT: dict[Fault, Words] = {
    Fault.NO_WAY: _("It stands elsewhere by now, and cannot go there from where it stands. Look at it again."),
    Fault.NO_AUDIENCE: _("Say for whom it is, before somebody looks at it."),
    Fault.NO_AIM: _("Say what it is to bring about, before somebody looks at it."),
    Fault.EMPTY: _("There is nothing to look at yet: write its words, or say where they are."),
    Fault.NO_DAY: _("Say on which day it comes out."),
    Fault.NO_STEPS: _("Name the steps that are added or removed."),
    Fault.NO_CONCERN: _("Say which concern it serves: a process is not changed for its own sake."),
    Fault.NO_RECORDING: _("Say where its sound is, how large it is and of which type: a feed needs all three."),
    Fault.NOT_WIDENED: _("It tells of a decision made inside. An advocate opens it to everybody first."),
    Fault.NOT_LOOKED_AT: _(
        "It tells of a decision made inside. A second person looks first whether somebody could be known by it."
    ),
    Fault.NO_OUTCOME: _("Say what became of it."),
}
FAULT_FIELD = {
    Fault.NO_DAY: "scheduled_on",
    Fault.NO_OUTCOME: "outcome",
}
LOOK_FAULT: dict[LookFault, Words] = {
    LookFault.NOT_WIDENED: _("Nobody has opened it to everybody yet."),
    LookFault.SAME_PERSON: _("A second look is somebody else's: not of who opened it, and not of who wrote it last."),
    LookFault.OTHER_WORDS: _("Its words changed while you looked. Read them again."),
    LookFault.MARKS: _(
        "Details stand in it that could tell who somebody is. Have them rewritten, or say why they may stay."
    ),
}
ANSWER_KIND: dict[AnswerKind, Words] = {
    AnswerKind.YES_NO: _("yes or no"),
    AnswerKind.NUMBER: _("a number"),
    AnswerKind.TEXT: _("words"),
    AnswerKind.DAY: _("a day"),
}
ANSWER_FAULT: dict[AnswerFault, Words] = {
    AnswerFault.NO_NUMBER: _("Write a number in digits: 12, or 2.5."),
    AnswerFault.NO_DAY: _("Write the day as 2026-03-31."),
    AnswerFault.NO_CHOICE: _("Choose yes or no."),
    AnswerFault.TOO_LONG: _("This is too long: 2000 characters fit."),
}
RUN: dict[RunState, Words] = {
    RunState.OPEN: _("open"),
    RunState.DONE: _("done"),
    RunState.SKIPPED: _("skipped"),
    RunState.MISSED: _("missed"),
}
RUN_FAULT: dict[RunFault, Words] = {
    RunFault.OVER: _("It has ended in this sprint already."),
    RunFault.UNANSWERED: _("Not everything is answered yet. What you answered is kept."),
    RunFault.NO_REASON: _("Say why it is skipped: a skip has a reason, doing it needs none."),
    RunFault.NO_QUESTIONS: _("It asks for nothing yet: write its questions first."),
}
HAND_OVER_FAULT: dict[HandOverFault, Words] = {
    HandOverFault.OVER: _("It is handed over already."),
    HandOverFault.PENDING: _("A permission is still missing, so it is not handed over yet."),
    HandOverFault.NOT_TAKEN: _("Nobody has said yet that they take it."),
    HandOverFault.EARLY: _("Its day has not come yet."),
}
