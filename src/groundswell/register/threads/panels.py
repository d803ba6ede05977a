"""What the desk shows of threads."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.register import policy
from groundswell.register.models.thread import Thread
from groundswell.register.threads import queries
from groundswell.web.access import Access
from groundswell.web.ports import Line, Panel

MOST = 3


class Threads:
    """The newest threads of an open advocate's desk, and how far each is worked through."""

    order = 60

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel; a locked desk shows no thread, and an alternate reads none here."""
        if not is_open or not reader.may_open(Access.ADVOCATE):
            return None
        lines = tuple(_line(thread) for thread in queries.threads(policy.reading_of(reader))[:MOST])
        empty = _("No forum thread has been brought in.")
        return Panel(_("Threads"), (), lines, empty, _("All threads"), reverse("threads:threads"))


def _line(thread: Thread) -> Line:
    told = {"marked": thread.posts_marked, "all": thread.posts_shown}  # type: ignore[attr-defined]  # from `threads()`
    return Line(
        title=thread.title,
        url=reverse("threads:thread", args=[thread.id]),
        about=ngettext("%(marked)s of %(all)s post has marks", "%(marked)s of %(all)s posts have marks", told["all"])
        % told,
    )
