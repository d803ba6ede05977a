"""What a web worker does not load: memory is counted by the worker."""

import subprocess
import sys
from pathlib import Path

import pytest

ASKING = (
    "import sys, groundswell.project.wsgi; from django.urls import get_resolver; get_resolver().url_patterns; "
    "print(*sorted({'numpy', 'scipy', 'highspy'} & sys.modules.keys()))"
)


@pytest.mark.slow
def test_a_web_worker_loads_every_page_and_no_numerics(tmp_path: Path) -> None:
    there = {"GROUNDSWELL_DATA": str(tmp_path), "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    asked = subprocess.run([sys.executable, "-c", ASKING], env=there, capture_output=True, text=True, check=False)
    assert (asked.stdout.strip(), asked.returncode) == ("", 0), asked.stderr
