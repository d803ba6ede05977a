"""Who implements which port. The only place where two contexts that do not know each other meet."""

from django.utils.translation import gettext_lazy as _

from groundswell.checkins import inventory as checkins_inventory
from groundswell.checkins import keyed as checkins_keyed
from groundswell.checkins import letter as checkins_letter
from groundswell.checkins import panels as checkins_panels
from groundswell.checkins import sweeps as checkins_sweeps
from groundswell.checkins import waiting as checkins_waiting
from groundswell.checkins.follow_up.listing import FollowUp
from groundswell.connectors.announcing import inventory as announcing_inventory
from groundswell.connectors.announcing import telling as announcing_telling
from groundswell.connectors.api import inventory as api_inventory
from groundswell.connectors.api import panels as api_panels
from groundswell.connectors.chat import inventory as chat_inventory
from groundswell.connectors.chat import listening as chat_listening
from groundswell.connectors.chat import panels as chat_panels
from groundswell.connectors.chat import telling as chat_telling
from groundswell.connectors.conferences.taking import KeepsEvents
from groundswell.connectors.mailbox import inventory as mailbox_inventory
from groundswell.connectors.mailbox import polling
from groundswell.connectors.sending import forgetting as sending_forgetting
from groundswell.connectors.sending import inventory as sending_inventory
from groundswell.connectors.sending import panels as sending_panels
from groundswell.connectors.sources import inventory as sources_inventory
from groundswell.connectors.sources import panels as sources_panels
from groundswell.connectors.sources import tasks as sources_tasks
from groundswell.connectors.sources.ports import event_takers, hours_takers
from groundswell.epics import actions as epics_actions
from groundswell.epics import inventory as epics_inventory
from groundswell.epics import owed as epics_owed
from groundswell.epics import panels as epics_panels
from groundswell.epics import tasks as epics_tasks
from groundswell.epics import waiting as epics_waiting
from groundswell.epics.ports import hours_sources
from groundswell.epics.ports import ways_out as ways_out_of_epics
from groundswell.evidence import baseline as evidence_baseline
from groundswell.evidence import inventory as evidence_inventory
from groundswell.evidence import panels as evidence_panels
from groundswell.evidence import tasks as evidence_tasks
from groundswell.evidence.outside import QuestionsAsked, QuestionsHandedOn
from groundswell.evidence.ports import first_responses
from groundswell.evidence.ports import hand_offs as hand_offs_counted
from groundswell.hours import actions as hours_actions
from groundswell.hours import baseline as hours_baseline
from groundswell.hours import inventory as hours_inventory
from groundswell.hours import panels as hours_panels
from groundswell.hours import tasks as hours_tasks
from groundswell.hours.planning import HoursOfSprint
from groundswell.hours.ports import demand_sources, measure_sources, work_sources
from groundswell.kit.sqlite import shuffle
from groundswell.people import actions as people
from groundswell.people import inventory as people_inventory
from groundswell.people.letter import send_due_letter
from groundswell.people.ports import announcements, departures, farewells, letter_sections, waiting_sources
from groundswell.people.start import EmptyHouse, FirstStepsPanel, WaitingPanel
from groundswell.project.hours_outside import HoursOfTrackers
from groundswell.project.sweeps import BRISK, LISTENING, SWEEPS
from groundswell.project.tidying import Tidying
from groundswell.propositions import inventory as propositions_inventory
from groundswell.propositions.ports import ways_out as ways_out_of_propositions
from groundswell.propositions.proposing import letter as propositions_letter
from groundswell.propositions.proposing import outcomes as propositions_outcomes
from groundswell.propositions.proposing import panels as propositions_panels
from groundswell.propositions.proposing import tasks as propositions_tasks
from groundswell.propositions.proposing import waiting as propositions_waiting
from groundswell.propositions.rounds import inventory as rounds_inventory
from groundswell.propositions.rounds import letter as rounds_letter
from groundswell.propositions.rounds import panels as rounds_panels
from groundswell.propositions.rounds import sweeps as rounds_sweeps
from groundswell.questions import actions as questions
from groundswell.questions import inventory as questions_inventory
from groundswell.questions import letter as questions_letter
from groundswell.questions import panels as questions_panels
from groundswell.questions import repeating as questions_repeating
from groundswell.questions import solved as questions_solved
from groundswell.questions import tasks as questions_tasks
from groundswell.questions import waiting as questions_waiting
from groundswell.questions.ports import holders
from groundswell.questions.ports import ways_out as ways_out_of_questions
from groundswell.questions.queries.bridging import CasesOutside
from groundswell.register import inventory as register_inventory
from groundswell.register.actions import forget_taken_back
from groundswell.register.asking import Counting, Findable, VoiceOffers, Waiting
from groundswell.register.outcomes import Outcomes, Withdrawals
from groundswell.register.panels import DeskNumbers, Headline
from groundswell.register.ports import cases_outside
from groundswell.register.threads.panels import Threads
from groundswell.talks import actions as talks_actions
from groundswell.talks import inventory as talks_inventory
from groundswell.talks import panels as talks_panels
from groundswell.talks import waiting as talks_waiting
from groundswell.talks.quotes.finding import FindableQuotes
from groundswell.talks.transcripts import inventory as transcripts_inventory
from groundswell.talks.transcripts import kept as transcripts_kept
from groundswell.talks.transcripts.waiting import SpokenWords
from groundswell.teaching import forgetting as teaching_forgetting
from groundswell.teaching import inventory as teaching_inventory
from groundswell.teaching import panels as teaching_panels
from groundswell.teaching import tasks as teaching_tasks
from groundswell.teaching import waiting as teaching_waiting
from groundswell.teaching.ports import doc_gaps, repeat_questions, solved_threads
from groundswell.voices import inventory as voices_inventory
from groundswell.voices import letter as voices_letter
from groundswell.voices import panels as voices_panels
from groundswell.voices import ports as voices
from groundswell.voices import sweeps as voices_sweeps
from groundswell.voices import waiting as voices_waiting
from groundswell.voices.actions import silence as voices_silence
from groundswell.voices.desk import letter
from groundswell.voices.desk import panels as desk
from groundswell.voices.desk.actions import ending
from groundswell.voices.desk.ports import desk_panels, voice_actions
from groundswell.web import inventory
from groundswell.web.access import Access
from groundswell.web.ports import (
    NavigationItem,
    inventories,
    navigation,
    search_guards,
    start_panels,
    welcome_notices,
)


