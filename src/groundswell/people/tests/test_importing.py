"""People come in by a file: tried first, all or nothing, twice the same."""

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.console import Console

from groundswell.kit import audit, clock
from groundswell.kit.audit.models import Entry
from groundswell.people import actions, policy, queries
from groundswell.people.importing import Report, Unreadable, bring_in, command, read
from groundswell.people.models import Cell, Membership, Person, Role, RoleAssignment
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from tests.cast import Cast

pytestmark = pytest.mark.django_db

FILE = """name,email,cell,roles,weekly_hours,time_zone
Eve Adams,eve@example.org,Cell Three,Recruiter; advocate,32.5,Europe/Berlin
Fay Brown,fay@example.org,cell one,,40,
Gus Clark,gus@example.org,,,,
"""


def _import(text: str | bytes, *, keep_good: bool = False, dry_run: bool = False) -> Report:
    return bring_in(read(text), by=None, keep_good=keep_good, dry_run=dry_run)


def _everything() -> list[object]:
    models = (Person, Cell, Membership, Role, RoleAssignment, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def _sentences(report: Report) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.sentence) for problem in report.problems]


def test_people_come_in_with_their_cell_their_roles_their_hours_and_their_zone(organisation: Cast) -> None:
    report = _import(FILE)
    assert report.is_kept
    eve = Person.objects.get(email="eve@example.org")
    assert (eve.name, eve.weekly_hours, eve.time_zone) == ("Eve Adams", Decimal("32.5"), "Europe/Berlin")
    assert str(queries.cell_of(eve)) == "Cell Three"
    assert {held.role.name for held in eve.role_assignments.all()} == {"Recruiter", "Developer advocate"}
    assert policy.grants_of(eve) == {Grant.ADVOCATE}
    assert queries.cell_of(Person.objects.get(email="fay@example.org")) == organisation.cell_one
    assert queries.cell_of(Person.objects.get(email="gus@example.org")) is None


def test_the_trial_lists_what_would_change_and_changes_nothing(organisation: Cast) -> None:
    before = _everything()
    trial = _import(FILE, dry_run=True)
    assert not trial.is_kept
    assert _everything() == before
    assert [(change.line, change.who, change.sentence) for change in trial.changes] == [
        (2, "Eve Adams", "joins"),
        (2, "Cell Three", "a new cell"),
        (2, "Eve Adams", "belongs to Cell Three"),
        (2, "Recruiter", "a new role, which opens nothing"),
        (2, "Eve Adams", "holds the role Recruiter"),
        (2, "Eve Adams", "holds the role Developer advocate"),
        (3, "Fay Brown", "joins"),
        (3, "Fay Brown", "belongs to Cell One"),
        (4, "Gus Clark", "joins"),
    ]
    assert trial.fingerprint == _import(FILE).fingerprint


def test_the_same_file_a_second_time_changes_nothing(organisation: Cast) -> None:
    _import(FILE)
    before = _everything()
    again = _import(FILE)
    assert again.changes == []
    assert again.is_kept
    assert _everything() == before


def test_only_what_differs_changes_and_what_is_empty_stays(organisation: Cast) -> None:
    _import(FILE)
    second = "email;name;weekly_hours;cell\nfay@example.org;Fay Black;;Cell Two\neve@example.org;Eve Adams;;\n"
    changes = [(change.who, change.sentence) for change in _import(second).changes]
    assert changes == [("Fay Black", "name: Fay Brown → Fay Black"), ("Fay Black", "belongs to Cell Two")]
    assert Person.objects.get(email="fay@example.org").weekly_hours == 40
    assert str(queries.cell_of(Person.objects.get(email="eve@example.org"))) == "Cell Three"


def test_one_bad_line_keeps_the_whole_file_out(organisation: Cast) -> None:
    before = _everything()
    report = _import(FILE + "Hal,hal@example.org,,,200,\n")
    assert not report.is_kept
    assert _sentences(report) == [(5, "weekly_hours", "The hours a week are a number from 0 to 80.")]
    assert _everything() == before


