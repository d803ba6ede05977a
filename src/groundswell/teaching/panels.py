"""Teaching at the desk and on the start page: a line each, as the header is full."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.teaching import policy
from groundswell.teaching.models import Event
from groundswell.teaching.queries import duties, events, quoting
from groundswell.teaching.queries import pieces as queries
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel

_MOST = 5


class Teaching:
    """Where members find what teaches, the calls for papers and the duties."""

    order = 23

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return three lines. Three queries."""
        del visitor
        going, calls, kept = queries.number_going(), events.number_open(), duties.number_kept()
        told = (
            (ngettext("%(n)d piece on its way", "%(n)d pieces on their way", going), going, "pieces"),
            (ngettext("%(n)d call for papers is open", "%(n)d calls for papers are open", calls), calls, "events"),
            (ngettext("%(n)d duty comes again", "%(n)d duties come again", kept), kept, "duties"),
        )
        lines = [Line(words % {"n": count}, url=reverse(f"teaching:{route}")) for words, count, route in told]
        return Panel(_("What teaches"), lines=tuple(lines))


class DeskTeaching:
    """What waits at the desk: a second look, a quote that was taken back, a call that closes, a duty that is open."""

    order = 27

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel. What a locked desk shows, everybody may read."""
        del is_open
        lines = [
            Line(
                each.title,
                url=reverse("teaching:piece", args=[each.id]),
                state=_("a second look"),
                act_words=_("Look"),
                act_url=reverse("teaching:look", args=[each.id]),
            )
            for each in queries.to_look_at(reader)[:_MOST]
        ]
        if policy.may_write(reader):
            lines += _of_writers()
        lines += [
            Line(each.name, url=reverse("teaching:event", args=[each.id]), state=_("call for papers"), day=_day(each))
            for each in events.followed_calls(reader, _MOST)
        ]
        lines += [
            Line(
                each.name,
                url=reverse("teaching:duty", args=[each.id]),
                state=_("open this sprint"),
                act_words=_("Do it"),
                act_url=reverse("teaching:run", args=[each.id]),
            )
            for each in duties.open_for(reader)[:_MOST]
        ]
        more = reverse("teaching:pieces")
        return (
            Panel(_("What teaches"), lines=tuple(lines), more_words=_("All that is on its way"), more_url=more)
            if lines
            else None
        )


def _of_writers() -> list[Line]:
    return [
        Line(
            each.piece.title,
            url=reverse("teaching:piece", args=[each.piece.id]),
            state=_("a quote was taken back"),
            about=_("It is gone from here. Take it out of copies elsewhere too."),
        )
        for each in quoting.to_take_out()[:_MOST]
    ]


def _day(event: Event) -> date | None:
    closes = events.closes_in_zone(event)
    return closes.date() if closes else None
