"""The pages of a documentation, from the folder that it is made from: Markdown, reStructuredText, HTML, plain text."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from groundswell.connectors.html import blocks_of
from groundswell.connectors.plain import storable

ENDINGS = {".md", ".markdown", ".rst", ".html", ".htm", ".txt"}
_MARKUP = {".html", ".htm"}
_INDEXES = {"index", "readme"}
LARGEST_BYTES = 2_000_000
_LONGEST_TITLE = 300
_HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(\S.*)\n[=\-~^\"*+#]{3,}\s*$", re.MULTILINE)
_TITLE = re.compile(r"<(?:title|h1)\b[^>]*>(.*?)</(?:title|h1)>", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page: where it stands, its title, and its words."""

    address: str
    title: str
    text: str


def pages_in(folder: Path, address: str) -> Iterator[DocumentPage]:
    """Yield the pages of a folder, by their names; what is no text, hidden or above two megabytes is passed over."""
    base = address.rstrip("/")
    for file in _files(folder):
        if file.stat().st_size <= LARGEST_BYTES:
            page = _page(file, f"{base}/{_path(file.relative_to(folder))}".rstrip("/"))
            if page is not None:
                yield page


def _files(folder: Path) -> Iterator[Path]:
    # Links are not followed: what lies elsewhere is not of this documentation.
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(files):
            file = Path(inside, name)
            if not name.startswith(".") and file.suffix.lower() in ENDINGS and file.is_file() and not file.is_symlink():
                yield file


def _path(file: Path) -> str:
    parts = file.with_suffix("").parts
    return "/".join(parts[:-1] if parts[-1].lower() in _INDEXES else parts)


def _page(file: Path, address: str) -> DocumentPage | None:
    text = storable(file.read_bytes().decode("utf-8-sig", errors="replace"))
    is_markup = file.suffix.lower() in _MARKUP
    words = "\n\n".join(block.text for block in blocks_of(text)) if is_markup else _HEAD.sub("", text).strip()
    if not words:
        return None
    found = _TITLE.search(text) if is_markup else _HEADING.search(text) or _UNDERLINED.search(text)
    title = " ".join(re.sub(r"<[^>]*>", " ", found[1]).split()) if found else file.stem.replace("-", " ")
    return DocumentPage(address[:500], title[:_LONGEST_TITLE] or file.stem, words)
