"""What everybody is told about desks: that one is handed over, or can no longer be opened. Nobody is singled out."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.voices.desk import queries
from groundswell.voices.models import DeskKey, HandOver
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel


class DeskLines:
    """The desks' part of the weekly letter: the same for everyone."""

    order = 30

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return what is going on, and what ended since. Three queries.

        What ended on the day of a letter, maybe after its hour, is told by that letter and by the next.
        """
        del person
        running = HandOver.objects.filter(state=HandOver.State.ASKING).select_related("leaver", "successor")
        handed = HandOver.objects.filter(state=HandOver.State.ENDED, kind=HandOver.Kind.FOR_GOOD, ended_on__lte=day)
        ended = handed.filter(ended_on__gte=since) if since else handed
        return [
            *(_running(each) for each in running.order_by("begun_on", "id")),
            *(_ended(each) for each in ended.select_related("leaver", "successor").order_by("ended_on", "id")),
            *(_lost(name) for name in _lost_desks(since, day)),
        ]


class HandOverPanel:
    """The same on everybody's start page, while authors are asked."""

    order = 40

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the hand-overs that run now, or None. One query."""
        del visitor
        lines = tuple(Line(_running(each)) for each in _asking())
        return Panel(_("Who reads"), lines=lines) if lines else None


@prepared
def _asking(given: Given) -> QuerySet[HandOver]:
    del given
    running = HandOver.objects.filter(state=HandOver.State.ASKING).select_related("leaver", "successor")
    return running.order_by("begun_on", "id")


class DeskFarewell:
    """What is lost with a reader: said to whoever is about to end their role."""

    def lost_with(self, person: Person) -> Sequence[str]:
        """Return a sentence about the dialogues that nobody else can open. One query."""
        alone = queries.read_by_nobody_else(person)
        if not alone:
            return []
        sentence = ngettext(
            "%(number)d open dialogue can be read by %(name)s alone. It closes, unless its author lets it move: "
            "%(name)s can hand over at the desk first.",
            "%(number)d open dialogues can be read by %(name)s alone. They close, unless their authors let them move: "
            "%(name)s can hand over at the desk first.",
            alone,
        )
        return [sentence % {"number": alone, "name": person.name}]


def _running(hand_over: HandOver) -> str:
    words = {
        "leaver": hand_over.leaver.name,
        "successor": hand_over.successor.name,
        "day": date_format(hand_over.closes_on, "j F"),
        "from": date_format(hand_over.from_on, "j F") if hand_over.from_on else "",
    }
    if hand_over.kind == HandOver.Kind.FOR_GOOD and clock.today() > hand_over.closes_on:
        return (
            _(
                "%(leaver)s hands the desk over to %(successor)s. The days to answer ended on %(day)s. Dialogues "
                "without a yes do not move."
            )
            % words
        )
    if hand_over.from_on is not None:
        return _running_from_a_day(hand_over, words)
    if hand_over.kind == HandOver.Kind.DEPUTY:
        return (
            _(
                "%(successor)s becomes a deputy of %(leaver)s. If you have a dialogue with %(leaver)s, "
                "you are asked in it whether %(successor)s may read it too. Without your yes nothing changes."
            )
            % words
        )
    return (
        _(
            "%(leaver)s hands the desk over to %(successor)s. If you have a dialogue with %(leaver)s, you are asked in "
            "it until %(day)s whether %(successor)s may go on with it. Without your yes it does not move."
        )
        % words
    )


def _running_from_a_day(hand_over: HandOver, words: dict[str, str]) -> str:
    if hand_over.kind == HandOver.Kind.DEPUTY:
        return (
            _(
                "From %(from)s on %(successor)s is a deputy of %(leaver)s. If you have a dialogue with %(leaver)s, you "
                "are asked in it whether %(successor)s may read it too. Before that day nothing changes, and without "
                "your yes nothing does."
            )
            % words
        )
    return (
        _(
            "From %(from)s on %(successor)s has the desk of %(leaver)s. If you have a dialogue with %(leaver)s, you "
            "are asked in it until %(day)s whether %(successor)s may go on with it. Before that day nothing moves, and "
            "without your yes it never does."
        )
        % words
    )


def _ended(hand_over: HandOver) -> str:
    return _(
        "%(leaver)s has handed the desk over to %(successor)s. Dialogues without a yes stay with whoever else reads "
        "them, or are closed; each has a notice."
    ) % {"leaver": hand_over.leaver.name, "successor": hand_over.successor.name}


def _lost(name: str) -> str:
    return _(
        "The desk of %(name)s can no longer be opened: its key is gone. Dialogues that only %(name)s could read are "
        "closed, with a notice in each; what was sent to somebody else too stays with them."
    ) % {"name": name}


def _lost_desks(since: date | None, day: date) -> list[str]:
    """Return whose last key was destroyed without a hand-over."""
    handed = HandOver.objects.filter(
        leaver=OuterRef("reader"), ended_on=OuterRef("destroyed_on"), state=HandOver.State.ENDED
    )
    lost = DeskKey.objects.filter(newer=None, destroyed_on__lte=day).exclude(Exists(handed))
    lost = lost.filter(destroyed_on__gte=since) if since else lost
    return list(lost.order_by("reader__name").values_list("reader__name", flat=True).distinct())
