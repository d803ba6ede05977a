"""The words of SVG. What a person wrote goes through `words`, a number through `number`; nothing else is put in."""

from html import escape

from groundswell.kit.charts.values import Mark

SHAPES = {
    Mark.DOT: '<circle r="5"/>',
    Mark.SQUARE: '<path d="M-5-5H5V5H-5Z"/>',
    Mark.DIAMOND: '<path d="M0-7 7 0 0 7-7 0Z"/>',
}


def words(text: str) -> str:
    """Return text as it may stand in an element or an attribute."""
    return escape(text)


def number(value: float) -> str:
    """Return a number as short as a picture needs it: at most two places, equal for equal values on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def opened(key: str, title: str, description: str, *, height: int) -> str:
    """Return the beginning of a picture: as wide as its place, with its name and what it shows for those who listen."""
    named = words(key)
    return (
        f'<svg class="chart-picture" role="group" aria-labelledby="{named}-title" aria-describedby="{named}-desc" '
        f'width="100%" height="{height}"><title id="{named}-title">{words(title)}</title>'
        f'<desc id="{named}-desc">{words(description)}</desc>'
    )


def hatching(key: str) -> str:
    """Return the pattern for what cannot be shown: `hatched(key)` fills with it."""
    return (
        f'<defs><pattern id="{words(key)}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="hatch" d="M0 0V7"/></pattern></defs>'
    )


def hatched(key: str) -> str:
    """Return the fill of what cannot be shown."""
    return f'fill="url(#{words(key)}-hatch)"'


def readable(kind: str, text: str) -> str:
    """Return the attributes of something that the tab key reaches and that has a name."""
    return f'class="{kind}" tabindex="0" role="img" aria-label="{words(text)}"'
