"""Hours from files: a trial is the run, a file twice is a file once, and every fault has its line and column."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from groundswell.connectors.jira import importing as jira
from groundswell.connectors.tempo import importing as tempo
from groundswell.hours.actions.arriving import Defaults
from groundswell.hours.importing import bring_in, command, table
from groundswell.hours.models import Entry
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.kit.tables import Report, Unreadable
from groundswell.people.models import Person

pytestmark = pytest.mark.django_db
TEMPO = [
    "Issue Key", "Issue summary", "Hours", "Work date", "Username", "Full name", "Period", "Account Key",
    "Account Name", "Account Lead", "Account Category", "Account Customer", "Activity Name", "Component",
    "All Components", "Version Name", "Issue Type", "Issue Status", "Project Key", "Project Name", "Epic",
    "Epic Link", "Work Description", "Parent Key", "Reporter", "External Hours", "Billed Hours",
    "Issue Original Estimate", "Issue Remaining Estimate",
]  # fmt: skip  # the columns beside each other


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a table."""

    def made(*rows: list[str], delimiter: str = ",", encoding: str = "utf-8") -> Path:
        file = tmp_path / "hours.csv"
        with file.open("w", encoding=encoding, newline="") as text:
            csv.writer(text, delimiter=delimiter).writerows(rows)
        return file

    return made


def ours(file: Path, **how: bool) -> Report:
    return bring_in(table.read(file), Entry.Source.FILE, by=None, **how)  # type: ignore[arg-type]  # keep_good, dry_run


OURS = ["person", "day", "hours", "stream", "kind", "activity", "words", "ahead"]


def test_our_own_table_comes_in_and_a_second_time_changes_nothing(bob: Person, write: Callable[..., Path]) -> None:
    file = write(
        OURS,
        ["bob@example.org", "2026-01-05", "2,5", "client", "development", "", "A", ""],
        ["Bob", "2026-01-05", "1:30", "", "", "reading", "B", "yes"],
        ["bob", "2026-01-05", "1:30", "", "", "reading", "B", "yes"],
    )
    report = ours(file)
    assert report.is_kept
    assert [change.who for change in report.changes] == ["Bob"]
    assert "3 new, 5.5 h" in report.changes[0].sentence
    again = ours(file)
    assert (again.changes, Entry.objects.count()) == ([], 3)
    read = Entry.objects.filter(activity=Activity.READING).first()
    assert read is not None
    assert (read.kind, read.is_ahead, read.stream) == (Kind.OTHER, True, Stream.CLIENT)


def test_a_trial_says_what_would_change_and_changes_nothing(bob: Person, write: Callable[..., Path]) -> None:
    file = write(OURS[:3], ["bob@example.org", "2026-01-05", "2"])
    trial = ours(file, dry_run=True)
    assert (trial.is_kept, Entry.objects.count()) == (False, 0)
    assert trial.changes == ours(file).changes


def test_a_row_that_the_file_says_otherwise_is_changed(bob: Person, write: Callable[..., Path]) -> None:
    ours(write([*OURS[:3], "id"], ["bob", "2026-01-05", "2", "x1"]))
    report = ours(write([*OURS[:3], "id"], ["bob", "2026-01-05", "3", "x1"]))
    assert "1 changed" in report.changes[0].sentence
    assert Entry.objects.get().minutes == 180


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("person", "nobody"), ("day", "31.02.2026"), ("day", "2999-01-01"), ("hours", "-2"), ("hours", "NaN"),
        ("hours", "99999"), ("stream", "sideways"), ("kind", "odd"), ("activity", "sleep"), ("ahead", "perhaps"),
    ],
)  # fmt: skip  # pairs beside each other
def test_a_bad_row_is_told_with_its_line_and_keeps_the_file_out_unless_asked(
    column: str, value: str, bob: Person, write: Callable[..., Path]
) -> None:
    good = {"person": "bob", "day": "2026-01-05", "hours": "2"}
    bad = {**good, column: value}
    file = write(OURS, [good.get(name, "") for name in OURS], [bad.get(name, "") for name in OURS])
    report = ours(file)
    assert [problem.line for problem in report.problems] == [3]
    assert report.problems[0].column in {column, ""}
    assert not Entry.objects.exists()
    assert ours(file, keep_good=True).is_kept
    assert Entry.objects.count() == 1


def test_the_same_fault_on_many_lines_is_told_once(bob: Person, write: Callable[..., Path]) -> None:
    report = ours(write(OURS[:3], *[["nobody", "2026-01-05", "2"]] * 40))
    (problem,) = report.problems
    assert (problem.line, "on 39 more lines" in problem.sentence) == (2, True)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\x01\x02", b'person,day,hours\n"open', b"\xff\xfe"])
def test_what_is_no_table_of_hours_is_one_sentence(content: bytes, tmp_path: Path, organisation: object) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        ours(file)
    assert refused.value.sentence.endswith((".", "hours"))


