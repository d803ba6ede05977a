"""What is stored of hours."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a random number")
COUNTED = _("a running number")
BY = _("who did it")
OWN_AND_PLANNERS = _("whose hours they are, and the planners")
EVERYBODY = _("everyone in the organisation")
FOR_GOOD = _("as long as the organisation is here")
NOBODY = _("nobody")
MINUTES = _("how many minutes")
HOLDER = _("whose hours they are")
LINE = _("of which funding line")
MONTH = _("of which month")
STREAM = _("for whom the work is: internal, external, clients, the cell")
KIND = _("development or other work")

INVENTORY = Inventory(
    _("Hours"),
    (
        Stored(
            "hours_entry",
            _("time that somebody logged"),
            _("whose time it is"),
            _(
                "whose time it is. Planners see sums by line, stream and kind of whoever was granted hours; of each "
                "role the sum where five people or more logged, else whether more was logged than allotted two sprints "
                "running; of talks that members log on an advocate’s line one sum; never an entry, and never its words"
            ),
            _("until whose time it is removes it; what is read live from a tracker, until it is removed there"),
            {
                "id": ID,
                "person_id": _("whose time it is"),
                "day": _("on which day"),
                "minutes": MINUTES,
                "stream": STREAM,
                "kind": KIND,
                "activity": _("work with a name of its own, such as reading"),
                "line_id": LINE,
                "role_id": _("for which role"),
                "reference": _("a ticket, or where the time of an ask is logged"),
                "words": _("what it was, in your words"),
                "is_ahead": _("whether it was work ahead, which counts for no promise"),
                "source": _("typed, or from which kind of file or tracker"),
                "external_id": _("what the file calls it"),
                "worklog": _("what the tracker calls it, where it is read live"),
            },
        ),
        Stored(
            "hours_awaypart",
            _("for how long somebody is away on a day, where it is not the whole day; not why"),
            _("who is away"),
            _("who is away. Planners see it in sums of leave"),
            FOR_GOOD,
            {"id": COUNTED, "person_id": _("who is away"), "day": _("on which day"), "minutes": MINUTES},
        ),
        Stored(
            "hours_wish",
            _("what somebody would like of a role"),
            _("whose wish it is, closed"),
            _("whose wish it is; where two wishes fit each other, those two"),
            _("until it is taken back, or whose it is leaves"),
            {
                "id": ID,
                "tag": _("a mark that finds your own; it tells nobody who you are"),
                "body": _("closed: who, which role, and what you would like"),
            },
        ),
        Stored(
            "hours_fundingline",
            _("who pays for hours"),
            NOBODY,
            _("planners and advocates; everyone by name where they log time"),
            FOR_GOOD,
            {
                "id": ID,
                "name": _("its name"),
                "payer": _("who pays"),
                "is_paid_outside": _("whether somebody outside pays"),
                "for_internal": _("whether it may pay for internal hours"),
                "for_external": _("whether it may pay for external hours"),
                "for_development": _("whether it may pay for development"),
                "for_other": _("whether it may pay for other work"),
                "ended_on": _("the day it ended"),
                "ended_because": _("why it ended"),
            },
        ),
        Stored(
            "hours_grant",
            _("hours that somebody got for a month"),
            HOLDER,
            OWN_AND_PLANNERS,
            FOR_GOOD,
            {
                "id": ID,
                "line_id": LINE,
                "holder_id": HOLDER,
                "month": MONTH,
                "certainty": _("firm, a floor, or hoped for"),
                "minutes": MINUTES,
                "granted_on": _("on which day it was said"),
                "by_id": BY,
            },
        ),
        Stored(
            "hours_announcement",
            _("the sum of a month as it was announced"),
            HOLDER,
            OWN_AND_PLANNERS,
            FOR_GOOD,
            {"id": COUNTED, "holder_id": HOLDER, "month": MONTH, "minutes": MINUTES},
        ),
        Stored(
            "hours_expectation",
            _("what was asked for, or warned of"),
            HOLDER,
            OWN_AND_PLANNERS,
            FOR_GOOD,
            {
                "id": ID,
                "holder_id": HOLDER,
                "what": _("asked for, or warned of"),
                "low": _("from how many minutes"),
                "high": _("to how many minutes"),
                "per": _("a week or a month"),
                "said_by": _("who said it"),
                "said_on": _("on which day it was noted"),
            },
        ),
        Stored(
            "hours_limit",
            _("strict limits of plans"),
            HOLDER,
            OWN_AND_PLANNERS,
            FOR_GOOD,
            {
                "id": ID,
                "holder_id": HOLDER,
                "subject": _("of what"),
                "sense": _("at most, or protected"),
                "per": _("a month or a sprint"),
                "minutes": MINUTES,
                "from_on": _("from which day"),
                "by_id": BY,
            },
        ),
        Stored(
            "hours_override",
            _("what was allowed past a limit"),
            HOLDER,
            OWN_AND_PLANNERS,
            FOR_GOOD,
            {
                "id": ID,
                "holder_id": HOLDER,
                "subject": _("of what"),
                "per": _("of a month or a sprint"),
                "period": _("of which one, by its first day"),
                "minutes": MINUTES,
                "reason": _("why"),
                "by_id": _("who allowed it"),
                "on": _("on which day"),
            },
        ),
        Stored(
            "hours_plannedhours",
            _("hours that an advocate plans for a sprint"),
            HOLDER,
            OWN_AND_PLANNERS,
            FOR_GOOD,
            {
                "id": COUNTED,
                "person_id": HOLDER,
                "sprint": _("the sprint, by its first day"),
                "stream": STREAM,
                "kind": KIND,
                "minutes": MINUTES,
            },
        ),
        Stored(
            "hours_transition",
            _("the two dates of somebody’s way out of a cell into the role"),
            _("whose way it is"),
            _("whose way it is, the planners, and whoever is asked to take a role"),
            FOR_GOOD,
            {
                "id": ID,
                "person_id": _("whose way it is"),
                "proposed_on": _("on which day it was proposed"),
                "part_time_on": _("the first date"),
                "full_time_on": _("the second date"),
                "part_conditions": _("conditions of the first"),
                "full_conditions": _("conditions of the second"),
                "part_confirmed_on": _("when the first was confirmed"),
                "part_confirmed_by_id": _("by whom"),
                "full_confirmed_on": _("when the second was confirmed"),
                "full_confirmed_by_id": _("by whom"),
                "reopened_on": _("when the confirmation of the second was taken back"),
                "reopened_by_id": _("by whom; nobody where a role lost its taker"),
            },
        ),
        Stored(
            "hours_lookahead",
            _("what a transition would do to the backlog of the cell: hours that were typed, and what was found"),
            _("whose way it is"),
            _("whose way it is, and the planners"),
            _("until it is asked for again"),
            {
                "id": ID,
                "transition_id": _("of which transition"),
                "asked_by_id": BY,
                "asked_at": _("when it was asked"),
                "asked": _("hours that were typed, hours of the cell, the weeks of both dates"),
                "answer": _("how often the backlog is too long, and which dates would be safe"),
                "computed_on": _("when it was computed"),
                "fault": _("why nothing could be computed"),
            },
        ),
        Stored(
            "hours_handover",
            _("a role on its way to somebody else"),
            _("who hands it over, and who takes it"),
            _("those two, the planners, and whoever is asked to take another role"),
            FOR_GOOD,
            {
                "id": ID,
                "transition_id": _("of which transition"),
                "role_id": _("which role"),
                "fate": _("whether it is handed over, goes along, or is not needed"),
                "said_by_id": _("who said so"),
                "taker_id": _("who is asked"),
                "taken_on": _("when they said that they take it"),
                "overlap_from": _("from when both do it"),
                "overlap_to": _("until when both do it"),
            },
        ),
        Stored(
            "hours_permission",
            _("what the taker of a role must be allowed"),
            NOBODY,
            _("as the hand-over it belongs to"),
            FOR_GOOD,
            {
                "id": ID,
                "hand_over_id": _("of which hand-over"),
                "name": _("what"),
                "given_on": _("when it was given"),
            },
        ),
        Stored(
            "hours_pilot",
            _("what is on trial, and how things stood at the start"),
            _("who began it"),
            EVERYBODY,
            FOR_GOOD,
            {
                "id": ID,
                "name": _("what is tried"),
                "started_on": _("since when"),
                "review_on": _("when somebody looks"),
                "baseline": _("numbers about the organisation, with unit and source"),
                "by_id": BY,
            },
        ),
    ),
)
