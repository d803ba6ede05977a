"""Numbers of people as they may be shown: in bands, never one by one."""

from enum import StrEnum

FLOOR = 5
PUBLIC_FLOOR = 10


class Band(StrEnum):
    """How many, as far as may be said."""

    NONE = "none"
    FEW = "few"
    FIVE = "5-9"
    TEN = "10-19"
    TWENTY = "20+"


def band(count: int, *, floor: int = FLOOR) -> Band:
    """Return the band of a count; below the floor it says "a few", whether that is one or nearly the floor."""
    if count <= 0:
        return Band.NONE
    if count < floor:
        return Band.FEW
    for least, name in ((20, Band.TWENTY), (10, Band.TEN)):
        if count >= least:
            return name
    return Band.FIVE
