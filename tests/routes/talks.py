"""Talks, points, meetups, meetings and quotes: what their routes are about, and for whom it exists."""

from datetime import timedelta
from uuid import UUID

from groundswell.kit import clock
from groundswell.kit.seal.boxes import new_secret
from groundswell.people.rules import Audience
from groundswell.talks import actions as talks
from groundswell.talks.action_items import actions as action_items
from groundswell.talks.models import Meetup, Quote, Slot, Talk
from groundswell.talks.quotes import actions as quotes
from groundswell.talks.quotes.actions import Answer
from groundswell.talks.quotes.rules import Act
from groundswell.talks.rules import slots
from groundswell.talks.rules.meetups import Cadence, Mode
from groundswell.talks.transcripts import actions as transcripts_actions
from groundswell.talks.transcripts import queries as transcripts
from groundswell.talks.transcripts.rules import Consent
from groundswell.talks.transcripts.tests.scene import BOB_SAID, a_meeting, room, share
from tests.routes.stage import READERS, VISITORS, Stage
from tests.routes.things import Make, Thing, thing_of


def a_talk(stage: Stage, *, point: bool = False) -> Talk:
    """Return a 121 that Bob booked with Alice, for a time that is still to come."""
    slot = a_slot(stage)
    # A member has one talk to come with each reader: the earlier ones have begun.
    Slot.objects.filter(talk__isnull=False).update(starts_at=clock.now() - timedelta(hours=1))
    talk = talks.book(member=stage.cast.bob, slot=slot.id, nonce=new_secret()[:16])
    if point:
        talks.note_point_at_the_desk(unlocked=stage.desks["alice"], talk=talk, text="Reviews wait.")
    return talk


def a_slot(stage: Stage) -> Slot:
    """Return a time of Alice's, each some hours after the one before."""
    start = clock.now() + timedelta(hours=3 * Slot.objects.count() + 3)
    return talks.offer_slots(reader=stage.cast.alice, within=slots.stretch_of(start, 30), minutes=30)[0]


def _talks(stage: Stage) -> list[Thing]:
    return [thing_of("talk", a_talk(stage).id, "bob")]


def _talks_at_the_desk(stage: Stage) -> list[Thing]:
    return [thing_of("talk", a_talk(stage).id, "alice")]


def _points(stage: Stage) -> list[Thing]:
    talk = a_talk(stage, point=True)
    return [thing_of("talk", talk.id, "bob", point=talk.points.get().id)]


def _points_at_the_desk(stage: Stage) -> list[Thing]:
    talk = a_talk(stage, point=True)
    return [thing_of("talk", talk.id, "alice", point=talk.points.get().id)]


def _slots(stage: Stage) -> list[Thing]:
    return [thing_of("slot", a_slot(stage).id, "alice")]


def _meetup(stage: Stage) -> Meetup:
    return talks.invite(
        by=stage.cast.alice,
        purpose="Reviews",
        mode=Mode.ONLINE,
        cadence=Cadence.NEEDED,
        minutes=30,
        first_on=clock.today(),
        invited=[stage.cast.bob],
    )


def _meetups(stage: Stage) -> list[Thing]:
    return [Thing({"meetup": _meetup(stage).id})]


def _invited_to(stage: Stage) -> list[Thing]:
    return [thing_of("meetup", _meetup(stage).id, "bob", "alice")]


def _meetings(stage: Stage) -> list[Thing]:
    """Return a meeting in which Bob spoke, and one of which nobody shares anything."""
    of_bob = a_meeting(stage.cast.alice, who={"Bob": stage.cast.bob})
    return [
        Thing({"meeting": of_bob.id}, frozenset({"alice", "bob"}), frozenset({"alice"})),
        thing_of("meeting", a_meeting(stage.cast.otto).id, "otto"),
    ]


def _left_meetings(stage: Stage) -> list[Thing]:
    """Return a meeting that nobody keeps any more: each reader may end it."""
    return [thing_of("meeting", a_meeting(stage.cast.charlie).id, *READERS)]


def _free_items(stage: Stage) -> list[Thing]:
    meeting = a_meeting(stage.cast.alice)
    item = action_items.raise_item(by=stage.cast.alice, meeting=meeting, text="Ask")
    return [thing_of("item", item.id, "alice")]


