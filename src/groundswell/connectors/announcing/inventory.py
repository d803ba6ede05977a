"""What is stored of webhooks that go out."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

INVENTORY = Inventory(
    _("Webhooks that go out"),
    (
        Stored(
            "announcing_listener",
            _("addresses outside that are told what everybody here may know"),
            _("nobody"),
            _("the administrators; its secret nobody"),
            _("always; the secret until it is told nothing more"),
            {
                "id": _("a random number"),
                "name": _("what it is called here"),
                "address": _("where it listens"),
                "secret": _("what its tellings are signed with, encrypted under a key that lies outside the database"),
                "heard": _("up to which line of the log it was told"),
                "named_on": _("the day it was named"),
                "ended_on": _("the day it was ended"),
            },
        ),
        Stored(
            "announcing_telling",
            _("what such an address was told: kinds of acts, ids, states and numbers; no words, no names"),
            _("nobody"),
            _("the administrators, and whoever listens"),
            _("thirty days after it was made"),
            {
                "id": _("a random number"),
                "listener_id": _("who is told"),
                "line": _("which line of the log it tells"),
                "event": _("the kind of act"),
                "body": _("exactly what goes out"),
                "state": _("whether it waits, was taken or was given up"),
                "tries": _("how often it was tried"),
                "due_at": _("when it is tried next"),
                "made_on": _("the day it was made"),
                "note": _("why it was not taken"),
            },
        ),
    ),
)
