"""Server-side SVG charts, each with a table that says the same. See README.md."""

from groundswell.kit.charts.over_time import over_time
from groundswell.kit.charts.values import Chart, Gap, Key, Mark, Point, Series, Step, Table

__all__ = ["Chart", "Gap", "Key", "Mark", "Point", "Series", "Step", "Table", "over_time"]
