"""Did the receiving server prove who sent a mail? Reads Authentication-Results (RFC 8601) of one named server only."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """What one method found: "dkim", "pass", and the domains and addresses that it is about."""

    method: str
    result: str
    about: dict[str, str]


def is_proven(headers: Iterable[str], *, server: str, domain: str) -> bool:
    """Tell whether the named server verified a DKIM signature aligned with the sender's domain.

    `headers` are the Authentication-Results in the order of the mail, the newest first. Only the newest of the named
    server counts: one further down may have been written by the sender.
    """
    named = (verdicts for header in headers for name, verdicts in [read(header)] if _same(name, server))
    newest = next(named, ())
    return bool(server) and any(_is_aligned_pass(verdict, domain) for verdict in newest)


def read(header: str) -> tuple[str, tuple[Verdict, ...]]:
    """Return the server that wrote the header, and what its methods found; a header that is not one finds nothing."""
    name, *rest = list(_parts(_without_comments(header)))
    server = name.split(maxsplit=1)[0] if name.split() else ""
    verdicts = (_verdict(part) for part in rest)
    return _bare(server), tuple(verdict for verdict in verdicts if verdict is not None)


def _is_aligned_pass(verdict: Verdict, domain: str) -> bool:
    if (verdict.method, verdict.result) != ("dkim", "pass"):
        return False
    signer = verdict.about.get("header.d") or verdict.about.get("header.i", "").rpartition("@")[2]
    return _is_aligned(signer, domain)


def _is_aligned(signer: str, domain: str) -> bool:
    """Tell whether the signing domain is the sender's, or one that holds it; never a whole top-level domain."""
    signer, domain = (each.strip().rstrip(".").lower() for each in (signer, domain))
    return bool(signer) and "." in signer and (domain == signer or domain.endswith(f".{signer}"))


def _same(name: str, server: str) -> bool:
    return name.lower() == server.strip().lower()


_QUOTED = r'"(?:[^"\\]|\\.)*"'
_RESULT = re.compile(rf"^\s*([a-z0-9-]+)(?:\s*/\s*\d+)?\s*=\s*({_QUOTED}|[a-z]+)(.*)$", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(rf"([a-z0-9-]+)\s*\.\s*([a-z0-9-]+)\s*=\s*({_QUOTED}|[^\s;]+)", re.IGNORECASE)


def _verdict(part: str) -> Verdict | None:
    match = _RESULT.match(part)
    if match is None:
        return None
    about: dict[str, str] = {}
    for kind, name, value in _PROPERTY.findall(match[3]):
        about.setdefault(f"{kind}.{name}".lower(), _bare(value))
    return Verdict(match[1].lower(), _bare(match[2]).lower(), about)


def _bare(value: str) -> str:
    is_quoted = len(value) > 1 and value.startswith('"') and value.endswith('"')
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if is_quoted else value


def _parts(header: str) -> Iterator[str]:
    """Yield what stands between semicolons that are not quoted."""
    part, is_quoted, is_escaped = "", False, False
    for character in header:
        if character == ";" and not is_quoted:
            yield part
            part = ""
            continue
        is_quoted ^= character == '"' and not is_escaped
        is_escaped = character == "\\" and not is_escaped
        part += character
    yield part


def _without_comments(header: str) -> str:
    """Return the header without what stands in parentheses, which may lie in each other."""
    kept, depth, is_quoted, is_escaped = [], 0, False, False
    for character in header:
        if not is_escaped and character == '"' and not depth:
            is_quoted = not is_quoted
        if not is_quoted and not is_escaped and character in "()":
            depth = max(0, depth + (1 if character == "(" else -1))
            kept.append(" ")
        elif not depth:
            kept.append(character)
        is_escaped = character == "\\" and not is_escaped
    return "".join(kept)