def wire() -> None:
    """Plug every implementation into its port."""
    SWEEPS.plug(Tidying())
    # Before the letter, which takes the ballots along.
    _wire_check_ins()
    _wire_rounds()
    SWEEPS.plug(send_due_letter)
    start_panels.plug(FirstStepsPanel())
    start_panels.plug(WaitingPanel())
    welcome_notices.plug(EmptyHouse())
    navigation.plug(NavigationItem(_("What waits for me"), "waiting", Access.MEMBER, order=30, key="w"))
    navigation.plug(NavigationItem(_("Organisation"), "organisation", Access.MEMBER, order=90, key="o"))
    SWEEPS.plug(people.let_go_of_who_left)
    waiting_sources.plug(voices_waiting.OwnVoices())
    letter_sections.plug(voices_letter.Nudge())
    announcements.plug(voices_letter.ConsentWindow())
    start_panels.plug(voices_panels.DesksToOpen())
    start_panels.plug(voices_panels.WhatISaid())
    SWEEPS.plug(voices_sweeps.KeySweep())
    departures.plug(voices_silence.Leavers())
    navigation.plug(NavigationItem(_("Say something"), "speak", Access.COOKIELESS, order=1, key="s"))
    navigation.plug(NavigationItem(_("What I said"), "mine", Access.MEMBER, order=5, key="m"))
    SWEEPS.plug(shuffle.nightly)
    voices.published.plug(Withdrawals())
    voices.outcome_sources.plug(Outcomes())
    voices.count_sources.plug(Counting())
    desk_panels.plug(DeskNumbers())
    voice_actions.plug(VoiceOffers())
    waiting_sources.plug(Waiting())
    SWEEPS.plug(forget_taken_back)
    search_guards.plug(Findable())
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
    _wire_talks()
    _wire_propositions()
    _wire_epics()
    _wire_hours()
    _wire_outward()
    desk_panels.plug(desk.Deputyships())
    ours = (voices_inventory, checkins_inventory, register_inventory, talks_inventory, people_inventory)
    for each in (*ours, mailbox_inventory, questions_inventory):
        inventories.plug(each.INVENTORY)
    for of_the_shell in inventory.INVENTORIES:
        inventories.plug(of_the_shell)
    navigation.plug(NavigationItem(_("Search"), "search", order=90, key="/"))


