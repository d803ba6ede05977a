"""What chats tell others: where one links an account, and what is forgotten of whoever leaves."""

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.api import panels as api
from groundswell.connectors.chat import actions
from groundswell.people.models import Person
from groundswell.web.access import Access, Visitor
from groundswell.web.ports import Line, Panel


class OtherDoors:
    """The ways in beside these pages."""

    order = 65

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the ways. No query."""
        if not visitor.may_open(Access.MEMBER):
            return None
        chat = Line(_("From your chat"), url=reverse("chat:chat"), about=_("Speak to the advocates where you are."))
        return Panel(_("Other doors"), lines=(chat, api.line()))


class Leavers:
    """Forgets who was who, of whoever leaves."""

    def departed(self, person: Person) -> None:
        """Forget it."""
        actions.forget_leaver(person=person)
