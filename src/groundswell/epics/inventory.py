"""What is stored of epics, tickets, offers and plans."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a random number")
EVERYBODY = _("everyone in the organisation")
PLANNING = _("advocates and planners")
OPERATOR = _("the operator of the server; no page shows it to others")
FOR_GOOD = _("as long as the organisation is here")
WHICH = _("which epic")
TICKET = _("which ticket")
SPRINT = _("which sprint")
CELL = _("which cell")
YOU = _("you")
FROM = _("from which day")
UNTIL = _("until which day (that day not included)")
NOBODY = _("nobody")

OF_EPICS: tuple[Stored, ...] = (
    Stored(
        "epics_epic",
        _("bodies of work"),
        _("its owner"),
        EVERYBODY,
        FOR_GOOD,
        {
            "id": ID,
            "name": _("its name"),
            "why": _("what it is for"),
            "stream": _("whom it is for"),
            "is_accelerated": _("whether advocates touch it every sprint"),
            "minimum": _("half hours a sprint has to give it"),
            "owner_id": _("its owner"),
            "decision": _("which decision it carries out"),
            "begun_on": _("when it began"),
            "ended_on": _("when it ended"),
            "outcome": _("what became of it"),
            "revision": _("how often it was changed"),
        },
    ),
    Stored(
        "epics_helping",
        _("which cells help with an epic"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {"id": ID, "epic_id": WHICH, "cell_id": CELL, "from_on": FROM, "until_on": UNTIL},
    ),
    Stored(
        "epics_hold",
        _("when an epic was on hold, and why"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {
            "id": ID,
            "epic_id": WHICH,
            "cell_id": _("in which cell; empty: everywhere"),
            "reason": _("why"),
            "note": _("a few words about it"),
            "from_on": FROM,
            "until_on": UNTIL,
        },
    ),
    Stored(
        "epics_update",
        _("how an epic stood in a sprint"),
        _("whoever said it"),
        EVERYBODY,
        FOR_GOOD,
        {
            "epic_id": WHICH,
            "sprint": SPRINT,
            "position": _("its place on the hill"),
            "words": _("a sentence"),
            "day": _("on which day"),
            "by_id": _("who said it"),
        },
    ),
    Stored(
        "epics_link",
        _("which concerns an epic is to relieve"),
        NOBODY,
        _("whoever may read the concern"),
        FOR_GOOD,
        {"epic_id": WHICH, "concern": _("which concern"), "asked_on": _("when those behind it were asked")},
    ),
    Stored(
        "epics_stand",
        _("how an epic stood in a week, and when it was expected to be done"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {
            "epic_id": WHICH,
            "day": _("in which week"),
            "left": _("half hours of each open ticket"),
            "told_on": _("on which day it was computed"),
            "why_not": _("why no date is said"),
            "dates": _("until when it is done, at three levels"),
            "basis": _("hours left and planned; of all epics together how tickets grew, and what was done of plans"),
            "hours": _("how many hours its open tickets will have taken, at three levels"),
            "moved": _("by how many weeks what moved the date"),
            "fan": _("hours that are left in weeks to come"),
            "record": _("how many earlier dates came true, of all epics"),
        },
    ),
)
OF_OFFERS: tuple[Stored, ...] = (
    Stored(
        "epics_ticket",
        _("work of a known size"),
        _("whoever has it, or had it before"),
        EVERYBODY,
        FOR_GOOD,
        {
            "id": ID,
            "epic_id": WHICH,
            "title": _("what is to be done"),
            "reference": _("where it stands in a tracker"),
            "stream": _("whom it is for"),
            "cell_id": CELL,
            "is_development": _("whether it is development"),
            "remaining": _("half hours that are left"),
            "review": _("half hours to review it"),
            "priority": _("how early"),
            "is_promised": _("whether it is promised to a client"),
            "skills": _("what one has to know for it"),
            "holder_id": _("who has it"),
            "previous_id": _("who had it before"),
            "made_on": _("when it was written"),
            "done_on": _("when it was done, or dropped"),
            "is_dropped": _("whether its epic ended without it"),
            "revision": _("how often it was changed"),
        },
    ),
    Stored(
        "epics_offer",
        _("tickets that were offered, and whether they were taken; never why not"),
        YOU,
        _("you, or your cell; advocates and planners; what you took: everyone"),
        FOR_GOOD,
        {
            "id": ID,
            "ticket_id": TICKET,
            "person_id": _("to whom"),
            "cell_id": _("or to which cell"),
            "plan_id": _("by which plan"),
            "sprint": SPRINT,
            "halves": _("half hours"),
            "is_review": _("whether it is to review"),
            "is_back": _("whether somebody gave it back before"),
            "why": _("why a plan offers it to them"),
            "state": _("offered, taken, not taken, given back"),
            "taken_by_id": _("who took it"),
            "offered_by_id": _("who offered it"),
            "offered_on": _("on which day"),
        },
    ),
    Stored(
        "epics_passed",
        _("offers to your cell that you said are not for you"),
        YOU,
        OPERATOR,
        FOR_GOOD,
        {"offer_id": _("which offer"), "person_id": YOU},
    ),
    Stored(
        "epics_spare",
        _("hours that you said you can spare; what is computed for you stands in what a plan was made from"),
        YOU,
        EVERYBODY,
        FOR_GOOD,
        {"person_id": YOU, "sprint": SPRINT, "halves": _("half hours")},
    ),
    Stored(
        "epics_known",
        _("what you said you know"),
        YOU,
        _("you; a plan looks for these words"),
        FOR_GOOD,
        {"person_id": YOU, "skills": _("the words")},
    ),
    Stored(
        "epics_aside",
        _("epics and tickets that you are not to be planned for"),
        YOU,
        OPERATOR,
        _("until you take it back"),
        {"id": ID, "person_id": YOU, "about": _("which epic or ticket")},
    ),
)
OF_PLANS: tuple[Stored, ...] = (
    Stored(
        "epics_plan",
        _("plans of a sprint, published or not"),
        _("everybody who can be planned for"),
        PLANNING,
        FOR_GOOD,
        {
            "id": ID,
            "sprint": SPRINT,
            "kind": _("whether it only shows what would be"),
            "state": _("how far its computation is"),
            "seconds": _("how long it may look"),
            "wishes": _("what would be different in a what-if"),
            "instance": _("what it was made from: hours, tickets, who may take which; no page shows it"),
            "answer": _("its lines with their reasons, and why something is not in it"),
            "fault": _("what contradicted itself"),
            "rounds": _("how often something better was found"),
            "is_stopping": _("whether somebody stopped it"),
            "held_until": _("until when a worker has it"),
            "asked_by_id": _("who asked for it"),
            "asked_at": _("when"),
            "base": _("which plan was published then"),
            "number": _("as the how many-th of its sprint it was published"),
            "published_by_id": _("who published it"),
            "published_on": _("on which day"),
        },
    ),
    Stored(
        "epics_pin",
        _("what somebody is to have in a plan"),
        YOU,
        PLANNING,
        FOR_GOOD,
        {
            "id": ID,
            "sprint": SPRINT,
            "person_id": YOU,
            "ticket_id": TICKET,
            "halves": _("half hours"),
            "by_id": _("who pinned it"),
        },
    ),
    Stored(
        "epics_choices",
        _("what the organisation chose for its plans"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {
            "id": _("always one"),
            "limit": _("half hours above which a ticket goes to cells first"),
            "floor": _("half hours that advocates develop on an accelerated epic in a sprint"),
            "meetings": _("half hours that meetings take of everybody in a sprint"),
            "reserve": _("percent of what is left then that no plan fills"),
        },
    ),
)
INVENTORY = Inventory(_("Epics, offers and plans"), (*OF_EPICS, *OF_OFFERS, *OF_PLANS))
