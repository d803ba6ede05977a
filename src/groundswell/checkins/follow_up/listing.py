"""Who waits for a first answer at a desk, whoever was to be answered first at the top."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.checkins.rules import follow_up as rules
from groundswell.checkins.rules.follow_up import Standing, Waiting
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.voices import queries as voices
from groundswell.voices.queries import Unanswered
from groundswell.voices.rules import Level
from groundswell.web.ports import Line, Panel

ON_THE_FRONT = 5
STANDINGS = {
    Standing.OVERDUE: gettext_lazy("overdue"),
    Standing.TODAY: gettext_lazy("due today"),
    Standing.WAITING: gettext_lazy("waiting"),
}
LEVELS = {
    Level.ANONYMOUS: gettext_lazy("Somebody unknown"),
    Level.SIGNED: gettext_lazy("Somebody with their name"),
    Level.OPEN: gettext_lazy("Somebody, openly"),
}


@dataclass(frozen=True)
class FirstAnswer:
    """A voice without a first answer, and by when it is due."""

    voice: Unanswered
    waiting: Waiting[str]
    standing: Standing

    @property
    def line(self) -> Line:
        """Return it as a line of the desk: nothing of what it says, and no name before it is read."""
        return Line(
            LEVELS[self.voice.level],
            url=reverse("desk_voice", args=[self.voice.voice]),
            state=STANDINGS[self.standing],
            about=_("%(way)s, to be answered by") % {"way": self.voice.way},
            day=self.waiting.due,
            act_words=_("Answer"),
            act_url=f"{reverse('desk_voice', args=[self.voice.voice])}#answer",
        )


def first_answers(reader: Person, *, with_muted: bool = False) -> list[FirstAnswer]:
    """Return who waits for this reader (or for whoever reads it too). Three queries; two more with what was muted."""
    found = [*voices.unanswered(reader), *(voices.muted_unanswered(reader) if with_muted else ())]
    listed, today = {str(each.voice): each for each in found}, clock.today()
    ordered = rules.in_order(_with_days(found))
    return [FirstAnswer(listed[each.what], each, each.standing(today)) for each in ordered]


def _with_days(found: Sequence[Unanswered]) -> list[Waiting[str]]:
    if not found:
        return []
    first = min(each.since for each in found)
    last = max(each.since for each in found) + rules.LONGEST_WAIT
    away = people.days_away({reader for each in found for reader in each.readers}, first, last)
    return [
        Waiting(str(each.voice), each.since, rules.due_on(each.since, rules.nobody_here(each.readers, away)))
        for each in found
    ]


class FollowUp:
    """The top of the list at the open desk; overdue ones rise."""

    order = 5

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel of an open desk; a locked one shows nothing of it. Three queries."""
        if not is_open:
            return None
        waiting = first_answers(reader)
        return Panel(
            _("To be answered within two working days"),
            lines=tuple(each.line for each in waiting[:ON_THE_FRONT]),
            empty=_("Nobody of a check-in or a referral waits for a first answer."),
            more_words=_("The follow-up"),
            more_url=reverse("checkins:follow_up"),
        )