def test_the_good_lines_are_kept_when_that_is_asked_for(organisation: Cast) -> None:
    bad = "Hal,hal@example.org,Cell Nine,alternate;advocate,,\n"
    report = _import(FILE + bad, keep_good=True)
    assert report.is_kept
    assert Person.objects.filter(email="eve@example.org").exists()
    assert not Person.objects.filter(email="hal@example.org").exists()
    assert not Cell.objects.filter(name="Cell Nine").exists()
    assert [problem.column for problem in report.problems] == ["roles"]


def test_a_line_that_failed_half_way_leaves_nothing_in_the_way_of_the_next(organisation: Cast) -> None:
    text = (
        "name,email,cell,roles\n"
        "Hal,hal@example.org,Cell Nine,alternate;advocate\n"
        "Ida,ida@example.org,Cell Nine,Recruiter\n"
    )
    _import(text, keep_good=True)
    assert str(queries.cell_of(Person.objects.get(email="ida@example.org"))) == "Cell Nine"


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        (",eve@example.org,,,,,", "name", "Give a name"),
        ("Eve,,,,,,", "email", "“” is not an e-mail address."),
        ("Eve,eve,,,,,", "email", "“eve” is not an e-mail address."),
        ("Eve,eve@localhost@x,,,,,", "email", "is not an e-mail address"),
        ("Eve,eve@example.org,,,-1,,", "weekly_hours", "a number from 0 to 80"),
        ("Eve,eve@example.org,,,200,,", "weekly_hours", "a number from 0 to 80"),
        ("Eve,eve@example.org,,,many,,", "weekly_hours", "“many” is not a number of hours."),
        ("Eve,eve@example.org,,,NaN,,", "weekly_hours", "a number from 0 to 80"),
        ("Eve,eve@example.org,,,1e999,,", "weekly_hours", "a number from 0 to 80"),
        ("Eve,eve@example.org,,,,Mars/Olympus,", "time_zone", "“Mars/Olympus” is not a time zone."),
        ("Eve,eve@example.org,,,,../../etc/passwd,", "time_zone", "is not a time zone"),
        ("Eve,eve@example.org,,,,,Cell One", "parent", "A parent needs a cell beside it."),
        ("Eve,eve@example.org,Cell Two,,,,Cell Two", "parent", "it would lie inside itself"),
        ("Eve,eve@example.org,,advocate|alternate,,,", "roles", "cannot be advocate and alternate at once"),
        (f"Eve,eve@example.org,{'x' * 201},,,,", "cell", "at most 200 characters"),
        ("Eve,eve@example.org,,,,,,surplus", "", "more values than there are columns"),
        ("E\u202eve,eve@example.org,,,,,", "name", "Give a name"),
    ],
)
def test_a_bad_line_says_the_line_the_column_and_what_is_wrong(
    organisation: Cast, line: str, column: str, sentence: str
) -> None:
    report = _import(f"name,email,cell,roles,weekly_hours,time_zone,parent\n{line}\n")
    assert [(problem.line, problem.column) for problem in report.problems] == [(2, column)]
    assert sentence in report.problems[0].sentence
    assert not report.is_kept


def test_every_fault_of_a_line_is_named_at_once(organisation: Cast) -> None:
    report = _import("name,email,weekly_hours,time_zone\n,eve,200,Mars\n")
    assert [problem.column for problem in report.problems] == ["name", "email", "weekly_hours", "time_zone"]


def test_a_line_that_failed_leaves_somebody_who_is_here_as_they_were(organisation: Cast) -> None:
    before = _everything()
    line = "Alice Renamed,alice@example.org,Cell Two,alternate,12,Asia/Tokyo\n"
    report = _import(f"name,email,cell,roles,weekly_hours,time_zone\n{line}", keep_good=True)
    assert [problem.column for problem in report.problems] == ["roles"]
    assert (report.changes, _everything()) == ([], before)


def test_a_file_of_many_people_asks_the_database_no_more_often_than_one_of_few(organisation: Cast) -> None:
    def queries_for(count: int, start: int) -> int:
        lines = [f"P {number},p{number}@example.org,Cell One,Host" for number in range(start, start + count)]
        with CaptureQueriesContext(connection) as captured:
            assert _import("\n".join(["name,email,cell,roles", *lines])).is_kept
        return len(captured)

    queries_for(1, 0)
    assert queries_for(40, 100) == queries_for(4, 10)


