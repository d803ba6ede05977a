"""Folders: there, ours alone, with room, on a disk of this machine."""

import os
import shutil
import stat
from pathlib import Path

from groundswell.project.soundness.finding import Finding, fault

OTHERS = stat.S_IRWXG | stat.S_IRWXO
LEAST_FREE = 500 * 1024 * 1024
REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs"}
MOUNTS = Path("/proc/self/mounts")
KEY_BYTES = 32


def inspect(data: Path, keys: Path, *, on_sqlite: bool) -> list[Finding]:
    """Look at the data folder and the keys in it."""
    found = [*_open_to_others(data), *_open_to_others(keys), *_room(data), *_keys(keys)]
    if not os.access(data, os.W_OK | os.X_OK):
        found.append(fault(f"This user cannot write to {data}.", "Run Groundswell as the user that owns the folder."))
    if on_sqlite and kind_of_disk(data) in REMOTE:
        remedy = "Put the data folder on a disk of this machine, or use PostgreSQL: GROUNDSWELL_DATABASE_URL."
        found.append(fault(f"{data} lies on a network disk, on which SQLite loses data.", remedy))
    return found


def kind_of_disk(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return the kind of file system that a folder lies on, or "" where that cannot be told."""
    if not mounts.is_file():
        return ""
    parts = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    around = [part for part in parts if folder.is_relative_to(part[1].replace("\\040", " "))]
    return max(around, key=lambda part: len(part[1]))[2] if around else ""


def _open_to_others(folder: Path) -> list[Finding]:
    if not folder.is_dir() or not folder.stat().st_mode & OTHERS:
        return []
    return [fault(f"Other users of this machine can look into {folder}.", f"Close it: chmod go= {folder}")]


def _room(data: Path) -> list[Finding]:
    free = shutil.disk_usage(data).free
    if free >= LEAST_FREE:
        return []
    return [
        fault(f"The disk of {data} has {free // 1024**2} MB left.", "Make room: a full disk refuses what people say.")
    ]


def _keys(keys: Path) -> list[Finding]:
    found = []
    for file in sorted(keys.glob("*.key")):
        if file.stat().st_mode & OTHERS:
            found.append(fault(f"Other users of this machine can read {file}.", f"Close it: chmod 600 {file}"))
        if file.name != "signing.key" and file.stat().st_size != KEY_BYTES:
            found.append(
                fault(f"{file} is damaged: it should hold {KEY_BYTES} bytes.", "Restore the keys from the backup.")
            )
    return found
