"""Questions from outside, and hand-offs: what their routes are about, and for whom it exists."""

from groundswell.kit import clock
from groundswell.questions import actions
from groundswell.questions.models import Author, Gap, Item, Source
from groundswell.questions.tests.conftest import author
from groundswell.questions.tests.scene import question, told
from tests.routes.stage import ADVOCATES, MEMBERS, Stage
from tests.routes.things import Make, Thing, thing_of

_NO_ADVOCATE = MEMBERS - ADVOCATES


def _question(stage: Stage) -> Item:
    del stage
    forum, _made = Source.objects.get_or_create(name="Forum of questions", kind="discourse", is_public=True)
    return question(forum, f"{Item.objects.count() + 1}")


def _questions(stage: Stage) -> list[Thing]:
    return [Thing({"item": _question(stage).id})]


def _decided(stage: Stage) -> list[Thing]:
    """Return a question that nobody has, and one that Bob has: he and advocates decide about it."""
    taken = _question(stage)
    actions.take(by=stage.cast.bob, item=taken)
    return [thing_of("item", _question(stage).id, *ADVOCATES), thing_of("item", taken.id, *ADVOCATES, "bob")]


def _for_firefighters(stage: Stage) -> list[Thing]:
    return [Thing({"item": _question(stage).id}, _NO_ADVOCATE)]


def _handed_to_dana(stage: Stage) -> list[Thing]:
    made = actions.hand_off(by=stage.cast.alice, item=_question(stage), person=stage.cast.dana)
    return [thing_of("hand_off", made.id, "dana")]


def _handed_by_alice(stage: Stage) -> list[Thing]:
    made = actions.hand_off(by=stage.cast.alice, item=_question(stage), team="Docs")
    return [thing_of("hand_off", made.id, *ADVOCATES)]


def _handed_by_alice_alone(stage: Stage) -> list[Thing]:
    made = actions.hand_off(by=stage.cast.alice, item=_question(stage), team="Docs")
    return [thing_of("hand_off", made.id, "alice")]


def _efforts(stage: Stage) -> list[Thing]:
    return [thing_of("effort", actions.spend(by=stage.cast.bob, item=_question(stage), minutes=15).id, "bob")]


def _gaps(stage: Stage) -> list[Thing]:
    first = _question(stage)
    Gap.objects.create(first=first, items=[first.id], words=["upgrade"], found_on=clock.today())
    return [Thing({"gap": first.id})]


def _selections(stage: Stage) -> list[Thing]:
    del stage
    return [Thing({"selection": "asked"})]


def _identities(stage: Stage) -> list[Thing]:
    return [Thing({"identity": _asker(stage).identity_id})]


def _pairs(stage: Stage) -> list[Thing]:
    return [Thing({"identity": _asker(stage, "ann").identity_id, "other": _asker(stage, "anna").identity_id})]


def _members(stage: Stage) -> list[Thing]:
    return [Thing({"identity": _asker(stage).identity_id, "person": stage.cast.bob.id})]


def _merges(stage: Stage) -> list[Thing]:
    one, other = (_asker(stage, f"merged {letter}").identity for letter in "ab")
    return [Thing({"merge": actions.merge(by=stage.cast.alice, kept=one, other=other).id})]


def _asker(stage: Stage, key: str = "erased") -> Author:
    forum = _question(stage).source
    told(forum, author(key))
    return Author.objects.select_related("identity").get(source=forum, key=key)


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("questions", "item"): _questions,
    ("questions", "hand_off"): _handed_to_dana,
    ("questions", "effort"): _efforts,
    ("questions", "gap"): _gaps,
    ("questions", "selection"): _selections,
    ("questions", "identity"): _identities,
    ("questions", "identity", "other"): _pairs,
    ("questions", "identity", "person"): _members,
    ("questions", "merge"): _merges,
}
BY_NAME: dict[str, Make] = {
    "questions:give_back": _decided,
    "questions:snooze": _decided,
    "questions:not_ours": _decided,
    "questions:sort": _decided,
    "questions:hand_off": _decided,
    "questions:escalate": _for_firefighters,
    "questions:note": _handed_by_alice_alone,
    "questions:undo": _handed_by_alice,
}
