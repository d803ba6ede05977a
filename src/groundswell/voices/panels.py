"""What the start page says about voices to somebody who is signed in."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.voices.letter import DAYS_BEFORE_THE_FIRST_LETTER, nudge
from groundswell.web.access import Visitor
from groundswell.web.ports import Line, Panel


class WhatISaid:
    """The way to one's own dialogues, and the line that is the same for everyone."""

    order = 20

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the panel. One query; nothing of it depends on who looks."""
        del visitor
        today = clock.today()
        sentence = nudge(today - timedelta(days=DAYS_BEFORE_THE_FIRST_LETTER), today)
        lines = (Line(sentence, url=reverse("thread")),) if sentence else ()
        return Panel(
            _("What I said"),
            lines=lines,
            empty=_("What you said with your name, and what became of it, stands on a page of your own."),
            more_words=_("What I said"),
            more_url=reverse("mine"),
        )
