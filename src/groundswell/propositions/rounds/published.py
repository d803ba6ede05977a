"""What was published of a round, as it is kept: written once, and read again for pages and exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from groundswell.propositions.rounds.rules.figures import Figure, NoGroups, Share, Why

type Point = tuple[float, float]


@dataclass(frozen=True)
class Shown:
    """One statement, with its figure or the reason why there is none, and the same in each group that is shown."""

    number: int
    text: str
    figure: Figure | None
    why: Why | None = None
    by_group: tuple[Figure | None, ...] = ()


@dataclass(frozen=True)
class Groups:
    """Groups of people, where there are any that may be shown; else why not, and what the two tests said."""

    sizes: tuple[str, ...] = ()
    centres: tuple[Point, ...] = ()
    # For each group the statements that set it apart, and whether it agrees with them.
    apart: tuple[tuple[tuple[int, bool], ...], ...] = ()
    reason: NoGroups | None = NoGroups.NONE_FOUND
    permutation_p: float | None = None
    bootstrap_ari: float | None = None


@dataclass(frozen=True)
class Picture:
    """Where statements stand, and where k people and more stand together; `share` of all differences it shows."""

    share: int
    statements: Mapping[int, Point]
    people: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True)
class Published:
    """All that is known of a vote."""

    k: int
    # How many of all have voted at least, in per cent; 0 where that is not told.
    participation: int
    statements: tuple[Shown, ...]
    picture: Picture | None = None
    groups: Groups = field(default_factory=Groups)


def written(published: Published) -> dict[str, Any]:
    """Return it as it is kept."""
    picture, groups = published.picture, published.groups
    return {
        "format": 2,
        "k": published.k,
        "participation": published.participation,
        "statements": [
            {
                "number": each.number,
                "text": each.text,
                "figure": _figure_written(each.figure),
                "why": each.why,
                "by_group": [_figure_written(one) for one in each.by_group],
            }
            for each in published.statements
        ],
        "picture": picture
        and {
            "share": picture.share,
            "statements": [[number, *place] for number, place in picture.statements.items()],
            "people": [list(each) for each in picture.people],
        },
        "groups": {
            "sizes": list(groups.sizes),
            "centres": [list(each) for each in groups.centres],
            "apart": [[list(one) for one in each] for each in groups.apart],
            "reason": groups.reason,
            "permutation_p": groups.permutation_p,
            "bootstrap_ari": groups.bootstrap_ari,
        },
    }


def read(content: Mapping[str, Any]) -> Published:
    """Return what was kept."""
    return Published(
        content["k"],
        content["participation"] if content["format"] > 1 else _surely(content["participation"]),
        tuple(_shown_read(each) for each in content["statements"]),
        _picture_read(content["picture"]) if content["picture"] else None,
        _groups_read(content["groups"]),
    )


def _surely(rounded: int) -> int:
    """Return what is surely reached of a share that was rounded, and told that all had voted."""
    return min(max(rounded - 10, 0), 80)


def _shown_read(content: Mapping[str, Any]) -> Shown:
    return Shown(
        content["number"],
        content["text"],
        _figure_read(content["figure"]),
        Why(content["why"]) if content["why"] else None,
        tuple(_figure_read(each) for each in content["by_group"]),
    )


def _picture_read(content: Mapping[str, Any]) -> Picture:
    places = {number: (x, y) for number, x, y in content["statements"]}
    return Picture(content["share"], places, tuple((x, y, band) for x, y, band in content["people"]))


def _groups_read(content: Mapping[str, Any]) -> Groups:
    return Groups(
        tuple(content["sizes"]),
        tuple((x, y) for x, y in content["centres"]),
        tuple(tuple((number, agrees) for number, agrees in each) for each in content["apart"]),
        NoGroups(content["reason"]) if content["reason"] else None,
        content["permutation_p"],
        content["bootstrap_ari"],
    )


def _figure_written(figure: Figure | None) -> Sequence[object] | None:
    if figure is None:
        return None
    shares = [[each.value, each.low, each.high] for each in (figure.agree, figure.disagree)]
    return [*shares, figure.seen, figure.matters]


def _figure_read(content: Sequence[Any] | None) -> Figure | None:
    if content is None:
        return None
    agree, disagree, seen, matters = content
    return Figure(Share(*agree), Share(*disagree), seen, matters)
