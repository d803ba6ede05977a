"""Propositions at the desk, and where members begin."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.propositions.models import Decision, Part, Proposition
from groundswell.propositions.proposing import policy, sentences
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.queries.asked import to_ask
from groundswell.propositions.proposing.queries.standing import standings_of
from groundswell.propositions.proposing.queries.titles import title_of
from groundswell.propositions.proposing.queries.versions import Content
from groundswell.propositions.proposing.rules.asked import AskedAbout
from groundswell.propositions.proposing.rules.decisions import Outcome, Standing
from groundswell.web.access import Visitor
from groundswell.web.ports import Figure, Line, Panel

_MOST = 5


class DeskPropositions:
    """Decisions that were due, words that nobody was asked about, and decisions to look at whether they helped."""

    order = 25

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel. What a locked desk shows, everybody may read."""
        del is_open
        if not policy.may_write(reader):
            return None
        overdue = _overdue(today=clock.today())
        look = pages.to_look_at()
        address = reverse("propositions:propositions")
        ask = to_ask()
        lines = [*(_overdue_line(each) for each in overdue[:_MOST]), *(_ask_line(*each) for each in ask[:_MOST])]
        lines += _look_lines(look[:_MOST])
        figures = (
            Figure(_("overdue for a decision"), len(overdue), url=address),
            Figure(_("to be asked about"), len(ask), url=address),
            Figure(_("did it help?"), len(look), url=address),
        )
        return Panel(_("Propositions"), figures, tuple(lines), more_words=_("All propositions"), more_url=address)


class Proposed:
    """Where members find what is proposed. Not in the header, which is full."""

    order = 20

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the newest propositions, each with how far it has come. Five queries at most."""
        del visitor
        newest = _newest()
        titles, known = title_of(newest), standings_of([each.id for each in newest])
        lines = tuple(_proposed_line(each, titles[each.id], known[each.id]) for each in newest)
        return Panel(
            _("Proposed"),
            lines=lines,
            empty=_("Nothing is proposed yet."),
            more_words=_("All propositions"),
            more_url=reverse("propositions:propositions"),
        )


@prepared
def _newest(given: Given) -> QuerySet[Proposition]:
    del given
    return Proposition.objects.filter(versions__isnull=False).distinct().order_by("-written_on", "id")[:_MOST]


@prepared
def _overdue(given: Given) -> QuerySet[Proposition]:
    for_good = Decision.objects.filter(part=OuterRef("id")).exclude(outcome=Outcome.LATER)
    waits = Exists(Part.objects.filter(~Exists(for_good), proposition=OuterRef("id")))
    due = Proposition.objects.filter(waits, decide_by__lt=given.today, versions__isnull=False)
    return due.distinct().order_by("decide_by", "id")


def _proposed_line(proposition: Proposition, title: str, known: Standing) -> Line:
    """Say how far it has come; until when it is to be decided only where it is not."""
    step = sentences.STEP[known.step]
    url = reverse("propositions:proposition", args=[proposition.id])
    if known.is_decided or proposition.decide_by is None:
        return Line(title, url=url, about=step)
    return Line(title, url=url, about=_("%(step)s; to be decided by") % {"step": step}, day=proposition.decide_by)


def _overdue_line(proposition: Proposition) -> Line:
    address = reverse("propositions:proposition", args=[proposition.id])
    return Line(
        proposition.title,
        url=address,
        state=_("overdue"),
        day=proposition.decide_by,
        act_words=_("Decide"),
        act_url=f"{address}#parts",
    )


def _ask_line(proposition: Proposition, content: Content, about: AskedAbout) -> Line:
    return Line(
        content.title,
        url=reverse("propositions:proposition", args=[proposition.id]),
        about=sentences.asked(about),
        act_words=_("Ask again") if about.until else _("Send it for review"),
        act_url=reverse("propositions:send", args=[proposition.id]),
    )


def _look_lines(decisions: list[Decision]) -> list[Line]:
    titles = title_of([each.part.proposition for each in decisions])
    return [
        Line(
            _("Did “%(part)s” help?") % {"part": each.part.title},
            url=reverse("propositions:proposition", args=[each.part.proposition_id]),
            about=titles[each.part.proposition_id],
            day=each.review_on,
            act_words=_("Look"),
            act_url=reverse("propositions:look", args=[each.id]),
        )
        for each in decisions
    ]
