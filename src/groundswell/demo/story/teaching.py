"""What the solved became: a page of documentation, a talk, a podcast, a shorter process, a duty that is handed over."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.people.models import Role
from groundswell.people.rules import Audience
from groundswell.propositions.proposing.queries.decided import decided_lately
from groundswell.register.queries.openly import shared_concerns
from groundswell.teaching import actions
from groundswell.teaching.actions import EventWords, PieceWords, Sound
from groundswell.teaching.models import Duty, Piece
from groundswell.teaching.queries.duties import asked_in
from groundswell.teaching.rules.duties import AnswerKind
from groundswell.teaching.rules.pieces import Kind, Origin, Stage

PAGE = "How staging is restarted"
TALK = "What a shared on-call taught us"
PODCAST = "Episode 1: why estimates are no promises"
SHORTER = "Two people review, and nobody signs off"
STORY = "We decided something small, and looked whether it helped"
MODERATE = "Look through the Harbour forum"
RESTART = """## Before

Say so in the channel.

## Restart

1. Drain it.
2. Restart it.
3. Look at the *health* page."""
WAITING = "Threads whose last voice is not ours"
SPAM = "Spam and rude words are out"


def begin_the_duty(teller: Teller) -> None:
    """Let the liaison's duty come again each sprint, and let it be done in the first."""
    with teller.on(254, 12, 12):
        liaison = Role.objects.get(name="Community liaison")
        duty = actions.begin_duty(
            by=teller.advocate, name=MODERATE, why="So that nobody there waits for a sprint.", role=liaison
        )
        actions.add_point(by=teller.advocate, duty=duty, words=WAITING, kind=AnswerKind.NUMBER, unit="threads")
        actions.add_point(by=teller.advocate, duty=duty, words=SPAM, kind=AnswerKind.YES_NO)
        meetings = actions.begin_duty(by=teller.advocate, name="Keep track of meetings")
        actions.add_point(by=teller.advocate, duty=meetings, words="Meetings with notes", kind=AnswerKind.YES_NO)
    _done(teller, 254, "17", "yes")


def write_it_down(teller: Teller) -> None:
    """Write what was solved as a page, and shorten a process for a concern that everybody here reads."""
    _done(teller, 255, "11", "yes")
    with teller.on(255, 13, 15):
        page = _piece(
            teller,
            PieceWords(
                Kind.DOCS,
                PAGE,
                "Whoever waits for staging",
                "They restart it alone",
                RESTART,
                hours=Decimal(2),
                owner=teller.people["sven"],
            ),
        )
        actions.publish_piece(by=teller.advocate, piece=page, readers=Audience.PUBLIC)
        served = next(iter(shared_concerns()), None)
        if served is not None:
            shorter = _piece(
                teller,
                PieceWords(
                    Kind.PROCESS,
                    SHORTER,
                    "Whoever waits for a review",
                    "Finished work does not wait",
                    served=served.id,
                    added="A second person reviews",
                    removed="A form is filled\nThe lead signs off",
                    hours=Decimal(1),
                ),
            )
            actions.publish_piece(by=teller.advocate, piece=shorter, readers=Audience.ORGANISATION)


def speak_outside(teller: Teller) -> None:
    """Publish a podcast, send a talk to a conference, and let a story of a decision wait for its second look."""
    with teller.on(256, 8, 11):
        sound = Sound("https://saltmarsh.example/podcast/1.mp3", 18_874_368, "audio/mpeg", 1_260)
        podcast = _piece(
            teller,
            PieceWords(
                Kind.PODCAST,
                PODCAST,
                "Developers who estimate",
                "They give ranges, and are asked for ranges",
                "- What an estimate is for.\n- Why the upper end comes first.\n- What helped us.",
                sound=sound,
                hours=Decimal(6),
                cost=Decimal(40),
                currency="EUR",
                owner=teller.advocate,
            ),
        )
        actions.publish_piece(by=teller.advocate, piece=podcast, readers=Audience.PUBLIC)
        event = actions.note_event(
            by=teller.advocate,
            words=EventWords(
                "TideConf",
                clock.today() + timedelta(days=120),
                clock.today() + timedelta(days=121),
                "Lisbon",
                address="https://tideconf.example/",
                call_address="https://tideconf.example/cfp",
                closes_on=teller.days.today + timedelta(days=18),
                zone="AoE",
            ),
        )
        actions.follow(by=teller.advocate, event=event, is_followed=True)
        talk = PieceWords(
            Kind.TALK,
            TALK,
            "Small teams with large servers",
            "They share weeks before somebody is worn out",
            "## Abstract\n\nTwo people shared one week. This is what it took.",
            event=event,
            hours=Decimal(10),
            owner=teller.people["sven"],
        )
        actions.move_piece(
            by=teller.advocate, piece=actions.begin_piece(by=teller.advocate, words=talk), to=Stage.DRAFT
        )
    _tell_of_a_decision(teller)


def count_and_hand_over(teller: Teller) -> None:
    """Count listeners, and let the liaison hand the forum over: one permission is still pending."""
    with teller.on(256, 14, 9):
        podcast = Piece.objects.get(title=PODCAST)
        actions.count_reach(
            by=teller.advocate, piece=podcast, count=212, day=clock.today(), source="the server of our site"
        )
        duty = Duty.objects.get(name=MODERATE)
        found = actions.hand_over(
            by=teller.advocate,
            duty=duty,
            giver=teller.people["rosa"],
            taker=teller.people["chidi"],
            day=clock.today() + timedelta(days=7),
        )
        rosa = teller.people["rosa"]
        actions.need_permission(by=rosa, found=found, name="moderate the Harbour forum")
        given = actions.need_permission(by=rosa, found=found, name="publish in the calendar of the community")
        actions.give_permission(by=rosa, permission=given)


def _tell_of_a_decision(teller: Teller) -> None:
    with teller.on(256, 8, 12):
        decided = next(iter(decided_lately()), None)
        if decided is None:
            return
        words = PieceWords(
            Kind.POST,
            STORY,
            "Teams that decide in writing",
            "They write down when they look again",
            "A decision here names a day on which we look whether it helped. It costs a line, and saves a quarrel.",
            source=(Origin.DECISION, UUID(str(decided.id))),
            owner=teller.advocate,
        )
        story = actions.begin_piece(by=teller.people["tomas"], words=words)
        for stage in (Stage.DRAFT, Stage.REVIEW):
            story = actions.move_piece(by=teller.people["tomas"], piece=story, to=stage)
        actions.widen(by=teller.advocate, piece=story)


def _piece(teller: Teller, words: PieceWords) -> Piece:
    """Return a piece in review."""
    piece = actions.begin_piece(by=teller.advocate, words=words)
    for stage in (Stage.DRAFT, Stage.REVIEW):
        piece = actions.move_piece(by=teller.advocate, piece=piece, to=stage)
    return piece


def _done(teller: Teller, sprint: int, threads: str, spam: str) -> None:
    """Let the liaison do the duty of a sprint."""
    with teller.on(sprint, 13, 16):
        rosa, duty = teller.people["rosa"], Duty.objects.get(name=MODERATE)
        said = {WAITING: threads, SPAM: spam}
        answers = {each.fact.id: said[each.fact.words] for each in asked_in(duty)}
        actions.answer_duty(by=rosa, duty=duty, answers=answers)
        actions.finish_run(by=rosa, duty=duty)
