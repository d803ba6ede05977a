"""What is stored of the organisation and its people."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a random number")
COUNTED = _("a running number")
FROM = _("from which day")
UNTIL = _("until which day (that day not included)")
EVERYBODY = _("everyone in the organisation")
OPERATOR = _("the operator of the server")
FOR_GOOD = _("as long as the organisation is here")
NOBODY = _("nobody")

INVENTORY = Inventory(
    _("The organisation and its people"),
    (
        Stored(
            "people_person",
            _("who belongs to the organisation"),
            _("you"),
            _("everyone in the organisation: name, cell, roles; administrators: all of it"),
            _("after leaving: name and dates, because what you wrote openly names you"),
            {
                "id": ID,
                "email": _("the address that you sign in with"),
                "name": _("your name"),
                "password": _("nothing: there are no passwords"),
                "weekly_hours": _("your hours a week, if somebody entered them"),
                "time_zone": _("your time zone"),
                "joined_on": _("the day you joined"),
                "left_on": _("the day you left; access ends on it"),
                "is_let_go": _("whether all that was yours alone has ended since"),
            },
        ),
        Stored(
            "people_session",
            _("which browsers are signed in"),
            _("you"),
            OPERATOR,
            _("until you sign out, leave, or two weeks are over"),
            {
                "session_key": _("a mark of the cookie, from which the cookie cannot be made"),
                "session_data": _(
                    "closed, so that only your browser's cookie opens it: how and when you signed in; while a code is"
                    " on its way, the code; while a desk is open, its key, closed by a second cookie"
                ),
                "expire_date": _("the midnight on which it ends"),
                "person_id": _("whose browser it is, so that leaving ends it"),
            },
        ),
        Stored(
            "people_membership",
            _("which cell you are in, and were in"),
            _("you"),
            EVERYBODY,
            FOR_GOOD,
            {"id": COUNTED, "person_id": _("you"), "cell_id": _("the cell"), "from_on": FROM, "until_on": UNTIL},
        ),
        Stored(
            "people_roleassignment",
            _("which roles you hold, and held"),
            _("you"),
            EVERYBODY,
            FOR_GOOD,
            {"id": ID, "role_id": _("the role"), "person_id": _("you"), "from_on": FROM, "until_on": UNTIL},
        ),
        Stored(
            "people_roleassignment_cells",
            _("for which cells somebody holds a role"),
            _("you"),
            EVERYBODY,
            FOR_GOOD,
            {"id": COUNTED, "roleassignment_id": _("the holding of the role"), "cell_id": _("the cell")},
        ),
        Stored(
            "people_roleassignment_served",
            _("for which communities and projects somebody holds a role"),
            _("you"),
            EVERYBODY,
            FOR_GOOD,
            {"id": COUNTED, "roleassignment_id": _("the holding of the role"), "served_id": _("what it serves")},
        ),
        Stored(
            "people_leave",
            _("days on which you are away"),
            _("you"),
            EVERYBODY,
            FOR_GOOD,
            {"id": COUNTED, "person_id": _("you"), "from_on": _("the first day"), "to_on": _("the last day")},
        ),
        Stored(
            "people_organisation",
            _("the name of the organisation and what it agreed"),
            NOBODY,
            EVERYBODY,
            FOR_GOOD,
            {
                "id": _("always one"),
                "name": _("its name"),
                "letter_weekday": _("on which day of the week the letter goes out"),
                "letter_hour": _("at which hour"),
                "attention_minutes": _("how many minutes a sprint may ask of everybody"),
            },
        ),
        Stored(
            "people_cell",
            _("the cells"),
            NOBODY,
            EVERYBODY,
            FOR_GOOD,
            {
                "id": ID,
                "name": _("its name"),
                "former_names": _("what it was called before"),
                "parent_id": _("the cell around it"),
                "ended_on": _("the day it ended"),
            },
        ),
        Stored(
            "people_served",
            _("communities and projects that an advocate serves"),
            NOBODY,
            EVERYBODY,
            FOR_GOOD,
            {
                "id": ID,
                "kind": _("community or project"),
                "name": _("its name"),
                "default_audience": _("who reads what is written about it, unless said otherwise"),
                "channels": _("where it talks"),
            },
        ),
        Stored(
            "people_role",
            _("the roles, and what each may open"),
            NOBODY,
            EVERYBODY,
            FOR_GOOD,
            {
                "id": ID,
                "name": _("its name"),
                "grant": _("what it may open"),
                "duties": _("its duties"),
                "hours_per_sprint": _("its hours"),
            },
        ),
        Stored(
            "people_sprintstretch",
            _("from when on sprints are how long"),
            NOBODY,
            EVERYBODY,
            FOR_GOOD,
            {"from_on": FROM, "days": _("days of each sprint"), "number": _("the first sprint's number")},
        ),
        Stored(
            "people_milestone",
            _("named days of every sprint"),
            NOBODY,
            EVERYBODY,
            FOR_GOOD,
            {"id": COUNTED, "name": _("its name"), "day": _("which day of the sprint")},
        ),
        Stored(
            "people_letter",
            _("how far the weekly letter has gone; the letters themselves are not kept"),
            NOBODY,
            OPERATOR,
            FOR_GOOD,
            {
                "day": _("the day of the letter"),
                "complete_on": _("the day on which it had gone to everyone"),
                "reached": _("whose letter was begun last; the order is by random numbers"),
                "held_until": _("until when the process that sends it has it"),
                "is_complete": _("whether everyone has it"),
            },
        ),
        Stored(
            "people_askofall",
            _("minutes that were asked of everybody in a sprint"),
            _("who asked"),
            EVERYBODY,
            FOR_GOOD,
            {
                "id": ID,
                "what": _("what was asked"),
                "minutes": _("how many minutes"),
                "asked_on": _("on which day"),
                "reason": _("why, where it was more than agreed"),
                "asked_by_id": _("who asked"),
            },
        ),
    ),
)
