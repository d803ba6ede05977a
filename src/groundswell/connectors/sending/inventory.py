"""What is stored of places outside, and of what went there."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

INVENTORY = Inventory(
    _("What goes out"),
    (
        Stored(
            "sending_place",
            _("forums, trackers and channels outside that things can be sent to"),
            _("nobody"),
            _("the administrators; its key nobody"),
            _("always; the key until nothing is sent there any more"),
            {
                "id": _("a random number"),
                "kind": _("what stands there"),
                "name": _("what it is called here"),
                "address": _("where it is"),
                "spot": _("the category, project, repository or channel"),
                "branch": _("the main branch of a handbook"),
                "folder": _("the folder of a handbook"),
                "secret": _("its key, encrypted under a key that lies outside the database"),
                "ended_on": _("since which day nothing is sent there"),
            },
        ),
        Stored(
            "sending_sending",
            _("what was shown before it went out, letter by letter, and where it stands outside"),
            _("the advocate or planner who sent it"),
            _("advocates, and planners for tickets"),
            _("always; the letters of a question until whoever asked it is erased"),
            {
                "id": _("a random number, which stands in what was made outside"),
                "place_id": _("where it goes"),
                "what": _("what it is: a brief, a ticket, the ask of a review, a change of a handbook, a question"),
                "about": _("the proposition, ticket or hand-off"),
                "letters": _("exactly what leaves, without the key"),
                "digest": _("a mark of exactly what leaves"),
                "words": _("a mark of the words it was made from"),
                "state": _("whether it is prepared, there, refused or unsure"),
                "first_tried_at": _("when it was first tried"),
                "tried_at": _("when it was last tried"),
                "link": _("where it stands outside"),
                "stands": _("how a change of a handbook stands"),
                "note": _("why it did not go"),
                "by_id": _("who prepared or sent it"),
                "prepared_on": _("the day it was prepared"),
                "sent_on": _("the day it arrived"),
            },
        ),
    ),
)
