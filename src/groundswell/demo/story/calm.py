"""Sprint 256, the running one: what was decided, what is fixed, and what waits this morning."""

from datetime import timedelta

from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.rules.concerns import State, Stuck
from groundswell.voices.desk.actions import notes
from groundswell.voices.rules import MessageKind, Talk

ROUGH = (
    "ok so, rough, no time. the review thing: three people look at the same change one after the other and each wants "
    "the opposite of the one before. yesterday i changed a name three times!! nobody is wrong but somebody should go "
    "first or say what they look at. also the bot pings everybody. also why do we review changes of a comma. you can "
    "make something of this or not, do not put my name on it please"
)
TIDY = (
    "Reviews come one after the other, and each asks for something else. It would help if one person went first, or if "
    "reviewers said what they look at. Small changes need no review at all."
)


def decisions(teller: Teller) -> None:
    """Say what was decided and why; fix, confirm, close."""
    with teller.on(256, 3, 10):
        teller.move(
            "hours", State.DECIDED, "One role outside the cells, with hours of its own, for Harbour and for us."
        )
        teller.move("formal", State.DECIDED, "Nothing that a member does needs a form; the writing is the advocate's.")
        teller.move(
            "hold", State.BEING_FIXED, "Some code on Tideline each sprint from now on, whatever the clients do."
        )
        teller.move("bugs", State.BEING_FIXED, "The long questions go to the advocate, with the hours of the liaison.")
        teller.move("threads", State.LOOKED_AT, "We try it with the next proposal: ideas alone first, then one list.")
        teller.move("handover", State.LOOKED_AT, "Two other cells know it as well.")
        teller.move("leaving", State.LOOKED_AT, "I talk with whoever wants to, and I ask before it is too late.")
        _already_being_done(teller)
        teller.move("staging", State.FIXED, "It restarts by itself, and the disk is larger.")
        teller.answer("staging", "It should be over since this week. If it is not, say so here, in one click.")
    with teller.on(256, 4, 12):
        register.answer_fix(
            voice=teller.told["checklists"].voice, concern=teller.the_concern("checklists"), helped=True
        )
        teller.reply("checklists", "It took me half an hour today. Thank you.")
    with teller.on(256, 4, 15):
        teller.close("checklists", "Then this one is done. Thank you for saying it.")
        teller.close("handover", "It stands in the register now. You will see there what becomes of it.")
        teller.answer(
            "hold1",
            "It is written down with two others who said the same. Your receipt shows what becomes of it.",
        )


def _already_being_done(teller: Teller) -> None:
    epics = register.note_measure(
        by=teller.advocate,
        concern=teller.the_concern("hold"),
        text="Some hours of code on Tideline in every sprint, planned before anything else",
        carried_by="the advocate",
        since=clock.today(),
        audience=Audience.ADVOCATE,
    )
    teller.keep("some code", epics)
    teller.publish("some code", "So that everybody can see whether it holds.")


def about_the_advocate(teller: Teller) -> None:
    """Let somebody say something about the advocate, which only the alternate reads."""
    with teller.on(256, 4, 18):
        teller.whisper(
            "about the advocate",
            "Our advocate was in my cell until last week. I am not sure that what I say about it stays with her.",
            to=("oskar",),
        )
    with teller.on(256, 5, 9):
        teller.answer(
            "about the advocate",
            "Only I can read this. May I ask her, without saying from whom it comes, how she keeps the two apart?",
            by="oskar",
        )
        teller.concern(
            "two hats",
            "Can the advocate keep a secret from her old team?",
            "It is asked whether the role was taken up too soon after leaving.",
            said=["about the advocate"],
            by="oskar",
            audience=Audience.ME,
        )


def this_week(teller: Teller) -> None:
    """Let people write, ask and promise in the days before today."""
    with teller.on(256, 5, 11):
        teller.sign("milo", "milo", ROUGH, tidy=True)
    with teller.on(256, 8, 9):
        teller.answer("milo", TIDY, kind=MessageKind.DRAFT)
        teller.sign(
            "yuki",
            "yuki",
            "I got three reviews of my first change, and they want three different things. Whom do I follow?",
        )
        teller.speak_up("on call", "sven", "I can take one on-call week more in the next sprint, if somebody needs it.")
        teller.whisper(
            "merge", "Is it true that Heron and Kestrel will be merged? Nobody tells us, so everybody guesses."
        )
        teller.concern(
            "newcomers",
            "Newcomers get several reviews that contradict each other",
            "Whoever is new does not know whose opinion counts.",
            said=["yuki"],
            stuck=Stuck.TOO_SMALL,
        )
        _promise(teller, "Yuki", "Find one person who goes first in reviews", 2, "yuki")
        _promise(teller, "everybody", "Write up the review of the first month", 9)
    with teller.on(256, 8, 16):
        teller.answer(
            "tone", "I asked around: two more would write if nobody answered on the first day. Shall we try that once?"
        )


def this_morning(teller: Teller) -> None:
    """Leave a few things unread."""
    with teller.on(256, 14, 8):
        teller.whisper(
            "on-call for two", "Since Wim left I do two people's on-call. Nobody decided that, it just happened."
        )
        teller.sign(
            "tara", "tara", "Could we talk this week? It is about my hours, and it is nothing dramatic.", talk=Talk.NOW
        )
        teller.sign(
            "tomas", "tomas", "I count 61 hours of wishes against 45 that you have. Shall we look at it together?"
        )
        teller.reply("leaving", "The end of the month is near. I turned the other offer down, for now.")
        teller.me_too("estimates", "sven", "anouk", "jonas", "davi")


def _promise(teller: Teller, to: str, what: str, days: int, about: str = "") -> None:
    voice = teller.told[about].voice if about else None
    by = teller.days.today + timedelta(days=days)
    notes.promise(unlocked=teller.desks["maren"], to=to, what=what, by=by, voice=voice)
