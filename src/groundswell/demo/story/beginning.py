"""Sprint 254 and the first days of 255: people begin to say things, and somebody answers."""

from datetime import timedelta

from groundswell.demo.story import people
from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.actions import SourceRef
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.items import SourceKind
from groundswell.voices.desk.actions import notes
from groundswell.voices.rules import Talk


def the_first_week(teller: Teller) -> None:
    """Let people say the first things, answer some, and let somebody leave quietly."""
    with teller.on(254, 2, 14):
        teller.whisper(
            "checklists",
            "Each release costs me half a day of ticking boxes that a script could tick. I no longer bring it up in "
            "the retrospective, because we always say: after the client release.",
        )
    with teller.on(254, 3, 18):
        teller.whisper(
            "hold1", "Tideline slipped to the next sprint again. They say it matters. It does not look like it."
        )
        words = "Can we talk? It is about coming back part-time. Nothing bad."
        teller.sign("freya", "freya", words, talk=Talk.THIS_SPRINT)
    with teller.on(254, 4, 10):
        teller.answer(
            "checklists", "Thank you. Which of the boxes hurt most? I want to look at them before the next release."
        )
        teller.answer("freya", "Gladly. Thursday at eleven, or whenever you like; you need no ticket for it.")
    with teller.on(254, 4, 23):
        teller.whisper(
            "leaving", "I have an interview next week. It is not the money. Nothing that I bring up goes anywhere."
        )
    with teller.on(254, 5, 17):
        people.leave(teller, "leo")
        teller.whisper(
            "tone", "In the long threads the same three people answer within the hour, and the rest of us give up."
        )


def the_second_week(teller: Teller) -> None:
    """Answer who may be leaving, and hear the same thing three times."""
    desk = teller.desks["maren"]
    with teller.on(254, 8, 9):
        teller.answer(
            "leaving", "I read this twice. I cannot promise that it goes somewhere, but I will tell you where it is."
        )
        notes.tag_leaving(unlocked=desk, voice=teller.told["leaving"].voice, note="interview this week")
    with teller.on(254, 9, 8):
        teller.whisper(
            "hold2", "We plan the internal epic each time, and each time a client week eats it. I stopped believing it."
        )
        teller.whisper("hold3", "If Tideline were for a client it would have been done in March.")
        teller.whisper(
            "staging", "Staging is down every Monday morning. I lose two hours a week and I am surely not alone."
        )
        teller.reply("checklists", "Four to eleven. They are the same commands each time.")
        teller.reply("leaving", "That is more than I had before. I will wait until the end of the month.")
    with teller.on(254, 9, 17):
        teller.answer("leaving", "Then I have until the end of the month. I will write to you before that.")
        promised = notes.promise(
            unlocked=desk,
            to="Freya",
            what="Ask Ines what part-time means for on-call",
            by=clock.today() + timedelta(days=6),
            voice=teller.told["freya"].voice,
        )
    with teller.on(254, 10, 9):
        notes.keep_promise(unlocked=desk, note=promised)
        teller.answer("staging", "You are not alone, three people told me. Sven has an idea what it is.")
        teller.speak_up(
            "estimates",
            "nadia",
            "An estimate of mine is read as a promise two weeks later. I would rather give a range and be asked again.",
        )
        teller.mail(
            "handover", "hana", "When a client changes hands, what was agreed in chat is gone. It happened twice."
        )


