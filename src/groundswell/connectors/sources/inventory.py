"""What is stored of what knocks at webhooks."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

INVENTORY = Inventory(
    _("What services outside tell by themselves"),
    (
        Stored(
            "sources_delivery",
            _("what came in at the webhook of a source, until it is taken in"),
            _("whoever wrote it outside"),
            _("the operator of the server; no page shows it"),
            _("a second or two; then it stands with the questions"),
            {
                "id": _("a number"),
                "source": _("which source"),
                "name": _("what the service calls this delivery"),
                "kind": _("what it is about"),
                "body": _("what the service sent"),
                "received_at": _("when it came"),
            },
        ),
    ),
)
