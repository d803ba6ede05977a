"""What is stored of keys to read by machine."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

INVENTORY = Inventory(
    _("Keys to read by machine"),
    (
        Stored(
            "api_key",
            _("that somebody has a key with which a machine reads for them; not when it reads, nor what"),
            _("the person it belongs to"),
            _("the person it belongs to"),
            _("always; it opens nothing after its days, its end, or the day they leave"),
            {
                "id": _("a random number"),
                "person_id": _("whose it is"),
                "name": _("what it is for, in their words"),
                "mark": _("a mark of the key, made with a secret that lies outside the database"),
                "made_on": _("the day it was made"),
                "expires_on": _("the day from which on it opens nothing"),
                "ended_on": _("the day it was ended"),
            },
        ),
    ),
)
