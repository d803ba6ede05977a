"""What the start page and the desk say about rounds."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import policy, queries, sentences
from groundswell.propositions.rounds.letter import ROUTES
from groundswell.propositions.rounds.queries import Asked
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel

SOON_DAYS = 3
ABOUT = {
    Phase.IDEAS: _later("Ideas, alone. This line stays as it is, used or not; open until"),
    Phase.VOTES: _later("Agree or disagree. This line stays as it is, used or not; open until"),
    Phase.LATE: _later("Were you away, or did you think of something since? Nobody is waited for; open until"),
}


class OpenRounds:
    """The sheets and books that are open: they look the same before and after their use."""

    order = 4

    def panel_for(self, visitor: Visitor | Person) -> Panel | None:
        """Return what is asked of somebody, and the newest round. One query where no round runs, else at most four."""
        if not isinstance(visitor, Person):
            return None
        newest = queries.newest_round()
        if newest is None:
            return None
        asked, away = queries.asked_now(visitor), queries.away_lately(visitor)
        told = {each.round.id for each in asked} | {each.id for each in away}
        lines = [*map(_asked, asked), *(_away(each) for each in away if each not in {one.round for one in asked})]
        if newest.id not in told:
            lines.append(_line(newest, str(sentences.PHASES[Phase(newest.phase)])))
        return (
            Panel(_("Rounds"), lines=tuple(lines), more_words=_("All rounds"), more_url=reverse("rounds:rounds"))
            if lines
            else None
        )


def _asked(asked: Asked) -> Line:
    return Line(
        asked.round.title,
        url=reverse("rounds:round", args=[asked.round.id]),
        about=str(ABOUT[asked.phase]),
        day=asked.closes_on,
        act_words=_("Vote") if asked.phase is Phase.VOTES else _("Write"),
        act_url=reverse(ROUTES[asked.phase], args=[asked.link]),
    )


def _away(found: Round) -> Line:
    about = _("It asked for answers while you were away. Its page says what you can still add.")
    return Line(found.title, url=reverse("rounds:round", args=[found.id]), about=about)


class DeskRounds:
    """What waits for the desk: phases past their last day, and those that end soon."""

    order = 12

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return a line for each, the latest first. One query, and at most four more where one is past its last day."""
        if not is_open or not policy.may_lead(reader):
            return None
        today = clock.today()
        ending = queries.ending_until(today + timedelta(days=SOON_DAYS))
        due = [_stalled(each, lacks) for each, lacks in queries.stalled_among(ending, today).items()]
        soon = [_soon(each) for each in ending if each.closes_on is not None and each.closes_on >= today]
        return Panel(
            _("Rounds"),
            lines=(*due, *soon),
            empty=_("No phase of a round ends soon."),
            more_words=_("All rounds"),
            more_url=reverse("rounds:rounds"),
        )


def _stalled(found: Round, lacks: Missing | None) -> Line:
    words = _("“%(phase)s” should have ended; it waits for you since")
    if lacks is Missing.REVIEW:
        words = _("“%(phase)s” should have ended on")
    about = words % {"phase": sentences.PHASES[Phase(found.phase)]}
    return _line(found, f"{sentences.MISSING[lacks]} {about}" if lacks else about, state=_("waiting"))


def _soon(found: Round) -> Line:
    return _line(found, _("“%(phase)s” ends") % {"phase": sentences.PHASES[Phase(found.phase)]})


def _line(found: Round, about: str, state: str = "") -> Line:
    url = reverse("rounds:round", args=[found.id])
    return Line(found.title, url=url, about=about, state=state, day=found.closes_on)
