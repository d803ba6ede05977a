"""Server-side SVG charts, each with a table that says the same. See README.md."""

from groundswell.kit.charts.in_plane import Place, Plane, in_plane
from groundswell.kit.charts.over_time import over_time
from groundswell.kit.charts.values import Chart, Gap, Key, Mark, Point, Series, Step, Table

__all__ = ["Chart", "Gap", "Key", "Mark", "Place", "Plane", "Point", "Series", "Step", "Table", "in_plane", "over_time"]
