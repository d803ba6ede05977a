"""Talks on the pages of others: the desk, a voice at the desk, and a voice that is taken back."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.talks import actions, queries
from groundswell.voices.desk.ports import Offer
from groundswell.web.access import Visitor
from groundswell.web.ports import Figure, Line, Panel


class DeskTalks:
    """The talks that nobody ended, and those to come; a locked desk shows how many, and no more."""

    order = 15

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel."""
        talks = queries.talks_read_by(reader)
        # What may go out waits for the reader; whether the others end is their members' to say.
        unsettled = sorted(
            (line for line in talks if line.is_listed_to_reader or line.to_carry), key=lambda line: not line.to_carry
        )
        coming = sum(line.is_to_come for line in talks)
        url = reverse("talks:desk_talks")
        figures = (Figure(_("to come"), coming, url=url), Figure(_("not settled"), len(unsettled), url=url))
        lines = tuple(
            Line(
                _("A talk of %(day)s") % {"day": date_format(line.day, "j F")},
                url=reverse("talks:desk_talk", args=[line.talk.id]),
                about=_open_words(line.open_points, line.to_carry),
            )
            for line in unsettled[:5]
        )
        return Panel(
            _("Talks"),
            figures,
            lines if is_open else (),
            more_words=_("Times and talks"),
            more_url=url if is_open else "",
        )


class TalksFarewell:
    """Says what becomes of the talks that are booked with somebody who goes."""

    def lost_with(self, person: Person) -> Sequence[str]:
        """Return a sentence where some are to come. One query."""
        coming = queries.to_come_with(person)
        if not coming:
            return []
        told = ngettext(
            "%(count)d booked 121 to come: it is called off, and its dialogue says so, unless somebody else reads it.",
            "%(count)d booked 121s to come: they are called off, and their dialogues say so, unless somebody else "
            "reads them.",
            coming,
        )
        return [told % {"count": coming}]


class WaysToTalk:
    """Where somebody books a 121, and finds what is talked about with others."""

    order = 20

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the ways. No query."""
        del visitor
        return Panel(_("Talks"), lines=(_a_121(), _meetups(), _meetings()))


class TalkOffers:
    """What can be made of a voice at the desk."""

    def offers_for(self, voice: UUID) -> Sequence[Offer]:
        """Return the way from a dialogue to a talk. No query."""
        return [Offer(_("It became a talk"), reverse("talks:of_voice", args=[voice]), key="t")]


class TalkedAbout:
    """Talks as a promise: nothing of a dialogue that became a talk goes out without a yes."""

    def needs_a_yes(self, voice: UUID) -> bool:
        """Tell whether a voice is talked about, or was. One query."""
        return queries.has_talks(voice)


class Withdrawals:
    """Talks as something that leans on voices."""

    def voice_withdrawn(self, voice: UUID) -> None:
        """Forget the talks of a voice with everything noted of them, inside the transaction that takes it back."""
        actions.forget_talks_of(voice=voice)

    def words_refused(self, voice: UUID, about_kind: str, about_id: UUID) -> None:
        """Nothing of a talk is shown to others, so a no changes nothing here."""


def _a_121() -> Line:
    return Line(
        _("A 121"),
        url=reverse("talks:talks"),
        about=_("Between you and whoever you book. It needs no ticket and no budget."),
        act_words=_("Book a 121"),
        act_url=reverse("talks:book"),
    )


def _meetups() -> Line:
    return Line(_("Meetups"), url=reverse("talks:meetups"), about=_("What for, how often, and what they cost."))


def _meetings() -> Line:
    return Line(_("Meetings"), url=reverse("talks:meetings"), about=_("What was said in them, and what was agreed."))


def _open_words(open_points: int, to_carry: int) -> str:
    if to_carry:
        told = ngettext("%(count)d point may go out", "%(count)d points may go out", to_carry)
        return told % {"count": to_carry}
    told = ngettext("%(count)d point is open", "%(count)d points are open", open_points)
    return told % {"count": open_points} if open_points else _("no point is noted")
