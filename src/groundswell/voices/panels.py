"""What the start page says about voices to somebody who is signed in."""

from datetime import timedelta
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.voices.letter import DAYS_BEFORE_THE_FIRST_LETTER, nudge
from groundswell.voices.queries import readers_without_a_key
from groundswell.web.access import Access, Visitor
from groundswell.web.ports import Line, Panel


class DesksToOpen:
    """Which desks were never opened: said to their readers, and to whoever is setting this up."""

    order = 2

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return a line for each desk without a key, or None: until two have one, nothing can be said."""
        is_administrator = visitor.may_open(Access.ADMINISTRATOR)
        if not is_administrator and not visitor.may_open(Access.READER):
            return None
        closed = readers_without_a_key()
        me = cast("Person", visitor)
        lines = [_own_desk()] if me in closed else []
        if is_administrator:
            lines += [_desk_of(person) for person in closed if person != me]
        return Panel(_("Before anybody can say something"), lines=tuple(lines)) if lines else None


def _own_desk() -> Line:
    about = _("Until an advocate and an alternate have opened theirs, nobody can say anything.")
    return Line(_("Open your desk"), about=about, act_words=_("Choose a passphrase"), act_url=reverse("desk_setup"))


def _desk_of(person: Person) -> Line:
    title = _("%(name)s opens the desk once") % {"name": person.name}
    return Line(title, about=_("That makes the key to which people's words are sealed. Nobody else can do it."))


class WhatISaid:
    """The way to one's own dialogues, and the line that is the same for everyone."""

    order = 20

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the panel. Two queries; nothing of it depends on who looks.

        It counts from further back than the last letter did, and both name their day: who missed a letter misses none.
        """
        del visitor
        today = clock.today()
        first = people.letter_before_last() or today - timedelta(days=DAYS_BEFORE_THE_FIRST_LETTER)
        sentence = nudge(first, today)
        lines = (Line(sentence, url=reverse("thread")),) if sentence else ()
        return Panel(
            _("What I said"),
            lines=lines,
            empty=_("What you said with your name, and what became of it, stands on a page of your own."),
            more_words=_("What I said"),
            more_url=reverse("mine"),
        )
