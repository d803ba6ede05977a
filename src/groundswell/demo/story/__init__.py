"""The story of Saltmarsh, from the first day of sprint 254 to this morning."""

from django.db import transaction
from rich.console import Console
from rich.progress import track

from groundswell.demo import keepsake
from groundswell.demo.story import beginning, calm, people, proposal, proposed, pulse, rounds, talks, worked_through
from groundswell.demo.story.calendar import Days
from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.kit.keyring.keys import DATABASE as KEYRING

CHAPTERS = (
    people.found,
    people.open_desks,
    beginning.the_first_week,
    pulse.first_asked,
    beginning.the_second_week,
    beginning.what_could_be_fixed,
    beginning.the_next_sprint_begins,
    pulse.first_shown,
    pulse.second_asked,
    proposal.bring_the_thread,
    proposal.mark_the_thread,
    proposal.write_it_plainly,
    worked_through.publish,
    worked_through.weigh_the_ideas,
    worked_through.both_are_right,
    worked_through.an_edit_in_the_forum,
    rounds.ideas_alone,
    pulse.second_shown,
    calm.decisions,
    proposed.write_and_send,
    rounds.statements_and_votes,
    calm.about_the_advocate,
    proposed.members_answer,
    talks.one_to_one,
    talks.a_retrospective,
    calm.this_week,
    proposed.decide_what_need_not_wait,
    pulse.third_asked,
    rounds.what_it_says,
    talks.free_this_week,
    proposed.decide_the_rest,
    calm.this_morning,
    proposed.ask_for_the_next,
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
