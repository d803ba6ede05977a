"""How many said a word, as far as that may be said: in a band, and never where it would be said of nearly everybody."""

from groundswell.engines.disclosure import rounding


def band_of_word(said: int, answers: int, k: int) -> str | None:
    """Return the band of how many of so many answers said a word, or None where that cannot be shown.

    None stands for fewer than k, for nobody, and for nearly everybody (fewer than k who did not say it) alike: that
    everyone of a small organisation said it is a sentence about each of them.
    """
    return rounding.count_band(said) if said >= k and answers - said >= k else None
