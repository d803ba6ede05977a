"""Who implements which port. The only place where two contexts that do not know each other meet."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.sqlite import shuffle
from groundswell.people import actions as people
from groundswell.people.letter import send_due_letter
from groundswell.people.ports import announcements, farewells, letter_sections, waiting_sources
from groundswell.people.start import EmptyHouse, FirstStepsPanel, WaitingPanel
from groundswell.project.sweeps import SWEEPS
from groundswell.voices import letter as voices_letter
from groundswell.voices import panels as voices_panels
from groundswell.voices import ports as voices
from groundswell.voices import sweeps as voices_sweeps
from groundswell.voices import waiting as voices_waiting
from groundswell.voices.desk import letter
from groundswell.voices.desk.actions import ending
from groundswell.web.access import Access
from groundswell.web.ports import NavigationItem, navigation, start_panels, welcome_notices


def wire() -> None:
    """Plug every implementation into its port."""
    SWEEPS.plug(shuffle.nightly)
    SWEEPS.plug(send_due_letter)
    start_panels.plug(FirstStepsPanel())
    start_panels.plug(WaitingPanel())
    welcome_notices.plug(EmptyHouse())
    navigation.plug(NavigationItem(_("What waits for me"), "waiting", Access.MEMBER, order=30, key="w"))
    navigation.plug(NavigationItem(_("Organisation"), "organisation", Access.MEMBER, order=90, key="o"))
    SWEEPS.plug(people.end_sessions_of_who_left)
    waiting_sources.plug(voices_waiting.OwnVoices())
    letter_sections.plug(voices_letter.Nudge())
    announcements.plug(voices_letter.ConsentWindow())
    start_panels.plug(voices_panels.WhatISaid())
    SWEEPS.plug(voices_sweeps.KeySweep())
    navigation.plug(NavigationItem(_("Say something"), "speak", Access.COOKIELESS, order=1, key="s"))
    navigation.plug(NavigationItem(_("What I said"), "mine", Access.MEMBER, order=5, key="m"))
    navigation.plug(NavigationItem(_("Said openly"), "said", Access.MEMBER, order=20))
    voices.published.plug(ending.HandOverAnswers())
    SWEEPS.plug(ending.end_desks_of_the_departed)
    letter_sections.plug(letter.DeskLines())
    farewells.plug(letter.DeskFarewell())
    start_panels.plug(letter.HandOverPanel())
    navigation.plug(NavigationItem(_("Desk"), "desk", Access.READER, order=10, key="d"))  # type: ignore[arg-type]  # lazy
