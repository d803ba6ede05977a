"""Questions on the start page and at the desk: one line each, as the header is full."""

from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.questions import policy, sentences
from groundswell.questions.queries import queue, reading
from groundswell.questions.rules.lists import Lists
from groundswell.web.access import Visitor
from groundswell.web.ports import Figure, Line, Panel

_MOST = 3


class Questions:
    """Where members find the queue, and what they have themselves."""

    order = 23

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the panel; None where no source is read. At most three queries."""
        if not queue.is_anything_read():
            return None
        had = len(queue.mine(cast("Person", visitor)))
        waiting = queue.unanswered_now(cast("Person", visitor))
        words = ngettext("%(n)d question waits", "%(n)d questions wait", waiting) % {"n": waiting}
        lines = [Line(words, url=reverse("questions:queue"), about=sentences.ABOUT_LIST[Lists.UNANSWERED])]
        if had:
            own = ngettext("You have %(n)d of them", "You have %(n)d of them", had) % {"n": had}
            lines.append(Line(own, url=reverse("questions:mine")))
        return Panel(_("Questions from outside"), lines=tuple(lines))


class DeskQuestions:
    """What waits for the advocates outside: the lists, and the oldest of what was escalated."""

    order = 28

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel. What a locked desk shows, everybody may read."""
        del is_open
        if not policy.may_sort(reader) or not queue.is_anything_read():
            return None
        figures = tuple(
            Figure(sentences.LIST[which], count, url=f"{reverse('questions:queue')}?list={which.value}")
            for which, count in queue.counts(reader=reader).items()
        )
        lines = tuple(
            Line(
                each.item.title,
                url=reverse("questions:item", args=[each.item.id]),
                state=_("escalated"),
                about=ngettext("%(n)d day", "%(n)d days", each.age_days) % {"n": each.age_days},
            )
            for each in reading.lines_of(queue.listed(Lists.ESCALATED, reader=reader)[:_MOST])
        )
        more = reverse("questions:box")
        return Panel(
            _("Questions from outside"), figures, lines, more_words=_("What fits into my hours"), more_url=more
        )