def _own_words(stage: Stage) -> list[Thing]:
    return [thing_of("meeting", a_meeting(stage.cast.alice, who={"Bob": stage.cast.bob}).id, "bob")]


def _cues(stage: Stage) -> list[Thing]:
    return [thing_of("meeting", a_meeting(stage.cast.alice).id, "alice", page_number=0, place=0)]


def _action_items(stage: Stage) -> list[Thing]:
    return [thing_of("item", _asked_item(stage), "alice", "bob")]


def _own_action_items(stage: Stage) -> list[Thing]:
    return [thing_of("item", _asked_item(stage), "bob")]


def _hidden_items(stage: Stage) -> list[Thing]:
    meeting = a_meeting(stage.cast.alice, who={"Bob": stage.cast.bob})
    share(stage.cast.bob, meeting.id)
    item = action_items.raise_item(by=stage.cast.alice, meeting=meeting, text=BOB_SAID)
    transcripts_actions.answer_for_words(person=stage.cast.bob, meeting=meeting.id, answer=Consent.REFUSED)
    return [thing_of("item", item.id, "alice")]


def _asked_item(stage: Stage) -> UUID:
    meeting = a_meeting(stage.cast.alice)
    return action_items.raise_item(by=stage.cast.alice, meeting=meeting, text="Ask", person=stage.cast.bob).id


def _asked_quote(stage: Stage, readers: Audience = Audience.ORGANISATION) -> Quote:
    """Return a quote of which Bob is asked."""
    meeting = a_meeting(stage.cast.alice, who={"Bob": stage.cast.bob})
    found = transcripts.cue_at(room(stage.cast.alice, meeting), 0, 0)
    assert found is not None
    speaker, cue = found
    quote = quotes.draft_quote(by=stage.cast.alice, speaker=speaker, page=0, cue=cue, words=cue.text, readers=readers)
    quotes.ask_speaker(by=stage.cast.alice, quote=quote)
    return Quote.objects.get(id=quote.id)


def _published_quote(stage: Stage, readers: Audience = Audience.ORGANISATION) -> UUID:
    quote = _asked_quote(stage, readers)
    quotes.answer_quote(quote=quote, answer=Answer(Act.APPROVE, bytes(quote.asked or b"").hex()))
    quotes.publish_quote(by=stage.cast.alice, quote=quote, name="Bob")
    return quote.id


def _quotes(stage: Stage) -> list[Thing]:
    return [
        Thing({"quote": _asked_quote(stage).id}, frozenset({"alice", "bob"}), frozenset({"alice"})),
        Thing({"quote": _published_quote(stage)}, keepers=frozenset({"alice"})),
    ]


def _public_quotes(stage: Stage) -> list[Thing]:
    # One that is for everybody, and one that is for the organisation alone: outside that exists for nobody.
    return [
        thing_of("quote", _published_quote(stage, Audience.PUBLIC), *VISITORS),
        thing_of("quote", _published_quote(stage)),
    ]


def _own_quotes(stage: Stage) -> list[Thing]:
    return [thing_of("quote", _asked_quote(stage).id, "bob"), thing_of("quote", _published_quote(stage), "bob")]


def _quotes_to_take_down(stage: Stage) -> list[Thing]:
    return [thing_of("quote", _published_quote(stage), "alice", "bob")]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("desk", "talk"): _talks_at_the_desk,
    ("desk", "talk", "point"): _points_at_the_desk,
    ("desk", "slot"): _slots,
    ("talks", "talk"): _talks,
    ("talks", "talk", "point"): _points,
    ("meetups", "meetup"): _meetups,
    ("meetings", "meeting"): _meetings,
    ("meetings", "meeting", "page_number", "place"): _cues,
    ("meetings", "item"): _action_items,
    ("quotes", "quote"): _quotes,
    ("public", "quote"): _public_quotes,
}
BY_NAME: dict[str, Make] = {
    "talks:own_words": _own_words,
    "talks:left_meeting": _left_meetings,
    "talks:destroy_left": _left_meetings,
    "talks:ask_item": _free_items,
    "talks:decline_item": _own_action_items,
    "talks:rewrite_item": _hidden_items,
    "talks:answer_quote": _own_quotes,
    "talks:withdraw_quote": _quotes_to_take_down,
    "talks:answer": _invited_to,
}
