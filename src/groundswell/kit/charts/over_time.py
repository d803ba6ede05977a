"""A value over steps: its points in their band, and hatched where nothing can be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from groundswell.kit.charts.axis import Across, Down, every, ticks
from groundswell.kit.charts.drawing import SHAPES, hatched, hatching, number, opened, readable, words
from groundswell.kit.charts.values import Chart, Gap, Key, Point, Series, Step, Table

HEIGHT, TOP, BOTTOM, LABELS = 220, 16, 186, 208
LEFT = 6.0
# How many labels fit below the picture on a desk; on a phone every second one of them is hidden.
MOST_LABELS = 14
# How far a band reaches to both sides of a point that has no neighbour, as a share of its slot.
REACH = 0.3
# What stands at an end of the axis: as long as it fits beside a phone's picture.
LONGEST_END = 24


@dataclass(frozen=True)
class Run:
    """Neighbouring points about the same thing, with their places; or neighbouring gaps of one reason."""

    first: int
    steps: tuple[Step, ...]

    @property
    def points(self) -> list[tuple[int, Point]]:
        """The points with their places."""
        return [(self.first + n, each.at) for n, each in enumerate(self.steps) if isinstance(each.at, Point)]

    @property
    def is_gap(self) -> bool:
        """Whether nothing can be shown here."""
        return isinstance(self.steps[0].at, Gap)


def over_time(series: Series) -> Chart:
    """Return the chart of a value over steps."""
    runs = list(runs_of(series.steps))
    rows = tuple((step.label, *step.row) for step in series.steps)
    return Chart(_picture(series, runs), tuple(_keys(series, runs)), Table(series.title, series.columns, rows))


def runs_of(steps: tuple[Step, ...]) -> Iterator[Run]:
    """Yield the runs of a series, in order: a gap and a point never share one, nor do points about different things."""
    first = 0
    for _same, found in groupby(steps, key=_thing):
        run = Run(first, tuple(found))
        first += len(run.steps)
        yield run


def _thing(step: Step) -> tuple[str, str]:
    return ("gap", step.words) if isinstance(step.at, Gap) else (step.at.mark, step.at.about)


def _picture(series: Series, runs: list[Run]) -> SafeString:
    down, across = Down(series.low, series.high, TOP, BOTTOM), Across(len(series.steps), LEFT)
    parts = [opened(series.key, series.title, series.description, height=HEIGHT)]
    parts += _grid(series, down)
    if any(run.is_gap for run in runs):
        parts.append(hatching(series.key))
    parts.append(_bands(runs, down, across))
    for run in runs:
        parts += [_gap(series.key, run, across)] if run.is_gap else _points(run, down, across)
    parts += _labels(series, across)
    parts += _ends(series)
    parts.append("</svg>")
    return mark_safe("".join(parts))  # noqa: S308 - made of numbers, and of words that were escaped


def _grid(series: Series, down: Down) -> Iterator[str]:
    for tick in ticks(series.low, series.high):
        place = number(down(tick))
        yield (
            f'<line class="grid" x1="{LEFT:g}%" x2="100%" y1="{place}" y2="{place}"/>'
            f'<text class="tick" x="{LEFT - 1:g}%" y="{place}" dy=".35em">{number(float(tick))}</text>'
        )


def _ends(series: Series) -> Iterator[str]:
    """Yield what the ends of the axis mean, below the lowest line and above the highest, where no value lies."""
    for end, place in zip(series.ends, (BOTTOM + 10, TOP - 4), strict=True):
        if 0 < len(end) <= LONGEST_END:
            yield f'<text class="tick" x="100%" y="{place}" aria-hidden="true">{words(end)}</text>'


def _bands(runs: list[Run], down: Down, across: Across) -> str:
    """Return the bands and the lines through their points, on a canvas that is stretched to the width."""
    drawn = "".join(_band(run, down) for run in runs if not run.is_gap)
    if not drawn:
        return ""
    width = number(100 - LEFT)
    return (
        f'<svg x="{LEFT:g}%" width="{width}%" height="{HEIGHT}" viewBox="0 0 {across.count} {HEIGHT}" '
        f'preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'
    )


def _band(run: Run, down: Down) -> str:
    middles = [(place + 0.5, point) for place, point in run.points]
    begin, end = middles[0][0] - REACH, middles[-1][0] + REACH
    ends = [(begin, middles[0][1]), *middles, (end, middles[-1][1])]
    over = [f"{number(at)} {number(down(point.high))}" for at, point in ends]
    under = [f"{number(at)} {number(down(point.low))}" for at, point in reversed(ends)]
    line = " ".join(f"{number(at)} {number(down(point.value))}" for at, point in middles)
    return f'<path class="band" d="M{" ".join(over + under)}Z"/><path class="line" d="M{line}"/>'


def _gap(key: str, run: Run, across: Across) -> str:
    text = ", ".join((_span(run), run.steps[0].words))
    width = across.slot * len(run.steps)
    return (
        f"<g {readable('gap', text)}><title>{words(text)}</title>"
        f'<rect x="{number(across.start(run.first))}%" y="{TOP}" width="{number(width)}%" height="{BOTTOM - TOP}" '
        f"{hatched(key)}/></g>"
    )


def _span(run: Run) -> str:
    first, last = run.steps[0].label, run.steps[-1].label
    return first if first == last else f"{first}–{last}"


def _points(run: Run, down: Down, across: Across) -> Iterator[str]:
    for (place, point), step in zip(run.points, run.steps, strict=True):
        text, at = f"{step.label}, {step.words}", down(point.value)
        anchor = "start" if place == 0 else "end" if place == across.count - 1 else "middle"
        yield (
            f'<svg {readable("point", text)} x="{number(across.middle(place))}%" y="{number(at)}" overflow="visible">'
            f"<title>{words(text)}</title>"
            f'<rect class="reach" x="-12" y="{number(TOP - at)}" width="24" height="{BOTTOM - TOP}" fill-opacity="0"/>'
            f"{SHAPES[point.mark]}"
            f'<text class="said" y="{-12 if at > TOP + 14 else 22}" text-anchor="{anchor}">{words(point.label)}</text>'
            "</svg>"
        )


def _labels(series: Series, across: Across) -> Iterator[str]:
    apart = every(across.count, MOST_LABELS)
    # Counted from the newest, which is always labelled.
    for place in range((across.count - 1) % apart, across.count, apart):
        narrow = (across.count - 1 - place) // apart % 2
        yield (
            f'<text class="step{" wide-only" if narrow else ""}" x="{number(across.middle(place))}%" y="{LABELS}">'
            f"{words(series.steps[place].label)}</text>"
        )


def _keys(series: Series, runs: list[Run]) -> Iterator[Key]:
    marks = {point.mark for run in runs for _, point in run.points}
    yield from (Key(_sign(SHAPES[mark]), text) for mark, text in series.marks.items() if mark in marks)
    if series.band and marks:
        yield Key(_sign('<path class="band" d="M-7-6H7V6H-7Z"/>'), series.band)
    if series.gap and any(run.is_gap for run in runs):
        yield Key(_sign(f'<path class="hatched" d="M-7-6H7V6H-7Z" {hatched(series.key)}/>'), series.gap)


def _sign(shape: str) -> SafeString:
    return mark_safe(  # noqa: S308 - made of our own shapes
        f'<svg class="chart-sign point" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">{shape}</svg>'
    )
