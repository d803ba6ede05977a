"""One thing that is wrong, or worth knowing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is so, what to do about it, and whether the installation can be trusted as it is."""

    sentence: str
    remedy: str
    is_fault: bool


def fault(sentence: str, remedy: str) -> Finding:
    """Return something that must be put right."""
    return Finding(sentence, remedy, is_fault=True)


def note(sentence: str, remedy: str) -> Finding:
    """Return something that works, but not as people expect."""
    return Finding(sentence, remedy, is_fault=False)
