"""The answers to a question over sprints, as a chart with its table."""

from django.utils.translation import gettext as _

from groundswell.kit.charts import Chart, Gap, Point, Series, Step, over_time
from groundswell.teaching.queries.duties import Trend
from groundswell.teaching.rules.duties import AnswerKind


def trend(found: Trend) -> Chart | None:
    """Return the chart of a trend; None where nothing of it is a number."""
    if not found.is_drawn:
        return None
    numbers = [float(number) for _sprint, number in found.numbers if number is not None]
    is_share = found.fact.kind == AnswerKind.YES_NO
    low, high = (0.0, 1.0) if is_share else (min(0.0, *numbers), max(1.0, *numbers))
    return over_time(
        Series(
            key=f"t{found.fact.id.hex[:12]}",
            title=found.fact.words,
            description=_("yes is 1, no is 0") if is_share else found.fact.unit,
            low=low,
            high=high,
            steps=tuple(_step(sprint, number, found.fact.unit) for sprint, number in found.numbers),
            columns=(_("sprint"), found.fact.unit or _("answer")),
            gap=_("not answered"),
        )
    )


def _step(sprint: int, number: object, unit: str) -> Step:
    if number is None:
        return Step(str(sprint), _("not answered"), Gap(), ("",))
    value = float(str(number))
    said = f"{value:g}"
    return Step(str(sprint), f"{said} {unit}".strip(), Point(value, value, value, said), (said,))