def test_two_people_of_one_name_are_nobody(bob: Person, charlie: Person, write: Callable[..., Path]) -> None:
    Person.objects.filter(id=charlie.id).update(name="Bob")
    report = ours(write(OURS[:3], ["Bob", "2026-01-05", "2"], ["charlie@example.org", "2026-01-05", "2"]))
    assert [problem.line for problem in report.problems] == [2]


# ------------------------------------------------------------ Jira

JIRA = [
    "Summary", "Issue key", "Issue id", "Assignee", "Updated", "Original estimate", "Time Spent", "Σ Time Spent",
    "Custom field (Story Points)", "Custom field (Story point estimate)",
    *["Sprint"] * 27, *["Comment"] * 3, "Log Work", "Log Work",
]  # fmt: skip  # as an export has them beside each other
MOMENT = "10/Jan/26 11:19 AM"


def issue(key: str, *worklogs: str, spent: str = "", both: str = "", who: str = "Bob") -> list[str]:
    comment = f'{MOMENT};bob;Two lines\nand "quotes"; and more'
    logs = [*worklogs, "", ""][:2]
    return [
        f"About {key}", key, "1", who, MOMENT, "144000", spent, both, "", "3.0",
        *[f"Sprint {number}" for number in range(27)], comment, comment, "", *logs,
    ]  # fmt: skip  # as above


def from_jira(file: Path, **how: object) -> Report:
    return bring_in(jira.read(file), Entry.Source.JIRA, by=None, **how)  # type: ignore[arg-type]


def test_worklogs_of_an_export_come_in_by_place_and_sums_with_subtasks_never_do(
    bob: Person, write: Callable[..., Path]
) -> None:
    file = write(
        JIRA,
        issue(
            "SE-1",
            f"Did; this\nand that;{MOMENT};bob;7200",
            f";{MOMENT};bob@example.org;1800",
            spent="9000",
            both="99999",
        ),
        encoding="utf-8-sig",
    )
    assert from_jira(file).is_kept
    entries = {entry.minutes: entry for entry in Entry.objects.all()}
    assert set(entries) == {120, 30}
    assert entries[120].words == "Did; this and that"
    assert entries[30].words == "About SE-1"
    assert {(each.day, each.reference) for each in entries.values()} == {(date(2026, 1, 10), "SE-1")}
    assert from_jira(file).changes == []


def test_an_issue_without_worklogs_brings_its_sum_until_they_come(bob: Person, write: Callable[..., Path]) -> None:
    report = from_jira(write(JIRA, issue("SE-1", spent="2h 30m")))
    assert report.notes
    assert Entry.objects.get().minutes == 150
    from_jira(write(JIRA, issue("SE-1", f"x;{MOMENT};bob;3600")))
    assert Entry.objects.get().minutes == 60


def test_an_export_of_two_thousand_columns_is_read(bob: Person, write: Callable[..., Path]) -> None:
    more = 2261 - len(JIRA)
    head = [*JIRA, *["Affects versions"] * 165, *[f"Custom field ({number})" for number in range(more - 165)]]
    file = write(head, issue("SE-1", f"x;{MOMENT};bob;3600") + ["y"] * more)
    assert len(head) == 2261
    assert from_jira(file).is_kept
    assert Entry.objects.get().minutes == 60


@pytest.mark.parametrize(
    "worklog", ["x;03/04/26;bob;60", "x;10/Jän/26;bob", f"x;{MOMENT};bob;many", f"x;{MOMENT};somebody;60"]
)
def test_a_worklog_that_cannot_be_read_is_a_line_and_a_column(
    worklog: str, bob: Person, write: Callable[..., Path]
) -> None:
    report = from_jira(write(JIRA, issue("SE-1", worklog), issue("SE-2", f"x;{MOMENT};bob;60")), keep_good=True)
    assert [(problem.line, problem.column) for problem in report.problems] == [(2, "Log Work")]
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["10/Jan/26 11:19 AM", "10/Jän/26", "10/janv./2026 11:19", "2026-01-10T11:19:00.000+0200"]
)
def test_months_are_known_in_several_languages(text: str, bob: Person, write: Callable[..., Path]) -> None:
    from_jira(write(JIRA, issue("SE-1", f"x;{text};bob;60")))
    assert Entry.objects.get().day == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        (["Zusammenfassung", "Vorgangsschlüssel", "Zugewiesene Person", "Aktualisiert", "Benötigte Zeit"], "10.01.26"),
        (["Résumé", "Clé de ticket", "Personne assignée", "Mise à jour", "Temps consacré"], "10/janv./26 11:19"),
    ],
)
def test_an_export_in_german_or_french_is_known_by_its_own_names(
    head: list[str], moment: str, bob: Person, write: Callable[..., Path]
) -> None:
    file = write([*head, f"Σ {head[-1]}"], ["Über", "SE-1", "Bob", moment, "5400", "99999"], delimiter=";")
    assert from_jira(file).is_kept
    entry = Entry.objects.get()
    assert (entry.minutes, entry.day, entry.words) == (90, date(2026, 1, 10), "Über")


