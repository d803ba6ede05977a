"""What is stored of mails that wait for a click."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

INVENTORY = Inventory(
    _("Voices by mail"),
    (
        Stored(
            "mailbox_askedmail",
            _("that a link was sent back to the sender of a mail, to be sure that it is theirs"),
            _("nobody that can be found in it: the mark needs a file outside the database"),
            _("the operator of the server"),
            _("until the mail is taken in, or the link is too old"),
            {
                "mark": _("a mark of sender and mail"),
                "asked_on": _("the day, without the hour"),
                "is_confirmed": _("whether the link was used"),
            },
        ),
    ),
)
