"""From books of votes to what may be shown of them. Loads numpy: for the worker and commands, never for a web page.

Everything that leaves this module went through `rules.figures`: shares in steps, counts in bands, k for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.engines.opinion import OpinionMap, opinion_map
from groundswell.propositions.rounds.published import Groups, Picture, Published, Shown
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Figure, NoGroups, Tally, Why
from groundswell.propositions.rounds.rules.sheets import Cast, Vote

type Book = Mapping[int, Cast]
# The picture of people is so coarse: a square is shown where k and more stand in it. Coarser still among few.
SQUARES, SQUARES_OF_FEW, FEW = 5, 2, 50


@dataclass(frozen=True)
class Question:
    """What was voted on, among how many, and what may not be shown of it for another reason."""

    texts: Mapping[int, str]
    asked: int
    k: int
    withheld: frozenset[int] = frozenset()


def published(question: Question, books: Sequence[Book]) -> Published:
    """Return what may be shown of these books of votes."""
    # In an order of their own: books lie in that of hashes, which is another one each time.
    voted = sorted(filter(None, books), key=_written)
    tallies = tallied(voted, question.texts)
    shown = {number: _figure(question, number, tallies[number]) for number in question.texts}
    participation = figures.participation(len(voted), question.asked, question.k)
    known = [number for number, each in shown.items() if isinstance(each, Figure)]
    found = _map_of(voted, known, question.k)
    if found is None:
        return Published(question.k, participation, _statements(question, shown, {}))
    groups, by_group = _groups(question, voted, found, known)
    return Published(
        question.k, participation, _statements(question, shown, by_group), _picture(found, question.k), groups
    )


def tallied(books: Sequence[Book], numbers: Mapping[int, str]) -> dict[int, Tally]:
    """Return the votes on each statement, counted."""
    counts = {number: [0, 0, 0, 0] for number in numbers}
    place = {Vote.AGREE: 0, Vote.DISAGREE: 1, Vote.PASS: 2}
    for book in books:
        for number, cast in book.items():
            counts[number][place[cast.vote]] += 1
            counts[number][3] += cast.matters
    return {number: Tally(*each) for number, each in counts.items()}


def weights(books: Sequence[Book], numbers: Sequence[int]) -> tuple[dict[int, float], dict[int, int]]:
    """Return how much each statement should be seen next, and how many have seen it."""
    seen = {number: sum(number in book for book in books) for number in numbers}
    found = _opinion_map(books, numbers)
    known = {} if found is None else dict(zip(found.statement_ids.tolist(), found.priorities.tolist(), strict=True))
    return {number: float(known.get(number, max(known.values(), default=1.0))) for number in numbers}, seen


def _written(book: Book) -> list[tuple[int, int, bool]]:
    return sorted((number, int(cast.vote), cast.matters) for number, cast in book.items())


def _figure(question: Question, number: int, tally: Tally) -> Figure | Why:
    return figures.figure(tally, question.k, is_withheld=number in question.withheld)


def _statements(
    question: Question, shown: Mapping[int, Figure | Why], by_group: Mapping[int, Sequence[Figure | Why]]
) -> tuple[Shown, ...]:
    return tuple(
        Shown(
            number,
            text,
            found if isinstance(found := shown[number], Figure) else None,
            found if isinstance(found, Why) else None,
            tuple(each if isinstance(each, Figure) else None for each in by_group.get(number, ())),
        )
        for number, text in question.texts.items()
    )


def _opinion_map(books: Sequence[Book], numbers: Sequence[int]) -> OpinionMap | None:
    wanted = set(numbers)
    rows = [
        (n, number, int(cast.vote)) for n, book in enumerate(books) for number, cast in book.items() if number in wanted
    ]
    if not rows:
        return None
    people, about, votes = (np.array(each, np.int64) for each in zip(*rows, strict=True))
    return opinion_map(people, about, votes)


def _map_of(books: Sequence[Book], known: Sequence[int], k: int) -> OpinionMap | None:
    """Return the map of the statements that are shown, where there are enough of both to draw one."""
    if len(books) < k or len(known) < 2:  # noqa: PLR2004 - one statement has no direction
        return None
    return _opinion_map(books, known)


# ---------------------------------------------------------------- groups


def _groups(
    question: Question, books: Sequence[Book], found: OpinionMap, known: Sequence[int]
) -> tuple[Groups, dict[int, list[Figure | Why]]]:
    validity = found.group_validity
    p, ari = _two(validity.permutation_p), _two(validity.bootstrap_ari)
    reason = _why_not(found, question.k)
    if reason is not None:
        return Groups(reason=reason, permutation_p=p, bootstrap_ari=ari), {}
    members = [np.flatnonzero(found.labels == group) for group in range(found.groups)]
    parts = [[books[int(found.participant_ids[row])] for row in rows] for rows in members]
    tallies = [tallied(part, question.texts) for part in parts]
    by_group = {number: figures.of_groups([each[number] for each in tallies], question.k) for number in known}
    reach = _reach(found.places)
    shown = Groups(
        sizes=tuple(figures.band(len(rows)) for rows in members),
        centres=tuple(_point(found.places[rows].mean(axis=0) / reach) for rows in members),
        apart=_apart(found, by_group),
        reason=None,
        permutation_p=p,
        bootstrap_ari=ari,
    )
    return shown, by_group


def _why_not(found: OpinionMap, k: int) -> NoGroups | None:
    validity = found.group_validity
    if found.groups == 0 or validity.permutation_p is None:
        return NoGroups.NONE_FOUND
    if validity.bootstrap_ari is None:
        return NoGroups.CHANCE
    if not validity.shown:
        return NoGroups.UNSTABLE
    sizes = [int((found.labels == group).sum()) for group in range(found.groups)]
    return None if figures.groups_shown(sizes, int((found.labels < 0).sum()), k) else NoGroups.SMALL


def _apart(
    found: OpinionMap, by_group: Mapping[int, Sequence[Figure | Why]]
) -> tuple[tuple[tuple[int, bool], ...], ...]:
    ids = found.statement_ids.tolist()
    return tuple(
        tuple(
            (ids[one.column], one.agrees)
            for one in each
            if isinstance(next(iter(by_group.get(ids[one.column], ())), None), Figure)
        )
        for each in found.representative
    )


# ---------------------------------------------------------------- the picture


def _picture(found: OpinionMap, k: int) -> Picture:
    places = found.statement_places / _reach(found.statement_places)
    share = round(100 * sum(found.explained_variance_ratio))
    where = {int(number): _point(place) for number, place in zip(found.statement_ids, places, strict=True)}
    return Picture(share, where, tuple(_people(found.places / _reach(found.places), k)))


def _people(places: NDArray[np.float64], k: int) -> list[tuple[float, float, str]]:
    """Return the middles of the squares in which k people and more stand, each with how many, as a band."""
    side = SQUARES_OF_FEW if len(places) < FEW else SQUARES
    squares = np.clip(((places + 1) / 2 * side).astype(int), 0, side - 1)
    found, counts = np.unique(squares, axis=0, return_counts=True)
    return [
        (*_point((square + 0.5) / side * 2 - 1), figures.band(int(count)))
        for square, count in zip(found, counts, strict=True)
        if count >= k
    ]


def _reach(places: NDArray[np.float64]) -> float:
    return max(float(np.abs(places).max(initial=0.0)), 1e-9)


def _point(place: NDArray[np.float64]) -> tuple[float, float]:
    """Return a place as coarse as a picture needs it: exact ones could be solved for votes."""
    x, y = (round(float(each) * 20) / 20 + 0.0 for each in place)
    return x, y


def _two(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
