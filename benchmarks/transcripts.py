"""How fast a transcript is read, ours beside webvtt-py in the same run. `python benchmarks/transcripts.py [CUES]`.

webvtt-py is no dependency of ours: it is installed into an environment of its own for this run, where a registry
answers; else ours is measured alone. Both read the same file from memory, in processes of their own, five times; what
counts is the least time that the processor worked, since other programs may run beside it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

CUES = 60_000
TIMES = 5
PEER = "webvtt-py==0.6.0"
READ_BY_PEER = """
import io, sys, time, webvtt
text, taken = sys.stdin.buffer.read().decode(), []
for _ in range(int(sys.argv[1])):
    begun = time.process_time()
    cues = len(webvtt.from_buffer(io.StringIO(text)).captions)
    taken.append(time.process_time() - begun)
print(cues, min(taken))
"""


def a_file(cues: int) -> bytes:
    """Return a WebVTT file of seven speakers."""
    said = "we should look at the build again before the release, I think"
    blocks = (
        f"{n + 1}\n{_stamp(n * 3000)} --> {_stamp(n * 3000 + 2500)}\nSpeaker {n % 7}: {said} {n}.\n\n"
        for n in range(cues)
    )
    return ("WEBVTT\n\n" + "".join(blocks)).encode()


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def ours(content: bytes) -> float:
    """Return the least seconds of work that our parser took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.project.settings")
    from groundswell.connectors.captions.reading import read  # noqa: PLC0415 - the settings must be named first

    taken = []
    for _ in range(TIMES):
        begun = time.process_time()
        cues = len(read(content).cues)
        taken.append(time.process_time() - begun)
    assert cues == content.count(b"-->"), "a cue was lost"  # noqa: S101 - a measure of something else would be none
    return min(taken)


def peers(content: bytes) -> float | None:
    """Return the least seconds of work that webvtt-py took, or None where it cannot be installed."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER]
        if subprocess.call(install, stderr=subprocess.DEVNULL) != 0:
            return None
        call = [python, "-c", READ_BY_PEER, str(TIMES)]
        cues, taken = subprocess.run(call, input=content, stdout=subprocess.PIPE, check=True).stdout.split()
    assert int(cues) == content.count(b"-->"), "a cue was lost"  # noqa: S101 - as above
    return float(taken)


def main() -> None:
    """Measure, and print one line for machines and a table for people."""
    cues = int(sys.argv[1]) if sys.argv[1:] else CUES
    content = a_file(cues)
    taken = {"ours": ours(content), PEER: peers(content)}
    rates = {name: round(cues / seconds) if seconds else None for name, seconds in taken.items()}
    print(json.dumps({"benchmark": "transcripts", "cues": cues, "megabytes": round(len(content) / 1e6, 1), **rates}))
    print(f"{'':20}{'cues a second':>15}")
    for name, rate in rates.items():
        print(f"{name:20}{rate or 'not here':>15}")


if __name__ == "__main__":
    main()
