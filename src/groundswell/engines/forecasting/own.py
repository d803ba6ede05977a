"""How far a team's own forecasts erred, beside those of others."""

import math
from collections.abc import Sequence

from groundswell.engines.forecasting.level import Course

FIRST = 26
EVERY = 4
AHEAD = (4, 8, 16)
FEWEST = 3
# Of the 20 histories of `calibration`: the middle and the root mean square of errors in standard deviations.
USUAL_MIDDLE, USUAL_ERROR = 0.05, 1.258
FARTHEST = 2.5  # an error counts for no more
DOUBT = 5  # so many origins of its own, and a team is believed half
LEAST, MOST = 0.5, 1.6
SOON = 0.3


def own_spread(weeks: Sequence[float]) -> float:
    """Return by how much a team's ranges are to be wider (or narrower) than those of others.

    Looks back every four weeks, as the benchmark does: how many standard deviations from its level did it take? The
    root mean square, against that of others, shrunk towards them while there are few (empirical Bayes, as in Efron and
    Morris, 1975).
    """
    course = Course(weeks)
    errors = [error for origin in range(FIRST, len(weeks), EVERY) for error in _errors(course, origin)]
    if len(errors) < FEWEST:
        return 1.0
    own = math.sqrt(sum(min(error**2, FARTHEST**2) for error in errors) / len(errors))
    origins = len(errors) / len(AHEAD)
    factor = math.exp(origins / (origins + DOUBT) * math.log(max(own, 1e-3) / USUAL_ERROR))
    return min(max(factor, LEAST), MOST)


def _errors(course: Course, origin: int) -> list[float]:
    pace = course.recent(origin)
    if not pace:
        return []
    level = course.before(origin)
    errors = []
    for ahead in AHEAD:
        remaining = max(1, round(ahead * pace))
        took = course.took(origin, remaining)
        if took is not None:
            far = math.log(max(took, SOON) * level.pace / remaining)
            errors.append(far / level.deviation(remaining) - USUAL_MIDDLE)
    return errors
