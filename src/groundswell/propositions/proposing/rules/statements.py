"""Statements on behalf of people: how many is told from k on, and below it nothing is."""

from groundswell.register.rules.bands import PUBLIC_FLOOR, Band, band


def how_many(consents: int, *, k: int = PUBLIC_FLOOR) -> Band | None:
    """Return for how many a statement speaks, in a band, or None below k: then there is neither number nor cell."""
    return band(consents, floor=k) if consents >= k else None