def _wire_talks() -> None:
    SWEEPS.plug(talks_actions.call_off_what_nobody_comes_to)
    farewells.plug(talks_panels.TalksFarewell())
    desk_panels.plug(talks_panels.DeskTalks())
    voice_actions.plug(talks_panels.TalkOffers())
    voices.published.plug(talks_panels.Withdrawals())
    voices.spoken_about.plug(talks_panels.TalkedAbout())
    voices.ways_by_receipt.plug(voices.WayByReceipt(_("A talk in writing"), "talks:by_receipt"))
    waiting_sources.plug(talks_waiting.Talks())
    # Not in the header, which is full: one row of a window of 1,280 pixels.
    start_panels.plug(talks_panels.WaysToTalk())
    voices.keyed_items.plug(transcripts_kept.KeysOfMeetings())
    farewells.plug(transcripts_kept.KeepersFarewell())
    departures.plug(transcripts_kept.Leavers())
    waiting_sources.plug(SpokenWords())
    search_guards.plug(FindableQuotes())
    inventories.plug(transcripts_inventory.INVENTORY)


def _wire_propositions() -> None:
    SWEEPS.plug(propositions_tasks.reviews)
    # After the register, which lets go of its own first.
    voices.published.plug(propositions_outcomes.Withdrawals())
    voices.outcome_sources.plug(propositions_outcomes.Outcomes())
    departures.plug(propositions_outcomes.Leavers())
    letter_sections.plug(propositions_letter.ReviewLinks())
    waiting_sources.plug(propositions_waiting.Reviews())
    desk_panels.plug(propositions_panels.DeskPropositions())
    start_panels.plug(propositions_panels.Proposed())
    inventories.plug(propositions_inventory.INVENTORY)


def _wire_epics() -> None:
    SWEEPS.plug(epics_tasks.lost_plans)
    SWEEPS.plug(epics_tasks.dates_due)
    SWEEPS.plug(epics_actions.take_back_from_leavers)
    SWEEPS.plug(epics_actions.close_past_offers)
    departures.plug(epics_waiting.Leavers())
    waiting_sources.plug(epics_waiting.Offers())
    desk_panels.plug(epics_panels.DeskEpics())
    start_panels.plug(epics_panels.Epics())
    inventories.plug(epics_inventory.INVENTORY)


def _wire_hours() -> None:
    SWEEPS.plug(hours_tasks.lost_looks)
    SWEEPS.plug(hours_actions.reopen_without_takers)
    # Not in the header, which is full.
    start_panels.plug(hours_panels.Hours())
    desk_panels.plug(hours_panels.DeskHours())
    departures.plug(hours_panels.Leavers())
    measure_sources.plug(hours_baseline.WhatBecame())
    measure_sources.plug(hours_baseline.HoursNow())
    hours_sources.plug(HoursOfSprint())
    demand_sources.plug(epics_owed.TicketsToDo())
    work_sources.plug(epics_owed.OpenTickets())
    inventories.plug(hours_inventory.INVENTORY)


def _wire_outward() -> None:
    _wire_sources()
    _wire_questions()
    _wire_outside()
    _wire_teaching()
    _wire_evidence()


def _wire_sources() -> None:
    SWEEPS.plug(sources_tasks.due_sources)
    BRISK.plug(sources_tasks.deliveries)
    # Not in the header, which is full.
    start_panels.plug(sources_panels.Sources())
    inventories.plug(sources_inventory.INVENTORY)
    hours_takers.plug(HoursOfTrackers())


