"""Things that stand in a plane whose directions have no names and no scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from groundswell.kit.charts.drawing import SHAPES, number, opened, readable, words
from groundswell.kit.charts.values import Chart, Key, Mark, Table

HEIGHT, MARGIN = 360, 24
# The part of the width that is left free on both sides, in per cent.
SIDE = 6


@dataclass(frozen=True)
class Place:
    """Something at x and y, both from -1 to 1. `label` is short and stands beside it; `name` and `about` are words."""

    x: float
    y: float
    label: str
    name: str
    about: str
    mark: Mark

    def __post_init__(self) -> None:
        if not (-1 <= self.x <= 1 and -1 <= self.y <= 1):
            raise ValueError(f"{self.x}, {self.y} does not lie in the picture.")


@dataclass(frozen=True)
class Plane:
    """Places in a picture. `key` is unique on the page; `columns` name the table's."""

    key: str
    title: str
    description: str
    places: tuple[Place, ...]
    columns: tuple[str, ...] = ()
    marks: Mapping[Mark, str] = field(default_factory=dict)


def in_plane(plane: Plane) -> Chart:
    """Return the chart of a plane."""
    used = {each.mark for each in plane.places}
    keys = tuple(Key(_sign(mark), text) for mark, text in plane.marks.items() if mark in used)
    rows = tuple((_called(each), _where(each), each.about) for each in plane.places)
    return Chart(_picture(plane), keys, Table(plane.title, plane.columns, rows))


def _picture(plane: Plane) -> SafeString:
    parts = [opened(plane.key, plane.title, plane.description, height=HEIGHT)]
    middle = number(HEIGHT / 2)
    parts.append(
        f'<line class="grid" x1="{SIDE}%" x2="{100 - SIDE}%" y1="{middle}" y2="{middle}"/>'
        f'<line class="grid" x1="50%" x2="50%" y1="{MARGIN}" y2="{HEIGHT - MARGIN}"/>'
    )
    # What stands for many lies below what stands for one.
    parts += _drawn(each for each in plane.places if each.mark is Mark.SQUARE)
    parts += _drawn(each for each in plane.places if each.mark is not Mark.SQUARE)
    parts.append("</svg>")
    return mark_safe("".join(parts))  # noqa: S308 - made of numbers, and of words that were escaped


def _drawn(places: Iterator[Place]) -> Iterator[str]:
    for each in places:
        text = f"{_called(each)}: {each.about}, {_where(each)}"
        across = 50 + each.x * (50 - SIDE)
        down = HEIGHT / 2 - each.y * (HEIGHT / 2 - MARGIN)
        shape = '<path class="band" d="M-18-18H18V18H-18Z"/>' if each.mark is Mark.SQUARE else SHAPES[each.mark]
        label = f'<text y="-10">{words(each.label)}</text>' if each.label else ""
        yield (
            f'<svg {readable("point", text)} x="{number(across)}%" y="{number(down)}" overflow="visible">'
            f"<title>{words(text)}</title>{shape}{label}</svg>"
        )


def _called(place: Place) -> str:
    return f"{place.label}. {place.name}" if place.label and place.mark is Mark.DIAMOND else place.name


def _where(place: Place) -> str:
    """Return in words where something stands: the directions have no names, so their ends are all there is."""
    across = _("left") if place.x < -1 / 3 else _("right") if place.x > 1 / 3 else _("middle")
    down = _("top") if place.y > 1 / 3 else _("bottom") if place.y < -1 / 3 else _("middle")
    return _("%(down)s, %(across)s") % {"down": down, "across": across}


def _sign(mark: Mark) -> SafeString:
    shape = '<path class="band" d="M-8-8H8V8H-8Z"/>' if mark is Mark.SQUARE else SHAPES[mark]
    return mark_safe(  # noqa: S308 - made of our own shapes
        f'<svg class="chart-sign point" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">{shape}</svg>'
    )
