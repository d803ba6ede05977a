"""What of the votes may be shown: shares in steps, counts in bands, and nothing that fits one set of votes alone.

Of a statement that fewer than k voted on nothing is shown. The lowest and the highest step hold both "everybody" and
"everybody but one", so that nobody's vote follows from a share. The interval is computed from what is shown anyway.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, prod, sqrt

from groundswell.propositions.proposing.rules.reviews import surely_percent
from groundswell.register.rules.bands import FLOOR

NORMAL_90 = 1.6448536269514722
# The lowest count of each band, and the steps of its shares in per cent.
STEPS = ((20, 5), (10, 10), (0, 20))
# From how many voters on an interval is as narrow as it would be for so many. They lie far apart: one voter more or
# less changes nothing, and the share of all who voted is known to a tenth anyway.
CLASSES = (10_000, 3000, 1000, 300, 100, 50, 20, 10, 5)
CONTESTED = 25
# An interval this wide says next to nothing.
WIDE = 60
HEARD = 10
HALF = 50
# So many statements of one side stand in a list of what we agree on.
MOST_AGREED = 5


class Why(StrEnum):
    """Why nothing of a statement is shown."""

    FEW = "few"
    SAME_PEOPLE = "same people"


class Sort(StrEnum):
    """What a statement is to the organisation. More may agree than disagree, and still fewer than half."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    DIVIDES = "divides"
    UNHEARD = "unheard"


@dataclass(frozen=True)
class Tally:
    """The votes on one statement. Never leaves the act that closes a round."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0
    matters: int = 0

    @property
    def seen(self) -> int:
        """How many voted on it."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class Share:
    """A share in per cent, in steps, with its 90 % interval."""

    value: int
    low: int
    high: int


@dataclass(frozen=True)
class Figure:
    """What is shown of one statement: who agrees and disagrees, of how many, and to how many it matters (bands)."""

    agree: Share
    disagree: Share
    seen: str
    matters: str = ""


def figure(tally: Tally, k: int, *, is_withheld: bool = False) -> Figure | Why:
    """Return what may be shown of a statement, or why nothing."""
    if tally.seen < k:
        return Why.FEW
    if is_withheld:
        return Why.SAME_PEOPLE
    # What it matters to many is a count of people like any other: neither a few nor nearly all.
    matters = band(tally.matters) if tally.matters >= k and tally.seen - tally.matters >= k else ""
    return Figure(share(tally.agree, tally.seen), share(tally.disagree, tally.seen), band(tally.seen), matters)


def share(count: int, of: int) -> Share:
    """Return a share in steps with its interval. The ends of the scale are cut off: see above."""
    step = next(step for least, step in STEPS if of >= least)
    value = min(max(round(100 * count / of / step) * step, step), 100 - step)
    fewest = next((each for each in CLASSES if of >= each), of)
    low, high = _wilson(value / 100, fewest, step / 200)
    return Share(value, max(floor(low * 100 / step) * step, 0), min(ceil(high * 100 / step) * step, 100))


def _wilson(value: float, of: int, rounded: float) -> tuple[float, float]:
    """Return the 90 % interval of Wilson (1927), widened by what rounding may have moved."""
    found = []
    for each, sign in ((max(value - rounded, 0.0), -1), (min(value + rounded, 1.0), 1)):
        squared = NORMAL_90**2
        middle = (each + squared / (2 * of)) / (1 + squared / of)
        reach = NORMAL_90 / (1 + squared / of) * sqrt(each * (1 - each) / of + squared / (4 * of * of))
        found.append(middle + sign * reach)
    return found[0], found[1]


def band(count: int) -> str:
    """Return a count as a band; nothing below 5 has one."""
    if count >= 20:  # noqa: PLR2004 - the last band
        return "20+"
    return "10-19" if count >= 10 else "5-9"  # noqa: PLR2004 - as above


def end_of(shown: Share, seen: str) -> int:
    """Return 1 for a share at the upper end of its scale, -1 at the lower, else 0. `seen` is the band of how many."""
    step = next(step for least, step in STEPS if band(least) == seen)
    return {100 - step: 1, step: -1}.get(shown.value, 0)


def participation(voted: int, of: int, k: int) -> int:
    """Return how many of all have surely voted, in steps of ten per cent; 0 where that is not told, as of a review."""
    return surely_percent(voted, of, max(k, FLOOR))


def sort_of(shown: Figure | None) -> Sort:
    """Return where a statement stands on the page: first whether enough was heard, then whether it divides.

    Where as many agree as disagree, and few do either, nothing was heard but that most passed.
    """
    if shown is None or shown.agree.high - shown.agree.low > WIDE or shown.seen == band(HEARD - 1):
        return Sort.UNHEARD
    agree, disagree = shown.agree.value, shown.disagree.value
    if agree >= CONTESTED and disagree >= CONTESTED:
        return Sort.DIVIDES
    if agree == disagree:
        return Sort.UNHEARD
    return Sort.AGREED if agree > disagree else Sort.DISAGREED


