"""What is stored of evidence."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

ID = _("a random number")
EVERYBODY = _("everyone in the organisation")
FOR_GOOD = _("as long as the organisation is here: the database refuses to change or remove it")
NOBODY = _("nobody")

INVENTORY = Inventory(
    _("Evidence"),
    (
        Stored(
            "evidence_intervention",
            _("what will be looked at, said before its result is known"),
            _("whoever registered it"),
            EVERYBODY,
            FOR_GOOD,
            {
                "id": ID,
                "name": _("what is done"),
                "why": _("what was expected"),
                "measure": _("which number will be looked at"),
                "every": _("in which steps it is counted"),
                "on": _("from which day on it is done"),
                "looks_after": _("after how many steps one looks"),
                "compares_with": _("which other number it is compared with; empty: none"),
                "registered_at": _("when it was registered"),
                "by_id": _("who registered it"),
                "fingerprint": _("a hash of all this, as the log also holds it"),
            },
        ),
        Stored(
            "evidence_finding",
            _("what was found when one looked, once"),
            NOBODY,
            EVERYBODY,
            FOR_GOOD,
            {
                "intervention_id": _("what was looked at"),
                "found_on": _("on which day"),
                "before": _("the values before: counts and released figures of the whole organisation"),
                "after": _("the values after"),
                "said": _("the step, its interval, and how it compares with chance"),
                "fault": _("why nothing can be said; empty where something can"),
            },
        ),
        Stored(
            "evidence_rate",
            _("what an hour of a funding line costs"),
            _("whoever said it"),
            _("planners, and whoever all hours of a period are about"),
            _("as long as the organisation is here"),
            {
                "id": ID,
                "line": _("which line"),
                "from_on": _("from which day on"),
                "cents": _("how much, in hundredths"),
                "currency": _("in which currency"),
                "by_id": _("who said it"),
            },
        ),
    ),
)
