"""What was published of somebody, sprint by sprint, as a chart with its table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from groundswell.checkins import sentences
from groundswell.checkins.rules.figures import Shown, Told, on_one_scale
from groundswell.checkins.rules.items import Item
from groundswell.checkins.sentences import Names
from groundswell.engines.disclosure import Kind
from groundswell.kit.charts import Chart, Gap, Mark, Point, Series, Step, over_time

MARKS = {
    Kind.OWN: Mark.DOT,
    Kind.TOTAL: Mark.DOT,
    Kind.ROLLED_UP: Mark.SQUARE,
    Kind.ROLLING: Mark.DIAMOND,
}


def over_sprints(key: str, title: str, told: Sequence[Told], names: Names, item: Item | None) -> Chart | None:
    """Return the chart of these check-ins; None where not one of them shows a figure."""
    seen = on_one_scale(list(told))
    newest = next((each.shown for each in reversed(seen) if each.shown), None)
    if newest is None:
        return None
    return over_time(
        Series(
            key=key,
            title=title,
            description=" ".join(
                (_("Each point is a mean in its band of uncertainty."), sentences.on_scale(newest.scale, item))
            ),
            low=newest.scale.low,
            high=newest.scale.high,
            steps=tuple(_step(each, names) for each in seen),
            columns=(_("Sprint"), _("Most likely"), _("Between"), _("How many"), _("About whom, or why not")),
            marks={
                Mark.DOT: _("everyone; the table says who is not in it")
                if newest.kind == Kind.TOTAL
                else _("a figure of its own"),
                Mark.SQUARE: _("several cells together"),
                Mark.DIAMOND: _("three check-ins together"),
            },
            gap=_("cannot be shown"),
            band=_("how sure it is"),
            ends=sentences.ends_of(item),
        )
    )


def _step(told: Told, names: Names) -> Step:
    label = str(told.check_in.sprint)
    if told.shown is None:
        reason = sentences.why_not(told)
        return Step(label, reason, Gap(), ("–", "–", "–", reason))
    shown, whom = told.shown, sentences.about(told.shown, names)
    words = "; ".join(filter(None, (sentences.how_sure(shown), whom, sentences.band(shown.answers))))
    between = _("%(low)s and %(high)s") % {"low": sentences.half(shown.low), "high": sentences.half(shown.high)}
    row = (sentences.half(shown.mean), between, sentences.band(shown.answers), whom)
    return Step(label, words, _point(shown), row)


def _point(shown: Shown) -> Point:
    about = ",".join(shown.cells)
    return Point(shown.mean, shown.low, shown.high, sentences.half(shown.mean), about, MARKS[shown.kind])
