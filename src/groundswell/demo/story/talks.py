"""What people talk about: a 121 that ends point by point, times that are free this week, a meetup, a retrospective."""

from datetime import datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from groundswell.connectors.captions import reading
from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.talks import actions
from groundswell.talks.action_items import actions as action_items
from groundswell.talks.models import Meeting
from groundswell.talks.rules import slots
from groundswell.talks.rules.meetups import Cadence, Mode
from groundswell.talks.rules.points import Outcome
from groundswell.talks.transcripts import actions as transcripts
from groundswell.talks.transcripts import queries, rules
from groundswell.talks.transcripts.rules import Consent, Reach
from groundswell.voices import queries as voices

TRANSCRIPT = Path(__file__).with_name("retrospective.vtt")
OFF_THE_RECORD = rules.Span(55_200, 72_300)
# Who lets others read what they said. Kofi has not answered yet.
SHARED = ("anouk", "bruno", "nadia", "sven", "maren")


def one_to_one(teller: Teller) -> None:
    """Let Freya book a 121 in three taps, talk, and agree what leaves the room."""
    with teller.on(256, 5, 9):
        start = teller.days.moment(256, 5, 14)
        offered = actions.offer_slots(
            reader=teller.advocate, within=slots.Stretch(start, start + timedelta(hours=2)), minutes=30
        )
    with teller.on(256, 5, 10):
        freya = teller.people["freya"]
        talk = actions.book(member=freya, slot=offered[1].id, nonce=_nonce("freya's 121"))
    with teller.on(256, 5, 15, 10):
        desk = teller.desks["maren"]
        actions.hold_talk(unlocked=desk, talk=talk, minutes=35)
        kept = actions.note_point_at_the_desk(
            unlocked=desk,
            talk=talk,
            text="Part-time and on-call: two people share one week.",
            suggested=Outcome.ANONYMISED,
        )
        actions.note_point_at_the_desk(
            unlocked=desk, talk=talk, text="Which days Freya would like to work.", suggested=Outcome.NOTHING
        )
    with teller.on(256, 5, 16):
        thread = voices.thread_of(freya, talk.voice)
        if thread is None:
            raise LookupError(talk.voice)
        actions.agree(thread=thread, point=kept, outcome=Outcome.ANONYMISED)


def a_retrospective(teller: Teller) -> None:
    """Keep what was said in the retrospective, ask everybody who spoke, and carry on what is to be done."""
    with teller.on(256, 5, 16, 30):
        cues = reading.read(TRANSCRIPT.read_bytes()).cues
        kept = rules.on_the_record(cues, [OFF_THE_RECORD])
        meeting = transcripts.keep_meeting(
            by=teller.advocate,
            title="Retrospective of all cells, sprint 255",
            held_on=clock.today(),
            reach=Reach.ORGANISATION,
            cues=kept,
            left_out=len(cues) - len(kept),
        )
        _name_the_speakers(teller, meeting)
        action_items.raise_item(
            by=teller.advocate,
            meeting=meeting,
            text="Estimates for Pinnace begin with their upper end",
            person=teller.people["nadia"],
        )
        action_items.raise_item(
            by=teller.advocate,
            meeting=meeting,
            text="Send round how staging is restarted",
            person=teller.people["sven"],
            due_on=clock.today() + timedelta(days=3),
        )
    with teller.on(256, 5, 18):
        for key in SHARED:
            transcripts.answer_for_words(person=teller.people[key], meeting=meeting.id, answer=Consent.SHARED)


def free_this_week(teller: Teller) -> None:
    """Offer times from tomorrow on, and ask some to meet."""
    with teller.on(256, 8, 10):
        zone = ZoneInfo(teller.advocate.time_zone)
        for day in (1, 2, 4):
            start = datetime.combine(teller.days.coming(day), time(14), zone)
            actions.offer_slots(
                reader=teller.advocate, within=slots.Stretch(start, start + timedelta(hours=1, minutes=30)), minutes=30
            )
        actions.invite(
            by=teller.advocate,
            purpose="Who goes first in reviews",
            mode=Mode.ONLINE,
            cadence=Cadence.NEEDED,
            minutes=25,
            first_on=teller.days.coming(3),
            invited=[teller.people[key] for key in ("milo", "greta", "yuki", "davi", "lina")],
        )


def _name_the_speakers(teller: Teller, meeting: Meeting) -> None:
    room = queries.room_kept_by(teller.advocate, meeting.id)
    if room is None:
        raise LookupError(meeting.id)
    by_name = {person.name: person for person in teller.people.values()}
    who = {line.id: by_name.get(line.name) for line in room.speakers}
    transcripts.say_who_spoke(by=teller.advocate, meeting=meeting, who=who)


def _nonce(key: str) -> bytes:
    return blake2b(f"demo {key}".encode(), digest_size=tokens.NONCE_BYTES).digest()
