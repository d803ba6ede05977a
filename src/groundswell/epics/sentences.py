"""What epics and plans say to people: words for what the rules decide, and sentences of refusal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.epics.rules.drift import Drift
from groundswell.epics.rules.elastic import Part
from groundswell.epics.rules.forecasts import NoDate
from groundswell.epics.rules.hill import Side
from groundswell.epics.rules.holds import HoldFault, Reason
from groundswell.epics.rules.hours import HoursFault
from groundswell.epics.rules.offers import AnswerFault, OfferState
from groundswell.epics.rules.plans import Change, PlanState, PublishFault
from groundswell.epics.rules.problem import Stream

type Words = str | Promise

STREAM: dict[Stream, Words] = {
    Stream.CLIENT: _("client work"),
    Stream.INTERNAL: _("internal"),
    Stream.EXTERNAL: _("external"),
    Stream.CELL: _("the cell's own"),
}
REASON: dict[Reason, Words] = {
    Reason.CLIENT_WORK: _("client work"),
    Reason.NOBODY_FREE: _("nobody is free"),
    Reason.OTHER_WORK: _("it waits for other work of ours"),
    Reason.DECISION: _("it waits for a decision"),
    Reason.OUTSIDE: _("it waits for somebody outside"),
    Reason.OTHER: _("something else"),
}
HOLD_FAULT: dict[HoldFault, Words] = {
    HoldFault.NO_REASON: _("Choose why: going on needs no reason, holding does."),
    HoldFault.NO_NOTE: _("Say in a few words what else it is."),
    HoldFault.TO_COME: _("Choose today or a day before."),
    HoldFault.BEFORE: _("It was not there yet, or on hold already, on that day. Choose a later one."),
    HoldFault.HELD: _("It is on hold there already."),
}
HOLD_FIELD = {
    HoldFault.NO_REASON: "reason",
    HoldFault.NO_NOTE: "note",
    HoldFault.TO_COME: "from_on",
    HoldFault.BEFORE: "from_on",
    HoldFault.HELD: "cell",
}
SIDE: dict[Side, Words] = {
    Side.FINDING_OUT: _("finding out how"),
    Side.KNOWN: _("it is known how"),
    Side.GETTING_DONE: _("getting it done"),
    Side.DONE: _("done"),
}
HOURS_FAULT: dict[HoursFault, Words] = {
    HoursFault.NONE: _("Write the hours in digits: 6, or 2.5."),
    HoursFault.BELOW: _("These are too few hours."),
    HoursFault.TOO_MANY: _("These are too many hours for one piece of work: 2000 at most."),
    HoursFault.NOT_HALVES: _("Hours are planned in halves: 2, 2.5, 3."),
}
OFFER: dict[OfferState, Words] = {
    OfferState.OPEN: _("offered"),
    OfferState.ACCEPTED: _("accepted"),
    OfferState.DECLINED: _("not taken"),
    OfferState.WITHDRAWN: _("given back"),
    OfferState.TAKEN_BACK: _("taken back"),
    OfferState.GONE: _("somebody else has it"),
}
ANSWER_FAULT: dict[AnswerFault, Words] = {
    AnswerFault.TAKEN: _("Somebody else has taken it meanwhile, or it is done. Nothing is left for you to do."),
    AnswerFault.OVER: _("This offer is over: it was answered or taken back, or the work has ended."),
    AnswerFault.PAST: _(
        "This offer was for a sprint that is over. If the work is still to be done, it is offered anew."
    ),
    AnswerFault.NOT_ACCEPTED: _("You have not accepted it, so there is nothing to give back."),
}
PART: dict[Part, Words] = {Part.FIXED: _("fixed"), Part.ELASTIC: _("moves first")}
CHANGE: dict[Change, Words] = {
    Change.NEW: _("new"),
    Change.GONE: _("no longer"),
    Change.MORE: _("more"),
    Change.LESS: _("less"),
    Change.SAME: _("as published"),
}
PLAN: dict[PlanState, Words] = {
    PlanState.WAITING: _("waiting for the worker"),
    PlanState.RUNNING: _("looking for something better"),
    PlanState.DONE: _("the best that was found"),
    PlanState.STOPPED: _("stopped by somebody"),
    PlanState.FAILED: _("no plan"),
}
PUBLISH_FAULT: dict[PublishFault, Words] = {
    PublishFault.DRAFT: _("This only shows what would be. Compute a plan without the what-if, and publish that."),
    PublishFault.NOTHING: _("There is nothing in it to offer."),
    PublishFault.RUNNING: _("It is still being computed. Stop it first: what it has found is kept."),
    PublishFault.OVERTAKEN: _(
        "Somebody published another plan for this sprint meanwhile. Nothing of yours is lost: compare the two, and "
        "compute anew from what is published now."
    ),
    PublishFault.PAST: _("This sprint is over."),
    PublishFault.DRIFTED: _("Something changed since this plan was computed, and it fits no longer. Compute it anew."),
}
# Nobody's hours are told, nor who said that a ticket is not for them.
DRIFT: dict[Drift, Words] = {
    Drift.GONE: _("%(name)s is done, dropped, or not to be planned any more."),
    Drift.SMALLER: _("%(name)s has fewer hours left to take than this plan gives of it."),
    Drift.NOT_THEIRS: _("%(name)s is on hold, or not for everybody any more who has it in this plan."),
    Drift.NO_REVIEW: _("%(name)s is not reviewed any more by whom this plan names."),
    Drift.FEWER_HOURS: _("%(name)s has fewer hours now than this plan gives."),
    Drift.BUDGET: _("There are fewer hours for this work now than this plan gives: %(name)s."),
}
NO_DATE: dict[NoDate, Words] = {
    NoDate.NOTHING_LEFT: _("No ticket with hours is open, so nothing is left to be done by a day."),
    NoDate.HELD: _("It is on hold everywhere, so it has no date."),
    NoDate.NO_HOURS: _("The plans that were published give it no hours, so it has no date."),
    NoDate.TOO_LITTLE: _("Too little history: a date needs four sprints with a published plan that have ended."),
    NoDate.NEVER_KEPT: _("In no sprint did tickets become smaller by an hour that was planned, so it has no date."),
    NoDate.TOO_FAR: _("It may take more than five years, so no day is said."),
}
MOVED: dict[str, Words] = {
    "time": _("Time that passed"),
    "scope": _("Scope: tickets that were written, became smaller or were done"),
    "capacity": _("Capacity: hours that the plans give it"),
    "estimate": _("Estimate: how much tickets grow until they are done"),
    "throughput": _("Throughput: what was done of what was planned"),
    "moved": _("In all"),
}
