"""The append-only, hash-chained log of acts: ``from groundswell.kit import audit``, then ``audit.record(...)``."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundswell.kit.audit.log import (
        Line,
        Noted,
        VerbCount,
        after,
        count_by_verb,
        head,
        record,
        record_all,
        verify_chain,
    )

__all__ = [
    "Line",
    "Noted",
    "VerbCount",
    "after",
    "count_by_verb",
    "head",
    "record",
    "record_all",
    "verify_chain",
]


def __getattr__(name: str) -> object:
    """Load the log at its first use: this package is imported before Django's models may be."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from groundswell.kit.audit import log  # noqa: PLC0415 - see above

    return getattr(log, name)
