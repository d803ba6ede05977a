"""Who implements which port. The only place where two contexts that do not know each other meet."""

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.mailbox import inventory as mailbox_inventory
from groundswell.connectors.mailbox import polling
from groundswell.kit.sqlite import shuffle
from groundswell.people import actions as people
from groundswell.people import inventory as people_inventory
from groundswell.people.letter import send_due_letter
from groundswell.people.ports import announcements, farewells, letter_sections, waiting_sources
from groundswell.people.start import EmptyHouse, FirstStepsPanel, WaitingPanel
from groundswell.project.sweeps import SWEEPS
from groundswell.project.tidying import Tidying
from groundswell.register import inventory as register_inventory
from groundswell.register.actions import forget_taken_back
from groundswell.register.asking import Counting, VoiceOffers, Waiting
from groundswell.register.outcomes import Outcomes, Withdrawals
from groundswell.register.panels import DeskNumbers, Headline
from groundswell.register.threads.panels import Threads
from groundswell.voices import inventory as voices_inventory
from groundswell.voices import letter as voices_letter
from groundswell.voices import panels as voices_panels
from groundswell.voices import ports as voices
from groundswell.voices import sweeps as voices_sweeps
from groundswell.voices import waiting as voices_waiting
from groundswell.voices.desk import letter
from groundswell.voices.desk.actions import ending
from groundswell.voices.desk.ports import desk_panels, voice_actions
from groundswell.web import inventory
from groundswell.web.access import Access
from groundswell.web.ports import NavigationItem, inventories, navigation, start_panels, welcome_notices


def wire() -> None:
    """Plug every implementation into its port."""
    SWEEPS.plug(Tidying())
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
    SWEEPS.plug(shuffle.nightly)
    voices.published.plug(Withdrawals())
    voices.outcome_sources.plug(Outcomes())
    voices.count_sources.plug(Counting())
    desk_panels.plug(DeskNumbers())
    voice_actions.plug(VoiceOffers())
    waiting_sources.plug(Waiting())
    SWEEPS.plug(forget_taken_back)
    start_panels.plug(Headline())
    navigation.plug(NavigationItem(_("Concerns"), "register:concerns", Access.MEMBER, order=15, key="c"))
    voices.published.plug(ending.HandOverAnswers())
    SWEEPS.plug(ending.end_desks_of_the_departed)
    letter_sections.plug(letter.DeskLines())
    farewells.plug(letter.DeskFarewell())
    start_panels.plug(letter.HandOverPanel())
    navigation.plug(NavigationItem(_("Desk"), "desk", Access.READER, order=10, key="d"))
    SWEEPS.plug(polling.sweep)
    desk_panels.plug(Threads())
    for each in (voices_inventory, register_inventory, people_inventory, mailbox_inventory):
        inventories.plug(each.INVENTORY)
    for of_the_shell in inventory.INVENTORIES:
        inventories.plug(of_the_shell)
    navigation.plug(NavigationItem(_("Search"), "search", order=90, key="/"))
