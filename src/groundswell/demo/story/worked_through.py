"""Sprint 255 and the first days of 256: what the thread held is published, weighed, and seen from both sides."""

from groundswell.connectors.discourse.reading import read
from groundswell.demo.story import people
from groundswell.demo.story.proposal import mark, topic
from groundswell.demo.story.telling import ORDINARY_HERE, Teller
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.models import Idea, Perspective
from groundswell.register.rules.concerns import State
from groundswell.register.rules.fits import Fit
from groundswell.register.rules.items import Kind
from groundswell.register.threads import actions

FROM_THE_FORUM = "It stands in a thread that all of us can read."


def publish(teller: Teller) -> None:
    """Let everybody read what came from the open thread, and one thing that came from voices too."""
    with teller.on(255, 11, 9):
        for key in ("threads", "hours", "bugs", "demand", "firm or loose", "formal"):
            teller.publish(key, FROM_THE_FORUM)
        teller.publish(
            "hold", "Three people said it, and all of them agreed to these words.", said=["hold1", "hold2", "hold3"]
        )
        for key in ("a little always", "alone first", "one list", "inherit", "half of it", "two dates", "podcast"):
            teller.publish(key, FROM_THE_FORUM)
        for key in ("two hours", "check-up", "one role", "45 hours", "only fixing", "private is fine", "both pay"):
            teller.publish(key, FROM_THE_FORUM)
        register.merge_concerns(
            by=teller.advocate,
            duplicate=teller.the_concern("forum reading"),
            survivor=teller.the_concern("threads"),
            reason="It is the same thing, seen from inside a sprint.",
        )
    with teller.on(255, 12, 11):
        teller.me_too(
            "hold", "davi", "marek", "jonas", "freya", "bruno", "greta", "sven", "amir", "hana", "kofi", "lina"
        )
        teller.me_too("threads", "milo", "lina", "tara", "amir", "hana", "nadia")
        teller.me_too("hours", "esi", "kofi", "rosa")
        teller.me_too("formal", "milo", "marek", "davi", "hana", "tara")
        teller.move("checklists", State.FIXED, "The script runs since this morning; a release took forty minutes.")
        people.leave(teller, "wim")


FITS = (
    ("a little always", "hold", Fit.HELPS, "", "Something moves each sprint, whatever the clients do."),
    ("a little always", "demand", Fit.HURTS, "", "It takes hours that talks would need."),
    ("half of it", "hold", Fit.HELPS, "", "Half of 45 hours is more than the epics ever had."),
    (
        "half of it",
        "bugs",
        Fit.DEPENDS,
        "the half is counted over a month, not a week",
        "A bug takes a week as a whole.",
    ),
    ("inherit", "bugs", Fit.HELPS, "", "The hours of the liaison come with it."),
    ("inherit", "demand", Fit.HURTS, "", "Two jobs share one limit."),
    ("alone first", "threads", Fit.HELPS, "", "People write before they read the others, so more of them write."),
    ("one list", "threads", Fit.HELPS, "", "A thread can end when the list is answered."),
    ("one list", "formal", Fit.DEPENDS, "the advocate keeps the list, and nobody else has to", ""),
    ("podcast", "formal", Fit.HURTS, "", "A recording is what several said they would never do."),
    ("podcast", "threads", Fit.DEPENDS, "people prefer listening to reading", "We have not asked."),
    ("two dates", "heron", Fit.HELPS, "", "The cell has a sprint to hand things over."),
    ("in either sprint", "formal", Fit.HELPS, "", "No ticket is needed."),
)


def weigh_the_ideas(teller: Teller) -> None:
    """Say of pairs whether the idea helps, hurts, or depends on something; put what others found on the shelf."""
    with teller.on(255, 14, 10):
        for idea, concern, fit, condition, note in FITS:
            found = teller.item(idea)
            assert isinstance(found, Idea)  # noqa: S101 - the story knows its own items
            register.judge_fit(
                by=teller.advocate,
                idea=found,
                concern=teller.the_concern(concern),
                fit=fit,
                condition=condition,
                note=note,
                kept=ORDINARY_HERE,
            )
        _shelve(teller)


def _shelve(teller: Teller) -> None:
    for source, address, summary, concerns in SHELF:
        entry = register.shelve(
            by=teller.advocate,
            source=source,
            address=address,
            summary=summary,
            concerns=[teller.the_concern(key) for key in concerns],
            audience=Audience.ADVOCATE,
        )
        teller.keep(source, entry)
        if summary:
            teller.publish(source, "So that nobody has to read it twice.")


SHELF = (
    (
        "Diehl and Stroebe: Productivity loss in brainstorming groups (1987)",
        "https://doi.org/10.1037/0022-3514.53.3.497",
        (
            "Groups that brainstorm aloud have fewer ideas than the same number of people apart.\n"
            "The main reason is that only one can talk at a time.\n"
            "Judging later helps a little; writing alone first helps much more."
        ),
        ("threads",),
    ),
    (
        "Dolan and others: Using a single item to measure burnout (2015)",
        "https://doi.org/10.1007/s11606-014-3112-6",
        "One plain question finds most of those whom a long questionnaire finds.\nIt cannot say why somebody is tired.",
        ("leaving",),
    ),
    (
        "Forsgren, Humble, Kim: Accelerate (2018)",
        "",
        "",
        ("checklists", "hold"),
    ),
)


def both_are_right(teller: Teller) -> None:
    """Write down two positions that hold under different conditions, and let one holder confirm and one be asked."""
    people.a_new_sprint(teller)
    concern = teller.the_concern("firm or loose")
    with teller.on(256, 2, 10):
        for key, who, position, conditions, best in VIEWS:
            view = register.note_perspective(
                by=teller.advocate,
                concern=concern,
                position=position,
                conditions=conditions,
                best_case=best,
                holder=teller.people[who],
                audience=Audience.ADVOCATE,
            )
            teller.keep(key, view)
            teller.publish(key, "Both sides stand beside each other, so that nobody has to guess.")
    with teller.on(256, 3, 9):
        firm = teller.item("firm")
        assert isinstance(firm, Perspective)  # noqa: S101 - the story knows its own items
        register.confirm_perspective(by=teller.people["davi"], view=firm, under_my_name=True)


VIEWS = (
    (
        "firm",
        "davi",
        "A cell should keep its people and its clients.",
        "a client needs the same faces for months",
        "Trust grows with the same few people; each change costs a client a month.",
    ),
    (
        "loose",
        "greta",
        "People should move to where the work is.",
        "several cells are short at different times",
        "A cell that is empty and a cell that is drowning are one problem, and loose cells do not have it.",
    ),
)


def an_edit_in_the_forum(teller: Teller) -> None:
    """Bring the thread in again: Milo has changed his words, so one mark lost them and another finds the new ones."""
    with teller.on(256, 3, 12):
        again = read(topic(teller, edited=True), address="https://forum.saltmarsh.example/t/418")
        actions.bring_thread(by=teller.advocate, arriving=again)
        mark(teller, 17, Kind.CONCERN, "formal", "As soon as I have to fill in a form")
