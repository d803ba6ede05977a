"""The story of Saltmarsh, from the first day of sprint 254 to this morning."""

from django.db import transaction
from rich.console import Console
from rich.progress import track

from groundswell.demo import keepsake
from groundswell.demo.story import (
    beginning,
    calm,
    epics,
    evidence,
    hours,
    outside,
    people,
    proposal,
    proposed,
    pulse,
    rounds,
    talks,
    teaching,
    worked_through,
)
from groundswell.demo.story.calendar import Days
from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.kit.keyring.keys import DATABASE as KEYRING

CHAPTERS = (
    people.found,
    people.open_desks,
    beginning.the_first_week,
    pulse.first_asked,
    epics.begin,
    beginning.the_second_week,
    beginning.what_could_be_fixed,
    epics.client_work_wins,
    teaching.begin_the_duty,
    beginning.the_next_sprint_begins,
    epics.nobody_is_free,
    hours.agreed,
    pulse.first_shown,
    pulse.second_asked,
    hours.out_of_the_cell,
    evidence.registered,
    proposal.bring_the_thread,
    proposal.mark_the_thread,
    proposal.write_it_plainly,
    worked_through.publish,
    epics.publish,
    teaching.write_it_down,
    worked_through.weigh_the_ideas,
    epics.take_some,
    epics.look_back,
    worked_through.both_are_right,
    worked_through.an_edit_in_the_forum,
    rounds.ideas_alone,
    pulse.second_shown,
    calm.decisions,
    epics.say_what_it_is_for,
    proposed.write_and_send,
    rounds.statements_and_votes,
    calm.about_the_advocate,
    proposed.members_answer,
    talks.one_to_one,
    talks.a_retrospective,
    hours.logged,
    calm.this_week,
    proposed.decide_what_need_not_wait,
    teaching.speak_outside,
    pulse.third_asked,
    rounds.what_it_says,
    talks.free_this_week,
    proposed.decide_the_rest,
    calm.this_morning,
    teaching.count_and_hand_over,
    epics.plan_the_next,
    proposed.ask_for_the_next,
    outside.three_weeks,
)


def build(console: Console | None = None) -> None:
    """Tell the whole story into an empty installation."""
    teller = Teller(Days(clock.today()))
    for chapter in track(
        CHAPTERS, "Telling the demo's story", console=console, transient=True, disable=console is None
    ):
        # One wait for the disk a chapter: nobody else writes into a story that is being told.
        with transaction.atomic(), transaction.atomic(using=KEYRING):
            chapter(teller)
    keepsake.write(teller)