SPANISH = [
    "Resumen",
    "Clave de incidencia",
    "Persona asignada",
    "Creada",
    "Registro",
    "Registro",
    "Tiempo empleado (Σ)",
]


def test_a_column_with_a_name_that_nobody_knows_is_named_by_who_brings_the_file(
    bob: Person, write: Callable[..., Path]
) -> None:
    day = "10/ene/26 12:47 PM"
    file = write(SPANISH, ["Sobre", "SE-1", "Bob", day, f"x;{day};bob;3600", f"y;{day};bob;1800", "9"])
    with pytest.raises(Unreadable, match=r"no column “Log Work”.*--columns “Log Work=its name in the file”"):
        from_jira(file)
    assert bring_in(jira.read(file, {"log work": "Registro"}), Entry.Source.JIRA, by=None).is_kept
    assert sorted(Entry.objects.values_list("minutes", flat=True)) == [30, 60]


@pytest.mark.parametrize(
    ("said", "words"),
    [({"Log Werk": "Registro"}, "No column “Log Werk” is read.*Log Work"), ({"Log Work": "X"}, "no column “X”")],
)
def test_a_name_that_cannot_be_is_a_sentence(
    said: dict[str, str], words: str, bob: Person, write: Callable[..., Path]
) -> None:
    with pytest.raises(Unreadable, match=words):
        jira.read(write(SPANISH, ["a"] * 7), said)
    with pytest.raises(Unreadable, match="no column “Issue key”"):
        from_jira(write(["Resumen", "Clave"], ["a", "b"]))


def test_worklogs_of_tempo_in_another_language_come_in_with_their_names(
    bob: Person, write: Callable[..., Path]
) -> None:
    said = {"Hours": "Stunden", "Work date": "Arbeitsdatum", "Username": "Benutzer", "Work Description": "Text"}
    file = write(["Vorgangsschlüssel", *said.values()], ["SE-1", "1,5", "10.01.2026", "bob", "Getan"], delimiter=";")
    with pytest.raises(Unreadable, match="no column “Hours”"):
        from_tempo(file)
    assert bring_in(tempo.read(file, said), Entry.Source.TEMPO, by=None).is_kept
    entry = Entry.objects.get()
    assert (entry.minutes, entry.reference, entry.words) == (90, "SE-1", "Getan")


def test_stream_and_kind_are_what_was_said_where_the_file_is_silent(bob: Person, write: Callable[..., Path]) -> None:
    file = write(JIRA, issue("SE-1", f"x;{MOMENT};bob;60"))
    from_jira(file, defaults=Defaults(Stream.INTERNAL, Kind.DEVELOPMENT))
    entry = Entry.objects.get()
    assert (entry.stream, entry.kind) == (Stream.INTERNAL, Kind.DEVELOPMENT)


# ------------------------------------------------------------ Tempo


def worklog(hours: str, day: str = "2026-01-10 00:00", who: str = "bob") -> list[str]:
    given = {"Issue Key": "SE-1", "Hours": hours, "Work date": day, "Username": who, "Work Description": "Did it"}
    return [given.get(name, "") for name in TEMPO]


def from_tempo(file: Path, **how: bool) -> Report:
    return bring_in(tempo.read(file), Entry.Source.TEMPO, by=None, **how)  # type: ignore[arg-type]  # as above


def test_worklogs_of_tempo_with_a_decimal_comma_come_in_once(bob: Person, write: Callable[..., Path]) -> None:
    assert len(TEMPO) == 29
    file = write(TEMPO, worklog("1,25"), worklog("0.5", "10/Jan/26"), delimiter=";")
    assert from_tempo(file).is_kept
    assert sorted(Entry.objects.values_list("minutes", flat=True)) == [30, 75]
    assert from_tempo(file).changes == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (worklog("NaN"), "Hours"),
        (worklog("-1"), "Hours"),
        (worklog("1", "soon"), "Work date"),
        (worklog("1", who=""), "Username"),
    ],
)
def test_a_bad_worklog_is_a_line_and_a_column(
    row: list[str], column: str, bob: Person, write: Callable[..., Path]
) -> None:
    report = from_tempo(write(TEMPO, worklog("1"), row))
    assert [(problem.line, problem.column) for problem in report.problems] == [(3, column)]


def test_the_command_says_what_it_did_and_no_word_of_the_file(
    bob: Person, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(OURS, ["bob", "2026-01-05", "2", "", "", "", "a secret word", ""])

    def run(*, dry_run: bool) -> bool:
        return command(
            file, table.read, Entry.Source.FILE, console=Console(width=120), keep_good=False, dry_run=dry_run
        )

    assert run(dry_run=True)
    assert not Entry.objects.exists()
    assert run(dry_run=False)
    told = capsys.readouterr().out
    assert "This was a trial" in told
    assert "1 change was made" in told
    assert "secret" not in told
    assert not command(
        file.with_name("none.csv"), table.read, Entry.Source.FILE, console=Console(), keep_good=False, dry_run=False
    )