def fewest(shown: Share, seen: str) -> int:
    """Return how many people at least stand behind a share, as far as what is shown tells."""
    step, of = next((step, least) for least, step in STEPS if band(least) == seen)
    return ceil((shown.value - step / 2) / 100 * max(of, CLASSES[-1]))


def carries_reasons(shown: Figure, k: int) -> bool:
    """Tell whether a statement shows the reasons of both sides: it divides us, and k and more stand on each."""
    sides = (shown.agree, shown.disagree)
    return sort_of(shown) is Sort.DIVIDES and all(fewest(each, shown.seen) >= k for each in sides)


def rank(shown: Figure | None) -> tuple[int, int]:
    """Return what statements of one sort are ordered by, the clearest first."""
    if shown is None:
        return (0, 0)
    found = sort_of(shown)
    if found is Sort.DIVIDES:
        return (-min(shown.agree.value, shown.disagree.value), 0)
    surest = shown.disagree if found is Sort.DISAGREED else shown.agree
    return (-surest.low, -surest.value)


# ---------------------------------------------------------------- what we agree on


def consensus(every: Mapping[int, Figure | None]) -> tuple[list[int], list[int]]:
    """Return the statements with which surely half and more agree, and disagree, the clearest first.

    It is taken from what is shown, and so says nothing that is not: where the interval of a share begins at half.
    """
    sides: list[list[int]] = []
    for sort in (Sort.AGREED, Sort.DISAGREED):
        sure = [
            (rank(each), number)
            for number, each in every.items()
            if each is not None and sort_of(each) is sort and _share_of(each, sort).low >= HALF
        ]
        sides.append([number for _rank, number in sorted(sure)[:MOST_AGREED]])
    return sides[0], sides[1]


def consensus_of_groups(every: Mapping[int, Sequence[Figure | None]]) -> tuple[list[int], list[int]]:
    """Return the statements with which more than half of each group agree, and disagree: by the mean over the groups.

    The mean is the geometric one, so that one group which is less sure counts, however many groups there are.
    """
    sides: list[list[int]] = []
    for sort in (Sort.AGREED, Sort.DISAGREED):
        found = []
        for number, groups in every.items():
            shares = [_share_of(each, sort).value for each in groups if each is not None]
            if len(shares) == len(groups) > 1 and min(shares) > HALF:
                found.append((-(prod(shares) ** (1 / len(shares))), number))
        sides.append([number for _mean, number in sorted(found)[:MOST_AGREED]])
    return sides[0], sides[1]


def _share_of(shown: Figure, sort: Sort) -> Share:
    return shown.agree if sort is Sort.AGREED else shown.disagree


# ---------------------------------------------------------------- rosters, groups


def withheld(
    texts: Mapping[int, str],
    roster: Collection[str] | None,
    earlier: Iterable[tuple[Collection[str] | None, Collection[str]]],
    k: int,
) -> set[int]:
    """Return the statements that were voted on before by nearly the same people: fewer than k came or went.

    What one figure says and the other does not would be about these few. `earlier`: roster and words of each round. A
    roster is None where nobody knows who voted, as elsewhere: those may be nearly the same people.
    """
    found: set[int] = set()
    for people, words in earlier:
        if roster is None or people is None or 0 < len(set(roster) ^ set(people)) < k:
            found |= {number for number, text in texts.items() if plain(text) in words}
    return found


def plain(text: str) -> str:
    """Return what two spellings of one statement share."""
    return " ".join("".join(each if each.isalnum() else " " for each in text.casefold()).split())


class NoGroups(StrEnum):
    """Why no groups are shown."""

    NONE_FOUND = "none found"
    CHANCE = "chance"
    UNSTABLE = "unstable"
    SMALL = "small"


def groups_shown(sizes: Collection[int], outside: int, k: int) -> bool:
    """Tell whether each group, and whoever is in none, are enough to be spoken of."""
    return bool(sizes) and min(sizes) >= k and (outside == 0 or outside >= k)


def of_groups(tallies: Collection[Tally], k: int, *, is_withheld: bool = False) -> list[Figure | Why]:
    """Return a statement's figure in each group; where one group has too few, all are withheld.

    The one that is missing would follow from the others and the whole.
    """
    shown = [figure(each, k, is_withheld=is_withheld) for each in tallies]
    return shown if all(isinstance(each, Figure) for each in shown) else [Why.FEW for _ in shown]