def test_every_act_of_a_file_has_its_own_line_in_the_log_and_the_chain_holds(organisation: Cast) -> None:
    before = Entry.objects.count()
    _import(FILE)
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))[before:]
    assert sorted(verbs) == sorted(
        ["add_person"] * 3 + ["open_cell", "make_role"] + ["move_to_cell"] * 2 + ["assign_role"] * 2
    )
    assert audit.verify_chain().is_sound


def _interfering(often: int) -> Callable[..., object]:
    """Let somebody join whenever an import has read who is here, so many times."""
    done: list[str] = []

    def run(execute: Callable[..., object], sql: str, *rest: object) -> object:
        answer = execute(sql, *rest)
        if 'FROM "people_roleassignment" ORDER BY' in sql and len(done) < often:
            done.append(sql)
            actions.add_person(by=None, name="Gil", email=f"gil{len(done)}@example.org")
        return answer

    return run


def test_what_changes_between_reading_and_writing_is_noticed_and_decided_anew(organisation: Cast) -> None:
    text = "name,email,weekly_hours\nGil,gil1@example.org,20\nEve,eve@example.org,\n"
    with connection.execute_wrapper(_interfering(1)):
        report = _import(text)
    assert [(change.who, change.sentence) for change in report.changes] == [
        ("Gil", "hours a week: 20.0"),
        ("Eve", "joins"),
    ]
    assert Person.objects.get(email="gil1@example.org").weekly_hours == 20


def test_an_import_that_is_overtaken_again_and_again_gives_up_in_a_sentence(organisation: Cast) -> None:
    with connection.execute_wrapper(_interfering(99)), pytest.raises(Refused, match="Try again"):
        _import("name,email\nEve,eve@example.org\n")
    assert not Person.objects.filter(email="eve@example.org").exists()


def test_somebody_who_is_in_the_file_twice_is_a_mistake(organisation: Cast) -> None:
    report = _import("name,email\nEve,eve@example.org\nEva,EVE@example.org\n")
    assert _sentences(report) == [(3, "email", "eve@example.org is on line 2 already.")]


def test_cells_in_a_circle_are_refused_on_the_line_that_closes_it(organisation: Cast) -> None:
    report = _import(
        "name,email,cell,parent\nA,a@example.org,One,Two\nB,b@example.org,Two,Three\nC,c@example.org,Three,One\n"
    )
    assert _sentences(report) == [(4, "parent", "“Three” cannot lie inside “One”: it would lie inside itself.")]


def test_one_cell_lies_in_one_parent(organisation: Cast) -> None:
    report = _import("name,email,cell,parent\nA,a@example.org,One,Two\nB,b@example.org,One,Three\n")
    assert _sentences(report) == [(3, "parent", "Line 2 puts this cell into another one.")]


def test_cells_inside_cells_come_in(organisation: Cast) -> None:
    _import("name,email,cell,parent\nA,a@example.org,Inner,Outer\n")
    assert str(Cell.objects.get(name="Inner").parent) == "Outer"
    assert _import("name,email,cell,parent\nA,a@example.org,Inner,Outer\n").changes == []


def test_who_has_left_stays_away(organisation: Cast, lee: Person) -> None:
    report = _import("name,email,cell\nLee,lee@example.org,Cell Two\n")
    assert (report.problems, report.changes) == ([], [])
    assert "Lee left on" in report.notes[0].sentence
    assert not lee.is_active


def test_somebody_who_joins_later_is_not_changed_twice(organisation: Cast) -> None:
    later = clock.today() + timedelta(days=20)
    hal = actions.add_person(by=None, name="Hal", email="hal@example.org", joined_on=later)
    text = "name,email,cell,roles\nHal,hal@example.org,Cell One,Recruiter\n"
    assert len(_import(text).changes) == 3
    assert _import(text).changes == []
    assert queries.cell_of(hal, later) == organisation.cell_one


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_files_of_every_office_program_are_read(encoding: str, delimiter: str, newline: str) -> None:
    lines = ["E-Mail,Name,Weekly hours", 'jö@example.org,"Jörg Müller",32']
    content = newline.join(lines).replace(",", delimiter).encode(encoding)
    row = read(content).rows[0]
    assert (row.line, dict(row.values)) == (2, {"email": "jö@example.org", "name": "Jörg Müller", "weekly_hours": "32"})


