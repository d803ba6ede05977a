"""What is stored of pieces, events and duties."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a random number")
EVERYBODY = _("everyone in the organisation")
OUTSIDE = _("everyone in the organisation; what was published to everybody, everybody")
FOR_GOOD = _("as long as the organisation is here")
NOBODY = _("nobody")
PIECE = _("which piece")
EVENT = _("which event")
DUTY = _("which duty")
SPRINT = _("in which sprint")
CLOSES = _("when its call for papers closes")

OF_PIECES: tuple[Stored, ...] = (
    Stored(
        "teaching_piece",
        _("what teaches: documentation, posts, talks and the like"),
        _("who makes it, who wrote it last, who opened it to everybody, and who looked"),
        OUTSIDE,
        FOR_GOOD,
        {
            "id": ID,
            "kind": _("what it is"),
            "title": _("its title"),
            "stage": _("where it stands"),
            "for_whom": _("for whom it is"),
            "aim": _("what it is to bring about"),
            "words": _("its words"),
            "link": _("where it is"),
            "minutes": _("how many minutes it takes"),
            "cost": _("what it costs"),
            "currency": _("in which currency"),
            "owner_id": _("who makes it"),
            "origin": _("of which kind is what it comes from"),
            "origin_id": _("what it comes from; never anything private"),
            "served": _("which concern it serves"),
            "event_id": _("for which event it is"),
            "sound": _("where a podcast's sound is"),
            "sound_bytes": _("how large it is"),
            "sound_type": _("of which type it is"),
            "sound_seconds": _("how long it lasts"),
            "scheduled_on": _("when it is to come out"),
            "readers": _("who reads it"),
            "published_on": _("when it came out"),
            "changed_at": _("when it changed last"),
            "revisited_on": _("when somebody looked what became of it"),
            "outcome": _("what became of it"),
            "written_by_id": _("who wrote its words last"),
            "widened_by_id": _("who opened it to everybody"),
            "widened_on": _("on which day"),
            "looked_by_id": _("who looked whether somebody could be known"),
            "looked_on": _("on which day"),
            "looked_at": _("a mark of the words that they looked at"),
            "kept": _("why details may stay"),
            "made_on": _("when it was begun"),
            "revision": _("how often it was changed"),
        },
    ),
    Stored(
        "teaching_step",
        _("steps that a change of a process adds or removes"),
        NOBODY,
        OUTSIDE,
        FOR_GOOD,
        {
            "id": ID,
            "piece_id": PIECE,
            "words": _("the step"),
            "is_removed": _("whether it is removed"),
            "place": _("its place"),
        },
    ),
    Stored(
        "teaching_quoted",
        _("which quotes a piece holds, never their words"),
        NOBODY,
        EVERYBODY,
        _("until the quote is taken out"),
        {"piece_id": PIECE, "quote": _("which quote"), "was_out": _("whether it was shown in it")},
    ),
    Stored(
        "teaching_reach",
        _("how many a piece reached"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {
            "id": ID,
            "piece_id": PIECE,
            "day": _("until which day"),
            "count": _("how many"),
            "source": _("who counted"),
        },
    ),
)
OF_EVENTS: tuple[Stored, ...] = (
    Stored(
        "teaching_event",
        _("conferences and other events"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {
            "id": ID,
            "name": _("its name"),
            "starts_on": _("its first day"),
            "ends_on": _("its last day"),
            "place": _("where it is"),
            "is_online": _("whether one can take part from afar"),
            "address": _("its page"),
            "call_address": _("the page of its call for papers"),
            "closes_at": CLOSES,
            "zone": _("the time zone in which that was written"),
            "source": _("in which list it was read"),
            "key": _("what it is known by in that list"),
            "revision": _("how often it was changed"),
        },
    ),
    Stored(
        "teaching_follow",
        _("which calls for papers you want to be reminded of"),
        _("you"),
        _("you; the operator of the server"),
        _("until you follow it no more"),
        {"event_id": EVENT, "person_id": _("you")},
    ),
    Stored(
        "teaching_reminder",
        _("which reminders went out"),
        NOBODY,
        _("the operator of the server; no page shows it to others"),
        FOR_GOOD,
        {"id": ID, "event_id": EVENT, "days": _("how many days before"), "closes_at": CLOSES},
    ),
)
OF_DUTIES: tuple[Stored, ...] = (
    Stored(
        "teaching_duty",
        _("duties that come again each sprint"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {
            "id": ID,
            "name": _("its name"),
            "why": _("what it is for"),
            "role_id": _("whose duty it is"),
            "from_sprint": _("its first sprint"),
            "until_sprint": _("its last sprint"),
        },
    ),
    Stored(
        "teaching_fact",
        _("questions that duties ask"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {"id": ID, "words": _("the question"), "kind": _("what an answer is"), "unit": _("the unit of a number")},
    ),
    Stored(
        "teaching_point",
        _("which duty asks what"),
        NOBODY,
        EVERYBODY,
        _("until the duty asks it no more"),
        {"id": ID, "duty_id": DUTY, "fact_id": _("which question"), "place": _("its place")},
    ),
    Stored(
        "teaching_answer",
        _("what was answered, and not by whom"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {"fact_id": _("which question"), "sprint": SPRINT, "text": _("the answer")},
    ),
    Stored(
        "teaching_run",
        _("how a duty ended in a sprint, and not by whose hand"),
        NOBODY,
        EVERYBODY,
        FOR_GOOD,
        {
            "duty_id": DUTY,
            "sprint": SPRINT,
            "state": _("done or skipped"),
            "reason": _("why it was skipped"),
            "day": _("on which day"),
        },
    ),
    Stored(
        "teaching_handover",
        _("duties on their way from somebody to somebody else"),
        _("who gives and who takes"),
        _("who gives, who takes, advocates and planners"),
        FOR_GOOD,
        {
            "id": ID,
            "duty_id": DUTY,
            "giver_id": _("who gives it"),
            "taker_id": _("who is asked to take it"),
            "day": _("on which day"),
            "taken_on": _("when they said yes"),
            "done_on": _("when it was handed over"),
        },
    ),
    Stored(
        "teaching_permission",
        _("permissions that go with a duty"),
        _("who takes it"),
        _("who gives, who takes, advocates and planners"),
        FOR_GOOD,
        {
            "id": ID,
            "hand_over_id": _("of which hand-over"),
            "name": _("what must be allowed"),
            "asked_on": _("when it was asked for"),
            "given_on": _("since when it is given"),
        },
    ),
)
INVENTORY = Inventory(_("What teaches, events and duties"), (*OF_PIECES, *OF_EVENTS, *OF_DUTIES))
