"""How exact a published number may be: halves, bands, tens of per cent, and an honest band of uncertainty."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import sqrt

from groundswell.engines.disclosure.figures import Answer, Conversion, Scale, UnlikeScales

HALF = Fraction(1, 2)
# The lowest number of each band, and its name. Below k nothing is published, so 4 appears only where k is 4.
BANDS = ((20, "20+"), (10, "10-19"), (5, "5-9"), (4, "4-9"))
NORMAL_95 = 1.96
# Standard deviation of one rating as a share of the scale's width: 1.9 points of 1 to 10, as in the simulations that
# privacy.md rests on. It is never estimated from the answers, because a spread is a figure about people too.
ASSUMED_SPREAD = 0.21


def to_half(mean: Fraction) -> Fraction:
    """Return the nearest multiple of one half; a tie goes up."""
    return Fraction((mean / HALF + HALF).__floor__()) * HALF


def count_band(count: int) -> str:
    """Return the band of a number of answers."""
    return next(name for least, name in BANDS if count >= least)


def band_around(mean: Fraction, count: int, scale: Scale) -> tuple[Fraction, Fraction]:
    """Return the uncertainty band of a rounded mean.

    Method: 95 % normal interval of a sample mean (Cochran, Sampling Techniques, 1977, 2.8) with the spread assumed
    beforehand and the *lowest* number of the count's band, plus the half step lost in rounding, cut at the scale's
    ends. It depends on nothing but what is published anyway.
    """
    fewest = next(least for least, _ in BANDS if count >= least)
    half_width = NORMAL_95 * ASSUMED_SPREAD * (scale.high - scale.low) / sqrt(fewest)
    reach = to_half(Fraction(half_width) + HALF / 2)
    return max(Fraction(scale.low), mean - reach), min(Fraction(scale.high), mean + reach)


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
