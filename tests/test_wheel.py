"""What people install: the wheel, in an environment that knows nothing of this checkout."""

import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests import processes

ROOT = Path(__file__).parents[1]
pytestmark = [pytest.mark.slow, pytest.mark.own_database]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from a clean copy of what is committed and of what is changed."""
    folder = tmp_path_factory.mktemp("wheel")
    call = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(call, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a fresh environment that has the wheel, and beside it the pinned packages."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    interpreter = folder / "bin" / "python"
    packages = Path(_said(interpreter, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # Below the wheel's own folder, so that it comes second; the checkout is on neither.
    (packages / "pins.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return interpreter


def _said(interpreter: Path, program: str) -> str:
    return subprocess.run(
        [interpreter, "-c", program], capture_output=True, text=True, check=True, cwd="/"
    ).stdout.strip()


def test_the_wheel_holds_what_runs_and_nothing_that_only_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "groundswell/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    for kind in (
        "web/templates/web/page.html",
        "voices/migrations/0001_initial.py",
        "project/command_line/__init__.py",
    ):
        assert f"groundswell/{kind}" in names
    assert [name for name in names if "/tests/" in name] == []


def test_it_is_the_wheel_that_runs(python: Path) -> None:
    assert Path(_said(python, "import groundswell; print(groundswell.__file__)")).is_relative_to(python.parents[1])


def test_the_demo_answers_from_the_wheel(python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.chdir(tmp_path)
    with processes.running("demo", tmp_path / "data", is_migrated=False) as server:
        with urllib.request.urlopen(server.url) as answer:  # noqa: S310 - loopback
            page = answer.read().decode()
        style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        with urllib.request.urlopen(server.url + style) as answer:  # noqa: S310 - loopback
            assert answer.status == 200