def test_a_decimal_comma_and_several_roles_stand_inside_a_semicolon_file(organisation: Cast) -> None:
    _import('name;email;roles;weekly_hours\nEve;eve@example.org;"Recruiter;Host";32,5\n')
    eve = Person.objects.get(email="eve@example.org")
    assert eve.weekly_hours == Decimal("32.5")
    assert {held.role.name for held in eve.role_assignments.all()} == {"Recruiter", "Host"}


def test_a_line_is_counted_as_an_editor_counts_also_after_a_quoted_line_break(organisation: Cast) -> None:
    text = 'name,email,cell\n"Eve\nAdams",eve@example.org,\n\n\nHal,hal,\n'
    assert [(problem.line, problem.column) for problem in _import(text).problems] == [(6, "email")]
    _import('name,email\n"Eve\nAdams",eve@example.org\n')
    assert Person.objects.get(email="eve@example.org").name == "Eve Adams"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf  \n\n", "The file is empty."),
        (b",,,\n", "There is no column “name”."),
        (b"name,email\n", "holds nobody"),
        (b"name\nEve\n", "There is no column “email”."),
        (b"name,email,salary\nEve,eve@example.org,1\n", "The column “salary” is not known."),
        (b"name,email,Name\nEve,eve@example.org,Eve\n", "The column “name” is there twice."),
        (b'name,email\n"Eve,eve@example.org\n', "quotation marks that begin on line 2"),
        (b'name,email\n"E"ve,eve@example.org\n', "quotation marks that begin on line 2"),
        (b"name,email\nE\x00ve,eve@example.org\n", "This is not a text file."),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "This is not a text file."),
        (b"name,email\n\x81\x8d\x8f,eve@example.org\n", "The letters of this file cannot be read."),
        (b"\xff\xfen\x00a\x00m", "The letters of this file cannot be read."),
        (b"name,email\n" + b"x" * 150_000 + b",eve@example.org\n", "A value on line 2 is longer"),
        (b"x" * (5 * 1024 * 1024 + 1), "The file is larger than 5 MB."),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as refused:
        read(content)
    assert refused.value.sentence[0].isupper()


@pytest.mark.slow
def test_a_file_of_too_many_people_is_refused_in_a_sentence() -> None:
    text = "name,email\n" + "x,y\n" * 20_001
    with pytest.raises(Unreadable, match="more than 20000 people"):
        read(text)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
@example(b"\xff\xfe\x00")
@example("\ufeff\ufeffname,email\nx,y")
@example('"')
@example("name,email\n\u2028,x")
def test_whatever_is_in_the_file_the_answer_is_rows_or_a_sentence(content: bytes | str) -> None:
    try:
        table = read(content)
    except Unreadable as refused:
        table = read(f"name,email\n{refused.sentence[:1]},x\n")
    assert table.rows or table.problems


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
fields = st.one_of(
    words,
    st.sampled_from(
        ["", "Eve", "eve@example.org", "bob@example.org", "LEE@example.org", "Cell One", "Inner", "advocate",
         "alternate|x", "administrator;planner", "-1", "32,5", "1e3", "Europe/Berlin", "UTC", '"', "a\nb", "[red]x"]
    ),
)  # fmt: skip
columns = st.permutations(["name", "email", "cell", "roles", "weekly_hours", "time_zone", "parent"])


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(columns, st.lists(st.lists(fields, max_size=8), max_size=5), st.sampled_from([{}, {"keep_good": True}]))
def test_whatever_stands_in_the_lines_the_run_ends_with_a_report_that_holds_twice(
    organisation: Cast, header: list[str], lines: list[list[str]], options: dict[str, bool]
) -> None:
    text = "\n".join([",".join(header), *(",".join(_quoted(field) for field in line) for line in lines)])
    before = _everything()
    with transaction.atomic(), suppress(Unreadable):
        first = _import(text, **options)
        if not first.is_kept:
            assert _everything() == before
        again = _import(text, **options)
        assert _sentences(again) == _sentences(first)
        assert again.changes == ([] if first.is_kept else first.changes)
        transaction.set_rollback(True)


