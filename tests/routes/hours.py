"""Hours: what their routes are about, and for whom it exists."""

from datetime import timedelta

from groundswell.hours import actions
from groundswell.hours.models import Expectation, HandOver, Transition
from groundswell.hours.rules.axes import Kind, Pays, Stream
from groundswell.hours.rules.grants import Per, Range
from groundswell.kit import clock
from groundswell.people.models import RoleAssignment
from tests.routes.stage import Stage
from tests.routes.things import Make, Thing, thing_of


def _lines(stage: Stage) -> list[Thing]:
    """Return a funding line, which planners alone can end."""
    pays = Pays(frozenset({Stream.INTERNAL}), frozenset(Kind))
    made = actions.open_line(by=stage.cast.mo, name="Automation", payer="Tidewater", pays=pays)
    return [thing_of("line", made.id, "mo")]


def _entries(stage: Stage) -> list[Thing]:
    """Return an entry of Bob, and one of the advocate: each is there for whose time it is alone."""
    found = []
    for name in ("bob", "alice"):
        spent = actions.Spent(clock.today(), 60, words="Review")
        found.append(thing_of("entry", actions.log_time(person=stage.person(name), spent=spent).id, name))
    return found


def _plans(stage: Stage) -> list[Thing]:
    return [thing_of("person", stage.cast.alice.id, "alice", "mo")]


def _transition(stage: Stage) -> Transition:
    """Return the transition of Alice, in which Bob is asked to take her role."""
    alice = stage.cast.alice
    soon = clock.today() + timedelta(days=14)
    found = actions.propose_dates(by=alice, part_time_on=soon, full_time_on=soon + timedelta(days=28))
    held = RoleAssignment.objects.get(person=alice)
    role = actions.hand_over(by=alice, transition=found, role=held.role, taker=stage.cast.bob)
    actions.need_permission(by=alice, role=role, name="To moderate the forum")
    return found


def _transitions(stage: Stage) -> list[Thing]:
    return [Thing({"transition": _transition(stage).id}, frozenset({"alice", "mo", "bob"}), frozenset({"alice", "mo"}))]


def _own_transitions(stage: Stage) -> list[Thing]:
    return [thing_of("transition", _transition(stage).id, "alice")]


def _confirmable(stage: Stage) -> list[Thing]:
    return [thing_of("transition", _transition(stage).id, "mo")]


def _looked_ahead(stage: Stage) -> list[Thing]:
    return [thing_of("transition", _transition(stage).id, "alice", "mo")]


def _role(stage: Stage) -> HandOver:
    return HandOver.objects.get(transition=_transition(stage))


def _asked(stage: Stage) -> list[Thing]:
    return [thing_of("role", _role(stage).id, "bob")]


def _own_roles(stage: Stage) -> list[Thing]:
    return [thing_of("role", _role(stage).id, "alice")]


def _roles_to_answer(stage: Stage) -> list[Thing]:
    return [thing_of("role", _role(stage).id, "alice", "mo")]


def _own_permissions(stage: Stage) -> list[Thing]:
    return [thing_of("permission", _role(stage).permissions.get().id, "alice")]


def _permissions(stage: Stage) -> list[Thing]:
    return [thing_of("permission", _role(stage).permissions.get().id, "alice", "mo", "bob")]


def _expectations(stage: Stage) -> list[Thing]:
    """Return what was asked for of Alice: she and the planners can take it back."""
    cast = stage.cast
    asked = Expectation.What.ASKED
    amount = Range(25 * 60, 30 * 60, Per.WEEK)
    said = actions.note_expectation(by=cast.mo, holder=cast.alice, what=asked, amount=amount, said_by="Harbour")
    return [thing_of("said", said.id, "alice", "mo")]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("hours", "entry"): _entries,
    ("hours", "line"): _lines,
    ("hours", "person"): _plans,
    ("hours", "transition"): _transitions,
    ("hours", "role"): _asked,
    ("hours", "permission"): _permissions,
    ("hours", "said"): _expectations,
}
BY_NAME: dict[str, Make] = {
    "hours:confirm": _confirmable,
    "hours:ahead": _looked_ahead,
    "hours:hand_over": _own_transitions,
    "hours:permission": _own_roles,
    "hours:take_back": _confirmable,
    "hours:answer_role": _looked_ahead,
    "hours:remove_role": _roles_to_answer,
    "hours:remove_permission": _own_permissions,
}
