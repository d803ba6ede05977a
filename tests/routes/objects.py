"""What a route with arguments can be about, and for whom it exists.

A route is looked up by its name, else by where it lies and the names of its arguments. A route that is in neither
table fails: add what it is about to `BY_PLACE` (something new) or `BY_NAME` (a rule of its own).
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator

from groundswell.connectors.mailbox import asking
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Cell, Leave, RoleAssignment, Served
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Item, Passage, Thread
from groundswell.register.rules.items import Kind
from groundswell.register.tests.conftest import proposed, published
from groundswell.register.threads.actions import marking
from groundswell.register.threads.tests.arrivals import a_thread
from groundswell.voices import actions as voices
from groundswell.voices.desk.actions import notes
from groundswell.voices.models import VoiceReader
from tests.routes import (
    chat,
    check_ins,
    epics,
    evidence,
    hours,
    outside,
    propositions,
    questions,
    reading,
    rounds,
    sources,
    talks,
    teaching,
)
from tests.routes.stage import ADVOCATES, MEMBERS, READERS, VISITORS, Stage
from tests.routes.things import Make, Thing, thing_of
from tests.routes.walk import Route

TEACH = (
    "Say in tests/routes/objects.py what it is about and for whom that exists: the matrix then tries it as everybody, "
    "and holds the answer to those for whom it does not exist against the one for something that was never there."
)

# The public half of a passkey that a virtual device of Chromium made.
CREDENTIAL = {
    "id": "zw8zxRkC62EKVJnazEtMHBKoE83G5qH2sCaQk8Wdma4",
    "rawId": "zw8zxRkC62EKVJnazEtMHBKoE83G5qH2sCaQk8Wdma4",
    "type": "public-key",
    "response": {
        "attestationObject": (
            "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBw"
            "gAIM8PM8UZAuthClSZ2sxLTBwSqBPNxuah9rAmkJPFnZmupQECAyYgASFYILMuVVDPlmMeELDgLsLJtN9ZKv554DTA6pSBNbTiDyzSIlggn78N"
            "8M_BUH36hhSVWwJX7Kx82Va4Z2zF3l82IFJMMFg"
        ),
        "clientDataJSON": (
            "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiUzJhV3E1R1dxdVZXQTZKMTdYaU16WjRVaVJhSGl1OURSVTd0bWZqck5LMC"
            "IsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODEwMyIsImNyb3NzT3JpZ2luIjpmYWxzZX0"
        ),
    },
}


def make_all(stage: Stage) -> None:
    """Make what the tests of all routes share."""
    for make in dict.fromkeys((*BY_PLACE.values(), *BY_NAME.values())):
        stage.things[make] = make(stage)


def things_of(route: Route, stage: Stage) -> list[Thing]:
    """Return what to try a route with."""
    return stage.things[_maker_of(route)]


def _maker_of(route: Route) -> Make:
    make = BY_NAME.get(route.name) or BY_PLACE.get((route.pattern.partition("/")[0], *route.parameters))
    assert make is not None, f"{route.pattern} ({route.name}) is about something unknown. {TEACH}"
    return make


def _published(item: Item, audience: Audience, stage: Stage, cell: Cell | None = None) -> UUID:
    return published(item, audience, by=stage.cast.alice, cell=cell).id


def _concern(stage: Stage, by: str = "alice", audience: Audience = Audience.ADVOCATE) -> Concern:
    return register.raise_concern(by=stage.person(by), title="Reviews wait", audience=audience)


def _concerns(stage: Stage) -> list[Thing]:
    """Return one concern at each rung, and who reads it: the advocate serves every cell."""
    of_one = _published(_concern(stage), Audience.CELL, stage, stage.cast.cell_one)
    return [
        Thing({"concern": _published(_concern(stage), Audience.ORGANISATION, stage)}),
        Thing({"concern": of_one}, frozenset({"bob", "alice"}), frozenset({"alice"})),
        thing_of("concern", _concern(stage).id, *ADVOCATES),
        thing_of("concern", _concern(stage, "otto", Audience.ME).id, "otto"),
        Thing(
            {"concern": _of_cell_two(stage).id}, frozenset({"charlie", "alice", "cora"}), frozenset({"alice", "cora"})
        ),
        # Others at the desk see that there is something, and none of its words.
        Thing({"concern": _said_to_alice(stage).id}, ADVOCATES, frozenset({"alice"})),
        Thing({"concern": _from_cell_one(stage).id}, ADVOCATES, frozenset({"alice"})),
    ]


def _of_cell_two(stage: Stage) -> Concern:
    return published(_concern(stage), Audience.CELL, by=stage.cast.alice, cell=stage.cast.cell_two)


def _of_cell_one(stage: Stage) -> Concern:
    return published(_concern(stage), Audience.CELL, by=stage.cast.alice, cell=stage.cast.cell_one)


def _said_to_alice(stage: Stage) -> Concern:
    """Return a concern at the desk behind which stands somebody who spoke to Alice, before others became advocates."""
    voice = stage.said_anonymously(*ADVOCATES)
    concern = register.raise_concern(
        by=stage.cast.alice, title="Reviews wait", audience=Audience.ADVOCATE, sources=[SourceRef.voice(voice)]
    )
    VoiceReader.objects.filter(voice=voice).exclude(key=stage.key_of("alice")).delete()
    return concern


def _own_voices(stage: Stage) -> list[Thing]:
    openly = _said_openly(stage, "charlie", Audience.ORGANISATION)
    return [
        thing_of("voice_id", stage.said_signed("bob", "alice"), "bob"),
        thing_of("voice_id", openly, "charlie"),
        thing_of("voice_id", stage.said_anonymously("alice")),
    ]


def _said_openly(stage: Stage, author: str, audience: Audience) -> UUID:
    person = stage.person(author)
    return voices.speak_open(
        author=person, text="It is slow.", audience=audience, readers=[stage.key_of("alice")]
    ).voice


def _open_voices(stage: Stage) -> list[Thing]:
    return [
        thing_of("voice_id", _said_openly(stage, "bob", Audience.ORGANISATION), *MEMBERS),
        thing_of("voice_id", _said_openly(stage, "bob", Audience.CELL), "bob"),
        thing_of("voice_id", stage.said_signed("bob", "alice")),
    ]


def _desk_voices(stage: Stage) -> list[Thing]:
    return [
        thing_of("voice_id", stage.said_anonymously("alice", "otto"), "alice", "otto"),
        thing_of("voice_id", stage.said_anonymously("otto"), "otto"),
        thing_of("voice_id", stage.said_signed("bob", "alice"), "alice"),
        thing_of("voice_id", stage.said_signed("charlie", "cora"), "cora"),
        thing_of("voice_id", stage.said_anonymously("felix"), "felix"),
    ]


def _notes(stage: Stage) -> list[Thing]:
    by = clock.today()
    promised = {name: notes.promise(unlocked=desk, to="Bob", what="Ask", by=by) for name, desk in stage.desks.items()}
    return [thing_of("note_id", note, name) for name, note in promised.items()]


def _heard(stage: Stage) -> list[tuple[Thread, frozenset[str]]]:
    """Return threads that everybody could read, and that one cell could, with the advocates who read each."""
    return [
        (a_thread(), ADVOCATES),
        (a_thread(told="one", reach=f"cell:{stage.cast.cell_one.id}"), frozenset({"alice"})),
        (a_thread(told="two", reach=f"cell:{stage.cast.cell_two.id}"), frozenset({"alice", "cora"})),
    ]


def _threads(stage: Stage) -> list[Thing]:
    return [thing_of("thread", thread.id, *readers) for thread, readers in _heard(stage)]


def _posts(stage: Stage) -> list[Thing]:
    return [
        thing_of("thread", thread.id, *readers, post=thread.posts.get(number=1).id) for thread, readers in _heard(stage)
    ]


def _passages(stage: Stage) -> list[Thing]:
    return [thing_of("passage", _marked(stage, thread).id, *readers) for thread, readers in _heard(stage)]


def _marked(stage: Stage, thread: Thread) -> Passage:
    post = thread.posts.get(number=1)
    return marking.mark(by=stage.cast.alice, post=post, kind=Kind.CONCERN, start=0, end=30, version=1)


def _from_cell_one(stage: Stage) -> Concern:
    """Return a concern at the desk whose words stood where Cell One alone could read them."""
    thread = a_thread(told="one", reach=f"cell:{stage.cast.cell_one.id}")
    return Concern.objects.get(id=_marked(stage, thread).item_id)


def _about_concern(name: str, make: Callable[[Stage, Concern], Item]) -> Make:
    """Return things of a kind that belongs to a concern: for everybody, and for the advocates alone."""

    def things(stage: Stage) -> list[Thing]:
        concern = _concern(stage)
        _published(concern, Audience.ORGANISATION, stage)
        openly, at_the_desk, in_a_cell = (make(stage, concern) for _ in range(3))
        _published(in_a_cell, Audience.CELL, stage, stage.cast.cell_one)
        return [
            Thing({name: _published(openly, Audience.ORGANISATION, stage)}),
            thing_of(name, at_the_desk.id, *ADVOCATES),
            Thing({name: in_a_cell.id}, frozenset({"bob", "alice"}), frozenset({"alice"})),
        ]

    return things


def _idea(stage: Stage, concern: Concern) -> Item:
    return register.note_idea(by=stage.cast.alice, title="Pair", concern=concern, audience=Audience.ADVOCATE)


def _measure(stage: Stage, concern: Concern) -> Item:
    return register.note_measure(by=stage.cast.alice, text="A rota", concern=concern, audience=Audience.ADVOCATE)


def _view(stage: Stage, concern: Concern) -> Item:
    return register.note_perspective(
        by=stage.cast.alice, position="It depends", concern=concern, audience=Audience.ADVOCATE
    )


def _evidence(stage: Stage, concern: Concern) -> Item:
    return register.shelve(by=stage.cast.alice, source="A study", concerns=[concern], audience=Audience.ADVOCATE)


def _views_of_bob(stage: Stage) -> list[Thing]:
    view = register.note_perspective(
        by=stage.cast.alice,
        position="It depends",
        concern=_concern(stage),
        holder=stage.cast.bob,
        audience=Audience.ADVOCATE,
    )
    return [thing_of("perspective", view.id, "bob")]


def _fits(stage: Stage) -> list[Thing]:
    concern = _concern(stage)
    of_cell, told = _of_cell_one(stage), _said_to_alice(stage)
    return [
        thing_of("concern", concern.id, *ADVOCATES, idea=_idea(stage, concern).id),
        thing_of("concern", of_cell.id, "alice", idea=_idea(stage, of_cell).id),
        thing_of("concern", told.id, "alice", idea=_idea(stage, told).id),
    ]


def _items(stage: Stage) -> list[Thing]:
    concern = _concern(stage)
    return [
        thing_of("kind", "concern", *ADVOCATES, item=concern.id),
        thing_of("kind", "idea", *ADVOCATES, item=_idea(stage, concern).id),
        thing_of("kind", "concern", "otto", item=_concern(stage, "otto", Audience.ME).id),
        thing_of("kind", "concern", "alice", item=_of_cell_one(stage).id),
        thing_of("kind", "concern", "alice", "cora", item=_of_cell_two(stage).id),
        thing_of("kind", "concern", "alice", item=_said_to_alice(stage).id),
        thing_of("kind", "concern", "alice", item=_from_cell_one(stage).id),
    ]


def _ideas_and_views(stage: Stage) -> list[Thing]:
    concern = _concern(stage)
    return [
        thing_of("kind", "idea", *ADVOCATES, item=_idea(stage, concern).id),
        thing_of("kind", "perspective", *ADVOCATES, item=_view(stage, concern).id),
    ]


def _on_their_way(stage: Stage) -> list[Thing]:
    """Return something whose words are proposed for everybody."""
    concern = _concern(stage)
    proposed(concern, Audience.ORGANISATION, by=stage.cast.alice)
    return [thing_of("kind", "concern", *ADVOCATES, item=concern.id)]


def _own_open_voices(stage: Stage) -> list[Thing]:
    openly = _said_openly(stage, "bob", Audience.ORGANISATION)
    return [thing_of("voice_id", openly, "bob"), thing_of("voice_id", stage.said_signed("bob", "alice"))]


def _public_concerns(stage: Stage) -> list[Thing]:
    return [
        thing_of("concern", _published(_concern(stage), Audience.PUBLIC, stage), *VISITORS),
        thing_of("concern", _published(_concern(stage), Audience.ORGANISATION, stage)),
    ]


def _themes(stage: Stage) -> list[Thing]:
    return [thing_of("theme", register.add_theme(by=stage.cast.alice, name="Weather").id, *ADVOCATES)]


def _theme_acts(stage: Stage) -> list[Thing]:
    return [thing_of("theme", register.add_theme(by=stage.cast.alice, name="Tides").id, *ADVOCATES, act="retire")]


def _people(stage: Stage) -> list[Thing]:
    return [Thing({"person_id": stage.cast.bob.id}, keepers=frozenset({"ada"}))]


def _absences(stage: Stage) -> list[Thing]:
    return [thing_of("leave_id", _away(stage), "bob")]


def _absences_of_people(stage: Stage) -> list[Thing]:
    return [thing_of("person_id", stage.cast.bob.id, "ada", leave_id=_away(stage))]


def _away(stage: Stage) -> int:
    """Note the next day away of Bob that is free."""
    last = max(Leave.objects.values_list("to_on", flat=True), default=clock.today())
    day = last + timedelta(days=2)
    return people.be_away(by=None, person=stage.cast.bob, from_on=day, to_on=day).pk


def _assignments(stage: Stage) -> list[Thing]:
    held = RoleAssignment.objects.get(person=stage.cast.mo, role__grant="planner")
    return [thing_of("assignment_id", held.id, "ada")]


def _cells(stage: Stage) -> list[Thing]:
    return [Thing({"cell_id": stage.cast.cell_one.id}, keepers=frozenset({"ada"}))]


def _served(stage: Stage) -> list[Thing]:
    del stage
    named = people.serve(by=None, kind=Served.Kind.PROJECT, name="Lighthouse")
    return [thing_of("served_id", named.id, "ada")]


def _roles(stage: Stage) -> list[Thing]:
    return [thing_of("role_id", RoleAssignment.objects.get(person=stage.cast.mo, role__grant="planner").role_id, "ada")]


def _passkeys(stage: Stage) -> list[Thing]:
    data = {"name": "A device", "credential": CREDENTIAL}
    passkey = Authenticator.objects.create(user=stage.cast.bob, type=Authenticator.Type.WEBAUTHN, data=data)
    return [thing_of("pk", passkey.pk, "bob")]


def _mails(stage: Stage) -> list[Thing]:
    return [thing_of("token", asking.token_of(stage.cast.bob.id, "0" * 64), *VISITORS)]


def _queues(stage: Stage) -> list[Thing]:
    del stage
    return [thing_of("queue", queue, *READERS) for queue in ("new", "waiting")]


# By the first word of the address and the names of its arguments.
BY_PLACE: dict[tuple[str, ...], Make] = {
    ("mine", "voice_id"): _own_voices,
    ("said", "voice_id"): _open_voices,
    ("desk", "voice_id"): _desk_voices,
    ("desk", "note_id"): _notes,
    ("desk", "queue"): _queues,
    ("desk", "thread"): _threads,
    ("desk", "thread", "post"): _posts,
    ("desk", "passage"): _passages,
    ("concerns", "concern"): _concerns,
    ("concerns", "concern", "idea"): _fits,
    ("measures", "measure"): _about_concern("measure", _measure),
    ("ideas", "idea"): _about_concern("idea", _idea),
    ("views", "perspective"): _about_concern("perspective", _view),
    ("shelf", "evidence"): _about_concern("evidence", _evidence),
    ("themes", "theme"): _themes,
    ("themes", "theme", "act"): _theme_acts,
    ("register", "kind", "item"): _items,
    ("public", "concern"): _public_concerns,
    ("away", "leave_id"): _absences,
    ("organisation", "person_id"): _people,
    ("organisation", "person_id", "leave_id"): _absences_of_people,
    ("organisation", "assignment_id"): _assignments,
    ("organisation", "cell_id"): _cells,
    ("organisation", "served_id"): _served,
    ("organisation", "role_id"): _roles,
    ("accounts", "pk"): _passkeys,
    ("mail", "token"): _mails,
    **talks.BY_PLACE,
    **chat.BY_PLACE,
    **check_ins.BY_PLACE,
    **propositions.BY_PLACE,
    **epics.BY_PLACE,
    **teaching.BY_PLACE,
    **rounds.BY_PLACE,
    **hours.BY_PLACE,
    **sources.BY_PLACE,
    **questions.BY_PLACE,
    **outside.BY_PLACE,
    **reading.BY_PLACE,
    **evidence.BY_PLACE,
    **questions.BY_PLACE,
    **sources.BY_PLACE,
}
# Where a route has a rule of its own.
BY_NAME: dict[str, Make] = {
    "mine_audience": _own_open_voices,
    "register:edit_item": _ideas_and_views,
    "register:publication": _on_their_way,
    "register:confirm_perspective": _views_of_bob,
    "register:correct_perspective": _views_of_bob,
    **talks.BY_NAME,
    **chat.BY_NAME,
    **check_ins.BY_NAME,
    **propositions.BY_NAME,
    **epics.BY_NAME,
    **teaching.BY_NAME,
    **rounds.BY_NAME,
    **hours.BY_NAME,
    **questions.BY_NAME,
}


def query_of(route: Route, stage: Stage) -> str:
    """Return what to ask a route without arguments that wants to be asked about something."""
    if route.name == "threads:found":
        return "?kind=concern&words=review"
    if route.name == "register:link_voice":
        return f"?voice={stage.said_anonymously(*READERS)}"
    return ""
