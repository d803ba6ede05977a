"""How exact a published number may be: halves, bands, tens of per cent, and an honest band of uncertainty."""

import itertools
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from groundswell.engines.disclosure.figures import Answer, Conversion, Scale, UnlikeScales

HALF = Fraction(1, 2)
# The lowest number of each band, and its name. Below k nothing is published, so 4 appears only where k is 4.
BANDS = ((20, "20+"), (10, "10-19"), (5, "5-9"), (4, "4-9"))
SURE = 0.95
# Standard deviation of one rating as a share of the scale's width: 1.9 points of 1 to 10, as in the simulations that
# privacy.md rests on. It is never estimated from the answers, because a spread is a figure about people too.
ASSUMED_SPREAD = 0.21


def to_half(mean: Fraction) -> Fraction:
    """Return the nearest multiple of one half; a tie goes up."""
    return Fraction((mean / HALF + HALF).__floor__()) * HALF


def count_band(count: int) -> str:
    """Return the band of a number of answers."""
    return next(name for least, name in BANDS if count >= least)


def band_around(shown: Fraction, count: int, scale: Scale) -> tuple[Fraction, Fraction]:
    """Return the uncertainty band of what is shown, cut at the scale's ends.

    Method: the smallest number of halves to both sides that holds in 95 of 100 cases even where the mean of the answers
    is as far from what is shown as it may be, half a point: the interval of what is known up to an interval (Imbens
    and Manski, Econometrica 72(6), 2004), with the normal distribution of a sample mean (Cochran, Sampling Techniques,
    1977, 2.8), the spread assumed beforehand and the *lowest* number of the count's band. It depends on nothing but
    what is published anyway.
    """
    fewest = next(least for least, _ in BANDS if count >= least)
    error = NormalDist(0, ASSUMED_SPREAD * (scale.high - scale.low) / sqrt(fewest))
    reach = next(half * HALF for half in itertools.count(1) if _held_within(half / 2, error) >= SURE)
    return max(Fraction(scale.low), shown - reach), min(Fraction(scale.high), shown + reach)


def _held_within(reach: float, error: NormalDist) -> float:
    """Return the chance that so wide a band holds, where what is shown is half a point above the mean it stands for."""
    return error.cdf(reach - float(HALF)) - error.cdf(-reach - float(HALF))


def participation(answered: int, people: int) -> int | None:
    """Return the share who answered in per cent, to the nearest ten, for the whole organisation only."""
    return None if not people else (answered * 20 // people + 1) // 2 * 10


def on_scale(answers: Iterable[Answer], scale: Scale, conversions: Sequence[Conversion]) -> list[Fraction]:
    """Return the ratings on one scale; refuse where nobody has decided how one scale is read on the other."""
    ways = {conversion.of: conversion for conversion in conversions if conversion.to == scale}
    ratings = []
    for answer in answers:
        if answer.scale != scale and answer.scale not in ways:
            raise UnlikeScales(f"{answer.scale.low} to {answer.scale.high} is not {scale.low} to {scale.high}")
        rating = Fraction(answer.rating)
        ratings.append(rating if answer.scale == scale else ways[answer.scale](rating))
    return ratings
