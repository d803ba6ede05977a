"""How rows and files stand in a line of text."""

import base64
import json
from collections.abc import Iterator
from typing import Any

from groundswell.project.faults import Fault


def line(value: dict[str, Any] | list[Any]) -> str:
    """Return a value as one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parsed(lines: Iterator[str]) -> Iterator[dict[str, Any] | list[Any]]:
    """Yield the values of lines; raises Fault."""
    for number, each in enumerate(lines, start=1):
        try:
            yield json.loads(each)
        except ValueError as error:
            raise Fault(f"This archive is damaged: line {number} is no JSON.") from error


def of_bytes(content: bytes) -> str:
    """Return bytes as text."""
    return base64.b64encode(content).decode()


def to_bytes(content: str) -> bytes:
    """Return the bytes of a text."""
    return base64.b64decode(content)