def what_could_be_fixed(teller: Teller) -> None:
    """Write down what was heard, and begin to fix what is small."""
    retrospective = [SourceRef(SourceKind.RETROSPECTIVE, "Kestrel, end of sprint 254")]
    with teller.on(254, 11, 11):
        teller.concern(
            "checklists",
            "Releases cost half a day of hand work",
            "Several steps are the same commands for everybody, and nobody has had the time to write a script.",
            said=["checklists"],
            other=retrospective,
            stuck=Stuck.TOO_SMALL,
            themes=["overcommitment"],
        )
        teller.publish(
            "checklists",
            "Everybody releases, so everybody can say whether it is the same for them.",
            said=["checklists"],
        )
        teller.concern(
            "staging",
            "The staging server is down at the start of the week",
            "People from all cells lose time until somebody restarts it.",
            said=["staging"],
            stuck=Stuck.NO_OWNER,
        )
        teller.publish("staging", "All cells use it.", said=["staging"])
    _what_is_large(teller)
    with teller.on(254, 12, 9):
        teller.me_too("checklists", "davi", "jonas", "marek", "bruno", "freya", "nadia", "sven")
        teller.me_too("staging", "lina", "hana", "amir", "greta", "marek", "chidi")
        _raised_elsewhere(teller)


def the_next_sprint_begins(teller: Teller) -> None:
    """Answer what lay there over the weekend, and say that something is being fixed."""
    with teller.on(255, 1, 10):
        for key in ("hold2", "hold3"):
            teller.answer(
                key, "Others say the same. I wrote it down for all of you; your receipt shows where it stands."
            )
        teller.answer("estimates", "Thank you for saying it openly. It is written down, and others can add to it.")
        teller.answer("handover", "Thank you, Hana. I will ask the other cells, and come back to you.")
    with teller.on(255, 2, 10):
        teller.move("checklists", State.BEING_FIXED, "Bruno writes a script for steps four to eleven.")
        script = register.note_measure(
            by=teller.advocate,
            concern=teller.the_concern("checklists"),
            text="A script that does the steps that are the same for everybody",
            carried_by="Kestrel",
            since=clock.today(),
            audience=Audience.ADVOCATE,
        )
        teller.keep("script", script)
        teller.publish("script", "So that nobody begins a second one.")
        teller.move("staging", State.LOOKED_AT, "Sven watches it on Monday.")
    with teller.on(255, 3, 9):
        teller.answer(
            "tone", "What would have to be different for you to write one sentence there? A day of silence first?"
        )


def _what_is_large(teller: Teller) -> None:
    """Write down what nobody fixes in a week."""
    with teller.on(254, 11, 12):
        teller.concern(
            "hold",
            "Internal epics wait while client work comes first",
            "Work that would relieve all cells is planned each sprint and given up in the first client week.",
            said=["hold1", "hold2", "hold3"],
            stuck=Stuck.NO_OWNER,
            themes=["overcommitment"],
        )
        teller.concern(
            "leaving",
            "People decide to leave before anybody has asked them",
            "Nobody outside their cell knew, and nothing that they had said before had an answer.",
            said=["leaving"],
            stuck=Stuck.UNKNOWN,
            themes=["burnout"],
        )


def _raised_elsewhere(teller: Teller) -> None:
    """Write down what came by other ways: openly, by mail, in a sprint update."""
    teller.concern(
        "estimates",
        "Estimates are read as promises",
        "A number given early is quoted as a date later, so people pad it or refuse to give one.",
        said=["estimates"],
        stuck=Stuck.UNKNOWN,
        themes=["overcommitment"],
    )
    teller.publish("estimates", "It was said openly, and others may know it too.", said=["estimates"])
    teller.concern(
        "handover",
        "Agreements with a client do not survive the hand-over to another cell",
        said=["handover"],
        stuck=Stuck.NO_OWNER,
        themes=["cell responsibilities"],
    )
    teller.concern(
        "updates",
        "Everybody writes the sprint update and few people read it",
        other=[SourceRef(SourceKind.SPRINT_UPDATE, "Heron, sprint 254")],
        stuck=Stuck.UNKNOWN,
    )
    teller.publish("updates", "It stood in an update that everybody got.")
    teller.concern(
        "holidays",
        "Public holidays count differently in each contract",
        other=[SourceRef(SourceKind.RETROSPECTIVE, "Plover, end of sprint 253")],
    )
    teller.publish("holidays", "It was said in a meeting of everybody.")
    teller.move(
        "holidays",
        State.NOT_OURS,
        "This is in the contracts, and we cannot change those.",
        pointer="Ines Vaal, who makes them",
    )
