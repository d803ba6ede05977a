"""The commands, as typed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import outside

PASSPHRASE = "a tired horse at the station"
pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.own_database]


def groundswell(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    call, environment = [sys.executable, "-m", "groundswell", *arguments], outside(**{"COLUMNS": "200"} | variables)
    return subprocess.run(call, capture_output=True, text=True, env=environment, timeout=120, check=False)


def ok(*arguments: str, **variables: str) -> str:
    done = groundswell(*arguments, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(*arguments: str, **variables: str) -> str:
    done = groundswell(*arguments, **variables)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an administrator in it."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    add(folder, "ada@example.org", "Ada", "administrator", "--organisation", "Example")
    return folder


@pytest.fixture
def home(founded: Path, tmp_path: Path) -> str:
    """A copy of it for one test."""
    return str(shutil.copytree(founded, tmp_path / "data"))


def add(folder: Path | str, email: str, name: str, role: str, *more: str) -> str:
    return ok("people", "add", email, "--name", name, "--role", role, *more, "--data", str(folder))


def test_the_first_people_come_in_from_the_command_line(home: str) -> None:
    said = add(home, "alice@example.org", "Alice", "advocate")
    assert "Alice can sign in with alice@example.org." in said
    assert "Alice is Developer advocate" in said
    assert "organisation" not in said


def test_somebody_who_is_here_already_can_be_given_a_role(home: str) -> None:
    assert "Ada is Planner" in ok(
        "people", "add", "ADA@example.org", "--name", "Ada", "--role", "planner", "--data", home
    )


def test_a_role_that_does_not_exist_is_answered_with_those_that_do(home: str) -> None:
    said = refused("people", "add", "x@example.org", "--name", "X", "--role", "king", "--data", home)
    assert "advocate, alternate, planner, administrator" in said


def test_an_address_that_is_none_adds_nobody(home: str) -> None:
    assert refused("people", "add", "not an address", "--name", "X", "--data", home)


def test_a_backup_comes_back_in_another_folder_with_its_keys(home: str, tmp_path: Path) -> None:
    archive, secret = str(tmp_path / "monday.archive"), {"GROUNDSWELL_BACKUP_PASSPHRASE": PASSPHRASE}
    assert "Keep this one copy only" in ok("backup", archive, "--data", home, **secret)
    assert "Restored into" in ok("restore", archive, "--data", str(tmp_path / "new"), **secret)
    assert (tmp_path / "new" / "keys" / "signing.key").read_text() == Path(home, "keys", "signing.key").read_text()
    said = refused(
        "people", "add", "ada@example.org", "--name", "Ada", "--role", "administrator", "--data", str(tmp_path / "new")
    )
    assert "holds this role already" in said


def test_old_archives_hold_no_keys_and_each_backup_replaces_the_one_copy(home: str, tmp_path: Path) -> None:
    secret = {"GROUNDSWELL_BACKUP_PASSPHRASE": PASSPHRASE}
    for day in ("monday", "tuesday"):
        ok("backup", str(tmp_path / f"{day}.archive"), "--data", home, **secret)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"data", "monday.archive", "tuesday.archive", "groundswell-keys.archive"}
    (tmp_path / "groundswell-keys.archive").unlink()
    said = refused("restore", str(tmp_path / "monday.archive"), "--data", str(tmp_path / "new"), **secret)
    assert "groundswell-keys.archive cannot be read" in said


def test_nothing_is_restored_over_an_installation(home: str, tmp_path: Path) -> None:
    secret = {"GROUNDSWELL_BACKUP_PASSPHRASE": PASSPHRASE}
    ok("backup", str(tmp_path / "one.archive"), "--data", home, **secret)
    assert "already" in refused("restore", str(tmp_path / "one.archive"), "--data", home, **secret)


def test_a_passphrase_can_come_from_a_file_and_is_never_asked_for_where_nobody_sits(home: str, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text(f"{PASSPHRASE}\n")
    archive = str(tmp_path / "one.archive")
    ok("backup", archive, "--data", home, "--passphrase-file", str(tmp_path / "passphrase"))
    assert "Name the passphrase" in refused("restore", archive, "--data", str(tmp_path / "new"))
    ok(
        "restore",
        archive,
        "--data",
        str(tmp_path / "new"),
        GROUNDSWELL_BACKUP_PASSPHRASE_FILE=str(tmp_path / "passphrase"),
    )


def test_a_wrong_passphrase_restores_nothing(home: str, tmp_path: Path) -> None:
    archive = str(tmp_path / "one.archive")
    ok("backup", archive, "--data", home, GROUNDSWELL_BACKUP_PASSPHRASE=PASSPHRASE)
    said = refused("restore", archive, "--data", str(tmp_path / "new"), GROUNDSWELL_BACKUP_PASSPHRASE="another one")
    assert "passphrase does not open" in said
    assert not (tmp_path / "new" / "groundswell.sqlite3").exists()


def test_a_folder_that_is_not_there_is_not_made_by_asking_about_it(tmp_path: Path) -> None:
    assert "There is no data folder" in refused("check", "--data", str(tmp_path / "typo"))
    assert not (tmp_path / "typo").exists()


def test_check_says_what_is_missing_and_fails_only_for_what_is_wrong(home: str) -> None:
    assert "No advocate reads what people say." in ok("check", "--data", home)
    Path(home).chmod(0o755)
    done = groundswell("check", "--data", home)
    assert done.returncode == 1
    assert f"chmod go= {home}" in done.stdout


def test_an_empty_folder_that_others_could_look_into_is_closed_and_a_full_one_is_left(tmp_path: Path) -> None:
    for name, is_full in [("empty", False), ("full", True)]:
        folder = tmp_path / name
        folder.mkdir()
        folder.chmod(0o755)
        if is_full:
            (folder / "notes.txt").touch()
        ok("manage", "check", "--data", str(folder))
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("empty", "full")] == [0o700, 0o755]


def test_an_organisation_comes_in_by_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,email,roles\nAda,ada@example.org,administrator\n")
    data = str(tmp_path / "data")
    said = ok("import", "people", str(tmp_path / "people.csv"), "--organisation", "Example", "--data", data)
    assert "a new organisation" in said
    assert "weekly letter" not in ok("check", "--data", data)


def test_django_s_own_commands_are_there(home: str) -> None:
    assert "no issues" in ok("manage", "check", "--data", home)


def test_a_file_that_is_not_there_gets_a_sentence(home: str, tmp_path: Path) -> None:
    for kind in ("people", "thread"):
        assert "There is no file" in refused("import", kind, str(tmp_path / "absent"), "--data", home)


def test_people_come_in_from_a_file(home: str, tmp_path: Path) -> None:
    rows = "name,email,cell,roles,weekly_hours,time_zone\nBob,bob@example.org,Cell One,,32,Europe/Berlin\n"
    (tmp_path / "people.csv").write_text(rows)
    ok("import", "people", str(tmp_path / "people.csv"), "--data", home)
    assert "Bob is Alternate reader" in ok(
        "people", "add", "bob@example.org", "--name", "Bob", "--role", "alternate", "--data", home
    )
