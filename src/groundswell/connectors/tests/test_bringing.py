"""Archives at the terminal: brought in once, told in a few lines, and gone on with after any end."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from groundswell.connectors import archives, bringing
from groundswell.connectors.archives import Archive, values
from groundswell.connectors.located import Unreadable
from groundswell.questions.models import Item, Message, Progress, Source
from groundswell.questions.queries.sources import place_in
from tests.processes import outside


def zulip(folder: Path, topics: int, messages: int = 3) -> Path:
    channel = folder / "1-general"
    channel.mkdir(parents=True)
    for topic in range(topics):
        rows = [
            {
                "id": topic * 1_000 + number,
                "sender_full_name": f"Person {(topic + number) % 7}",
                "timestamp": 1_700_000_000 + topic * 1_000 + number,
                "content": f"<p>Words {topic} {number}</p>",
            }
            for number in range(messages)
        ]
        (channel / f"topic{topic:05}.json").write_text(json.dumps(rows))
    return folder


def brought(path: Path, *, dry_run: bool = False, kind: str = "zulip") -> tuple[bool, str]:
    out = StringIO()
    console = Console(file=out, width=200)
    return bringing.bring(kind, path, bringing.Named("Chat"), dry_run=dry_run, console=console), out.getvalue()


@pytest.mark.django_db
def test_an_archive_is_brought_in_once(tmp_path: Path) -> None:
    zulip(tmp_path, 3)
    is_whole, said = brought(tmp_path)
    assert is_whole
    assert "Messages: 9, of items: 3" in said
    assert (Message.objects.count(), Item.objects.count(), Progress.objects.count()) == (9, 3, 0)
    _is_whole, said = brought(tmp_path)
    assert said.split()[:8] == ["new", "0", "changed", "0", "unchanged", "12", "gone", "0"]


@pytest.mark.django_db
def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    zulip(tmp_path, 2)
    is_whole, said = brought(tmp_path, dry_run=True)
    assert is_whole
    assert "nothing was kept" in said
    assert said.split()[:2] == ["new", "8"]
    assert (Source.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_broken_file_is_named_and_what_is_whole_is_kept(tmp_path: Path) -> None:
    zulip(tmp_path, 2)
    (tmp_path / "1-general" / "a.json").write_text("<html>Error</html>")
    is_whole, said = brought(tmp_path)
    assert not is_whole
    assert "1-general/a.json: This is a web page, not JSON." in said
    assert Message.objects.count() == 6


@pytest.mark.django_db
def test_nothing_at_all_is_one_sentence(tmp_path: Path) -> None:
    is_whole, said = brought(tmp_path)
    assert not is_whole
    assert "There is nothing in it." in said
    assert not Source.objects.exists()


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.django_db
def test_files_that_tell_nothing_are_not_passed_over_in_silence(tmp_path: Path, *, dry_run: bool) -> None:
    (tmp_path / "1.json").write_text("[]")
    is_whole, said = brought(tmp_path, dry_run=dry_run)
    assert not is_whole
    assert "Nothing of that kind was found in these files" in said


@pytest.mark.django_db
def test_it_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zulip(tmp_path, 6)
    monkeypatch.setattr(archives, "AT_ONCE", 4)
    taken: list[int] = []
    take = bringing._take

    def stop(*given: object) -> None:
        if len(taken) == 3:
            raise KeyboardInterrupt
        taken.append(1)
        take(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(bringing, "_take", stop)
    with pytest.raises(KeyboardInterrupt):
        brought(tmp_path)
    assert place_in(Source.objects.get(), Archive(tmp_path).mark) == "1-general/topic00002.json"
    monkeypatch.setattr(bringing, "_take", take)
    _is_whole, said = brought(tmp_path)
    assert "goes on where it stopped" in said
    assert said.split("stopped.")[1].split()[:2] == ["new", "12"]
    assert Message.objects.count() == 18


@pytest.mark.slow
def test_killed_at_any_moment_it_ends_as_if_it_had_never_been(tmp_path: Path) -> None:
    zulip(tmp_path / "archive", 1_500, 6)
    data = tmp_path / "data"
    call = [
        sys.executable, "-m", "groundswell", "import", "zulip", str(tmp_path / "archive"),
        "--source", "Chat", "--data", str(data),
    ]  # fmt: skip  # one call
    killed = 0
    for wait in (6.0, 4.0, 4.5, 5.0):
        process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=outside())
        time.sleep(wait)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
    ended = subprocess.run(call, capture_output=True, text=True, check=False, env=outside())
    assert ended.returncode == 0, ended.stdout + ended.stderr
    again = subprocess.run(call, capture_output=True, text=True, check=False, env=outside())
    assert killed
    assert again.stdout.split()[:8] == ["new", "0", "changed", "0", "unchanged", "10,500", "gone", "0"]


def test_values_of_a_list_are_read_one_by_one_and_kept_up_to_a_cut(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"a": "é"}, {"a": 2},\n {"a": ')
    archive = Archive(tmp_path / "a.json")
    found: list[object] = []
    with archive.open(archive.entries[0]) as file:
        read = values(file, archive)
        found += [next(read), next(read)]
        with pytest.raises(Unreadable, match="all that stands whole"):
            next(read)
    assert found == [{"a": "é"}, {"a": 2}]


@pytest.mark.parametrize(
    ("content", "found"),
    [('[{"a": 1}, {"a": 2}]', 2), ('{"a": 1}\n{"a": 2}\n\n', 2), ("[]", 0), ("", 0), (' {"a": 1}', 1)],
)
def test_values_are_those_of_a_list_or_one_a_line(tmp_path: Path, content: str, found: int) -> None:
    (tmp_path / "a.json").write_text(content + " ")
    archive = Archive(tmp_path / "a.json")
    with archive.open(archive.entries[0]) as file:
        assert len(list(values(file, archive))) == found


@pytest.mark.parametrize(
    ("content", "fault"), [("<html>", "a web page"), ("[1, nope]", "cut off"), ("nope", "cut off")]
)
def test_what_is_no_json_is_said(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "a.json").write_text(content)
    archive = Archive(tmp_path / "a.json")
    with archive.open(archive.entries[0]) as file, pytest.raises(Unreadable, match=fault):
        list(values(file, archive))


def zipped(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("1-general/topic.json", json.dumps([{"id": 1, "content": "x" * 5_000}]))
    return (folder / "a.zip").read_bytes()


@pytest.mark.django_db
def test_a_locked_zip_is_a_sentence(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    is_whole, said = brought(tmp_path / "a.zip")
    assert not is_whole
    assert "locked with a password" in said


@pytest.mark.django_db
def test_a_zip_of_damaged_files_is_a_sentence(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path))
    begin = 30 + len("1-general/topic.json")
    content[begin : begin + 8] = b"\xff" * 8
    (tmp_path / "a.zip").write_bytes(content)
    is_whole, said = brought(tmp_path / "a.zip")
    assert not is_whole
    assert "it is damaged" in said