def _quoted(field: str) -> str:
    return '"' + field.replace('"', '""') + '"'


def _console() -> Console:
    return Console(file=io.StringIO(), width=140, force_terminal=False)


def _said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_command_tries_then_does_and_says_so(organisation: Cast, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(FILE, encoding="utf-8")
    console = _console()
    assert command(file, keep_good=False, dry_run=True, console=console)
    assert "9 changes would be made. This was a trial: nothing is different now." in _said(console)
    assert "Eve Adams" in _said(console)
    assert command(file, keep_good=False, dry_run=False, console=console)
    assert "9 changes were made." in _said(console)
    assert command(file, keep_good=False, dry_run=False, console=console)
    assert "Nothing changes: everything in the file is so already." in _said(console)


def test_the_command_says_what_is_wrong_and_that_nothing_was_kept(organisation: Cast, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,email\nEve,eve@example.org\n[red]Hal,hal\n", encoding="utf-8")
    console = _console()
    assert not command(file, keep_good=False, dry_run=False, console=console)
    assert "“hal” is not an e-mail address." in _said(console)
    assert "Nothing of the file was kept." in _said(console)
    assert not Person.objects.filter(name="Eve").exists()


def test_the_command_refuses_a_file_that_is_not_there_or_no_table(tmp_path: Path) -> None:
    console = _console()
    assert not command(tmp_path / "none.csv", keep_good=False, dry_run=False, console=console)
    (tmp_path / "empty.csv").write_bytes(b"")
    assert not command(tmp_path / "empty.csv", keep_good=False, dry_run=False, console=console)
    assert "cannot be opened" in _said(console)
    assert "The file is empty." in _said(console)


def test_the_command_names_who_has_left(organisation: Cast, lee: Person, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,email\nLee,lee@example.org\n", encoding="utf-8")
    console = _console()
    assert command(file, keep_good=False, dry_run=False, console=console)
    assert "2: Lee left on" in _said(console)
    assert "Nothing changes: some lines were left alone" in _said(console)


GOOD_LINE = "Eve,eve@example.org,Cell One\n"
BAD_LINE = "Hal,hal,\n"


@pytest.mark.parametrize(
    ("lines", "options", "sentence"),
    [
        (
            GOOD_LINE + BAD_LINE,
            {"dry_run": True},
            "Nothing would be kept while these lines are wrong. With --keep-good: 2 changes.",
        ),
        (GOOD_LINE + BAD_LINE, {"dry_run": True, "keep_good": True}, "2 changes would be made. This was a trial"),
        (GOOD_LINE + BAD_LINE, {}, "Nothing of the file was kept. Mend these lines. With --keep-good: 2 changes."),
        (BAD_LINE, {"dry_run": True}, "Nothing would be kept while these lines are wrong."),
        (BAD_LINE, {}, "Nothing of the file was kept. Mend these lines."),
        (BAD_LINE, {"keep_good": True}, "Nothing changes: only lines that are wrong ask for something."),
        (BAD_LINE, {"dry_run": True, "keep_good": True}, "Nothing changes: only lines that are wrong"),
    ],
)
def test_what_the_command_says_last_is_what_the_run_does(
    organisation: Cast, tmp_path: Path, lines: str, options: dict[str, bool], sentence: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"name,email,cell\n{lines}", encoding="utf-8")
    console = _console()
    keep_good, dry_run = options.get("keep_good", False), options.get("dry_run", False)
    assert not command(file, keep_good=keep_good, dry_run=dry_run, console=console)
    assert sentence in _said(console)
    assert "so already" not in _said(console)
    if not lines.startswith(GOOD_LINE):
        assert "--keep-good" not in _said(console)
