"""What is stored of talks."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a random number")
WHICH_MEETUP = _("which meetup")
EVERYBODY = _("everyone in the organisation")
FOR_GOOD = _("as long as the organisation is here")

TABLES: tuple[Stored, ...] = (
    Stored(
        "talks_slot",
        _("times that a reader offers for talking"),
        _("the reader who offers them"),
        _("everyone sees the free ones; of a taken one nobody sees who took it"),
        _("free ones until they are taken back; taken ones as long as the talk"),
        {
            "id": ID,
            "reader_id": _("who offers it"),
            "starts_at": _("when it begins"),
            "minutes": _("how long it takes"),
            "is_now": _("whether it is “free now”"),
            "is_taken": _("whether somebody took it"),
        },
    ),
    Stored(
        "talks_talk",
        _("one-to-one talks: a time, and the sealed dialogue that goes with it"),
        _("nobody that can be found in it: who booked is sealed inside the dialogue"),
        _("its member, and whoever they talk with"),
        _("until its member takes the dialogue back"),
        {
            "id": ID,
            "slot_id": _("which time"),
            "voice": _("which sealed dialogue"),
            "by_receipt": _("whether it is in writing, by receipt"),
            "state": _("booked, held or called off"),
            "minutes_taken": _("how long it took, for the reader’s own line of hours"),
            "said_nothing": _("whether its member said that there is nothing to publish"),
        },
    ),
    Stored(
        "talks_keptminutes",
        _("how long talks took that their members took back, added up"),
        _("the reader who talked"),
        _("the reader, in their own line of hours"),
        FOR_GOOD,
        {
            "id": ID,
            "reader_id": _("who talked"),
            "first_on": _("in which sprint and month: the first day of both, and no other"),
            "minutes": _("how many minutes together"),
        },
    ),
    Stored(
        "talks_point",
        _("points of a talk, and how each ended; their words are sealed in the dialogue"),
        _("nobody that can be found in it"),
        _("its member, and whoever they talk with"),
        _("until its member takes the dialogue back"),
        {
            "id": _("which entry of the sealed dialogue"),
            "talk_id": _("of which talk"),
            "outcome": _("published, anonymised, nothing to publish, or refused: what its member said"),
            "suggested": _("what its reader suggested"),
            "item_kind": _("what was written of it: a concern, an idea, a perspective"),
            "item": _("which one"),
        },
    ),
    Stored(
        "talks_meetup",
        _("meetups: what for, how, how often"),
        _("who organises it"),
        EVERYBODY,
        FOR_GOOD,
        {
            "id": ID,
            "purpose": _("what it is for"),
            "place": _("where, or what leads to the call"),
            "mode": _("online or in person"),
            "cadence": _("how often"),
            "minutes": _("how long each time"),
            "first_on": _("its first day"),
            "ended_on": _("the day from which it is held no more"),
            "served_id": _("which community or project it is about"),
            "organiser_id": _("who organises it"),
        },
    ),
    Stored(
        "talks_meetupday",
        _("further days of a meetup"),
        _("nobody"),
        EVERYBODY,
        FOR_GOOD,
        {"id": _("a running number"), "meetup_id": WHICH_MEETUP, "day": _("the day")},
    ),
    Stored(
        "talks_invitation",
        _("who was asked to come to a meetup, and whether they come"),
        _("who was asked"),
        _("whoever was asked sees their own; everyone sees how many come"),
        FOR_GOOD,
        {
            "id": ID,
            "meetup_id": WHICH_MEETUP,
            "person_id": _("who was asked"),
            "answer": _("coming, not coming, or nothing yet; never a reason"),
        },
    ),
)
INVENTORY = Inventory(_("Talks and meetups"), TABLES)
