"""Which statement somebody sees next.

Source of the priority: Small et al. 2021, RECERCA 26(2), doi 10.6035/recerca.5516; `engines.opinion` computes it. Here
it only weighs a draw: an order by priority would tell, before the close, what most agree with.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

LEAST_SEEN = 10


def order(
    statements: Sequence[int],
    *,
    place: int,
    voters: int,
    weights: Mapping[int, float] | None = None,
    behind: Sequence[int] = (),
    seed: str = "",
) -> list[int]:
    """Return all statements in the order of one voter, who holds that `place` among so many voters.

    First come those that too few have seen (`behind`; all, before anything was counted), each voter beginning at
    another one, so that the same number of voters begins everywhere; then a draw in which priority weighs.
    """
    first = set(behind) if weights is not None else set(statements)
    early = sorted((each for each in statements if each in first), key=lambda each: _draw(seed, "", each))
    late = [each for each in statements if each not in first]
    start = place * len(early) // max(voters, 1)
    known = weights or {}
    drawn = sorted(late, key=lambda each: _draw(seed, str(place), each) ** (1 / max(known.get(each, 1.0), 1e-6)))
    return early[start:] + early[:start] + drawn[::-1]


def behind(seen: Mapping[int, int], voters: int) -> list[int]:
    """Return the statements that fewer than ten have seen, or fewer than everybody where there are not ten."""
    return sorted(each for each, count in seen.items() if count < min(LEAST_SEEN, voters))


def following(ordered: Sequence[int], number: int) -> int | None:
    """Return the statement after this one; None after the last. One that is not among them begins anew."""
    if number not in ordered:
        return ordered[0] if ordered else None
    place = ordered.index(number) + 1
    return ordered[place] if place < len(ordered) else None


def _draw(seed: str, voter: str, statement: int) -> float:
    """Return a number between 0 and 1 that looks random, and is always the same: who comes back finds their place."""
    digest = blake2b(f"{seed} {voter} {statement}".encode(), digest_size=6).digest()
    return (int.from_bytes(digest, "big") + 1) / (2**48 + 1)
