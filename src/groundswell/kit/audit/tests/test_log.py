"""The log only grows, and whoever changes it is found out."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.kit import audit, clock
from groundswell.kit.audit import triggers
from groundswell.kit.audit.chain import Link, check
from groundswell.kit.audit.models import Entry, Head

pytestmark = pytest.mark.django_db

ACTOR = UUID("7d1f0a44-3b3e-4d7e-9a51-2f6a0c1e5b11")

plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.uuids(),
    st.dates(),
    st.just("a\x00b"),
)


def _write(lines: int) -> None:
    for number in range(lines):
        audit.record(actor=ACTOR, verb="read", context="voices", object_id=uuid4(), step=number)


def test_each_line_says_who_did_what_to_what_on_which_day() -> None:
    audit.record(actor=ACTOR, verb="assign_role", context="people", object_id="7", role="x", until_on=date(2026, 12, 1))
    line = Entry.objects.get()
    assert (line.number, line.actor, line.verb, line.context, line.object_id, line.day) == (
        1, ACTOR, "assign_role", "people", "7", clock.today(),
    )  # fmt: skip
    assert line.changes == {"role": "x", "until_on": "2026-12-01"}


def test_an_empty_log_is_sound() -> None:
    assert audit.verify_chain().is_sound
    assert audit.head() == (0, "0" * 64)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'nothing'",
        "UPDATE audit_entry SET number = 9 WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 3",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(statement: str) -> None:
    _write(3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 3
    assert audit.verify_chain().is_sound


def test_the_product_itself_cannot_change_or_remove_a_line() -> None:
    _write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(verb="nothing")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_database_refuses_to_empty_the_log() -> None:
    _write(2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry")


def _change_a_verb(number: int) -> None:
    Entry.objects.filter(number=number).update(verb="nothing")


def _change_the_actor(number: int) -> None:
    Entry.objects.filter(number=number).update(actor=uuid4())


def _change_the_day(number: int) -> None:
    Entry.objects.filter(number=number).update(day=clock.today() - timedelta(days=1))


def _change_what_changed(number: int) -> None:
    Entry.objects.filter(number=number).update(changes={"step": 99})


def _remove(number: int) -> None:
    Entry.objects.filter(number=number).delete()


def _remove_from_there_on(number: int) -> None:
    Entry.objects.filter(number__gte=number).delete()


def _swap_with_the_first(number: int) -> None:
    first, other = Entry.objects.get(number=1), Entry.objects.get(number=number)
    Entry.objects.filter(number__in=[1, number]).delete()
    first.number, other.number = number, 1
    first.save(force_insert=True)
    other.save(force_insert=True)


def _recompute_a_changed_line(number: int) -> None:
    row = Entry.objects.get(number=number)
    link = Link(row.number, row.day, row.actor, "nothing", row.context, row.object_id, row.changes, row.previous)
    Entry.objects.filter(number=number).update(verb="nothing", digest=link.digest())


TAMPERINGS = [
    _change_a_verb,
    _change_the_actor,
    _change_the_day,
    _change_what_changed,
    _remove,
    _remove_from_there_on,
    _swap_with_the_first,
    _recompute_a_changed_line,
]


@pytest.mark.parametrize("tamper", TAMPERINGS)
@pytest.mark.parametrize("number", [2, 4, 5])
def test_whoever_changes_the_log_behind_the_guard_is_found_out(tamper: Callable[[int], None], number: int) -> None:
    _write(5)
    triggers.drop(connection)
    try:
        tamper(number)
        verdict = audit.verify_chain()
    finally:
        triggers.make(connection)
    assert not verdict.is_sound


def test_a_line_slipped_in_at_the_end_is_found_out() -> None:
    _write(2)
    number, digest = audit.head()
    link = Link(number + 1, clock.today(), ACTOR, "read", "voices", "", {}, digest)
    Entry.objects.create(**vars(link), digest=link.digest())
    assert audit.verify_chain().fault == "The log ends at entry 3, but its end was noted at entry 2."


def test_a_head_that_is_gone_is_found_out() -> None:
    _write(2)
    Head.objects.all().delete()
    assert not audit.verify_chain().is_sound


def test_who_rewrites_everything_is_found_out_by_who_wrote_the_head_down() -> None:
    _write(3)
    written_down = audit.head()
    triggers.drop(connection)
    Entry.objects.all().delete()
    Head.objects.all().delete()
    triggers.make(connection)
    _write(3)
    assert audit.verify_chain().is_sound
    assert not audit.verify_chain(noted=written_down).is_sound


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.from_regex(r"\A[a-z]{1,8}\Z"), st.one_of(plain, st.lists(plain, max_size=3)), max_size=4))
def test_whatever_an_action_notes_is_read_back_as_it_was_chained(changes: dict[str, object]) -> None:
    changes = {f"x_{name}": value for name, value in changes.items()}
    with transaction.atomic():
        audit.record(actor=None, verb="try", context="tests", **changes)
        assert audit.verify_chain().is_sound
        transaction.set_rollback(True)


def test_what_somebody_wrote_does_not_fit_into_a_line() -> None:
    with pytest.raises(ValueError, match="holds no texts over 200 characters"):
        audit.record(actor=ACTOR, verb="speak", context="voices", text="a" * 201)
    assert not Entry.objects.exists()


def test_a_line_and_its_act_are_kept_together_or_not_at_all() -> None:
    with transaction.atomic():
        audit.record(actor=ACTOR, verb="read", context="voices")
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
    _write(1)
    assert audit.verify_chain().is_sound


def test_members_see_counts_of_the_last_days_and_nothing_else() -> None:
    with time_machine.travel(clock.now() - timedelta(days=14), tick=False):
        _write(4)
    with time_machine.travel(clock.now() - timedelta(days=13), tick=False):
        _write(3)
    audit.record(actor=ACTOR, verb="publish", context="register")
    counts = audit.count_by_verb(14)
    assert [(count.context, count.verb, count.times) for count in counts] == [
        ("register", "publish", 1),
        ("voices", "read", 3),
    ]


def test_checking_a_chain_needs_no_database() -> None:
    link = Link(1, date(2026, 11, 22), None, "found", "people", "", {}, "0" * 64)
    assert check([(link, link.digest())], (1, link.digest())).is_sound
    assert check([], None).is_sound
    assert check([(link, "0" * 64)], None).fault == "Entry 1 is not what was written."


def test_the_lines_of_many_acts_are_chained_like_single_ones() -> None:
    audit.record(actor=None, verb="first", context="tests")
    audit.record_all([])
    audit.record_all([audit.Line(None, verb, "tests", changes={"number": 7}) for verb in ("second", "third")])
    audit.record(actor=None, verb="fourth", context="tests")
    assert list(Entry.objects.order_by("number").values_list("verb", flat=True)) == [
        "first",
        "second",
        "third",
        "fourth",
    ]
    assert audit.verify_chain().is_sound
    assert audit.head()[0] == 4
