"""What the states of a quote are called."""

from django.utils.translation import gettext_lazy as _

from groundswell.people.rules import Audience
from groundswell.talks.quotes.rules import State
from groundswell.web.ports import Words

READERS: dict[Audience, Words] = {
    Audience.ORGANISATION: _("everyone in the organisation"),
    Audience.PUBLIC: _("everybody, also outside the organisation"),
}
STATE: dict[State, Words] = {
    State.DRAFT: _("draft"),
    State.ASKED: _("asked"),
    State.APPROVED: _("approved"),
    State.APPROVED_AS_EDITED: _("approved as edited"),
    State.PARAPHRASE_ONLY: _("in other words only"),
    State.REFUSED: _("refused"),
    State.PUBLISHED: _("published"),
    State.WITHDRAWN: _("withdrawn"),
}