def _wire_questions() -> None:
    SWEEPS.plug(questions_tasks.comparing_due)
    SWEEPS.plug(questions.forget_old_words)
    departures.plug(questions_waiting.Leavers())
    waiting_sources.plug(questions_waiting.HandOffs())
    cases_outside.plug(CasesOutside())
    letter_sections.plug(questions_letter.Unanswered())
    desk_panels.plug(questions_panels.DeskQuestions())
    # Not in the header, which is full.
    start_panels.plug(questions_panels.Questions())


def _wire_outside() -> None:
    ways_out_of_propositions.plug(sending_panels.Propositions())
    ways_out_of_epics.plug(sending_panels.Tickets())
    ways_out_of_questions.plug(sending_panels.HandOffs())
    holders.plug(sending_forgetting.Letters())
    # Not in the header, which is full.
    start_panels.plug(sending_panels.PlacesOutside())
    inventories.plug(sending_inventory.INVENTORY)
    departures.plug(api_panels.Leavers())
    inventories.plug(api_inventory.INVENTORY)
    SWEEPS.plug(announcing_telling.sweep)
    inventories.plug(announcing_inventory.INVENTORY)
    LISTENING.plug(chat_listening.listen)
    LISTENING.plug(chat_telling.tell)
    start_panels.plug(chat_panels.OtherDoors())
    departures.plug(chat_panels.Leavers())
    inventories.plug(chat_inventory.INVENTORY)


def _wire_teaching() -> None:
    SWEEPS.plug(teaching_tasks.remind)
    solved_threads.plug(questions_solved.SolvedQuestions())
    doc_gaps.plug(questions_solved.OpenGaps())
    repeat_questions.plug(questions_repeating.AskedAgain())
    holders.plug(teaching_forgetting.Pieces())
    event_takers.plug(KeepsEvents())
    # Not in the header, which is full.
    start_panels.plug(teaching_panels.Teaching())
    desk_panels.plug(teaching_panels.DeskTeaching())
    waiting_sources.plug(teaching_waiting.HandOvers())
    inventories.plug(teaching_inventory.INVENTORY)


def _wire_evidence() -> None:
    SWEEPS.plug(evidence_tasks.looks_due)
    measure_sources.plug(evidence_baseline.BeforeIt())
    first_responses.plug(QuestionsAsked())
    hand_offs_counted.plug(QuestionsHandedOn())
    # Not in the header, which is full.
    start_panels.plug(evidence_panels.Evidence())
    inventories.plug(evidence_inventory.INVENTORY)


def _wire_check_ins() -> None:
    SWEEPS.plug(checkins_sweeps.check_ins)
    SWEEPS.plug(checkins_sweeps.tidy)
    departures.plug(checkins_sweeps.Leavers())
    letter_sections.plug(checkins_letter.BallotLine())
    voices.keyed_items.plug(checkins_keyed.SealedHere())
    voices.sealed_to_keys.plug(checkins_keyed.OpensHere())
    waiting_sources.plug(checkins_waiting.Referrals())
    navigation.plug(NavigationItem(_("Check-ins"), "checkins:figures", Access.MEMBER, order=17))
    navigation.plug(NavigationItem(_("Refer somebody"), "checkins:refer", Access.REFERRER, order=40))
    desk_panels.plug(FollowUp())
    answers_to_open = checkins_panels.AnswersToOpen()
    desk_panels.plug(answers_to_open)
    for panel in (
        checkins_panels.OpenBallot(),
        answers_to_open,
        checkins_panels.NoCheckIn(),
        checkins_panels.Figures(),
    ):
        start_panels.plug(panel)


def _wire_rounds() -> None:
    SWEEPS.plug(rounds_sweeps.rounds)
    departures.plug(rounds_sweeps.Leavers())
    letter_sections.plug(rounds_letter.RoundLines())
    # Not in the header, which is full.
    start_panels.plug(rounds_panels.OpenRounds())
    desk_panels.plug(rounds_panels.DeskRounds())
    inventories.plug(rounds_inventory.INVENTORY)
