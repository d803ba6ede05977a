"""How many still wait after some time: a picture, with a table that says the same."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groundswell.kit.charts import Chart, Gap, Mark, Point, Series, Step, over_time
from groundswell.questions.rules.figures import WaitFigures

_HOURS = (0, 6, 24, 48, 72, 96, 168, 336, 720)


def waits(found: WaitFigures) -> Chart | None:
    """Return the share that still waits after so many hours; None of nothing."""
    if not found.n:
        return None
    return over_time(
        Series(
            key="waits",
            title=_("How many still wait for a first reply"),
            description=_("The line is the share without a reply after so many hours, in its interval of 95 %."),
            low=0,
            high=100,
            steps=tuple(_step(found, hours) for hours in _HOURS),
            columns=(_("Hours"), _("Still wait"), _("Between")),
            marks={Mark.DOT: _("share of the questions in percent; the axis counts hours")},
            gap=_("not known yet: no question was watched for so long"),
            band=_("interval of 95 %"),
        )
    )


def _step(found: WaitFigures, hours: int) -> Step:
    share, ends = found.waits.within(hours), found.waits.within_interval(hours)
    if share is None or ends is None:
        said_of = _("After %(hours)d h: not known yet, no question was watched for so long") % {"hours": hours}
        return Step(str(hours), said_of, Gap(), (_("not known yet"), _("not known yet")))
    low, high = (100 * (1 - end) for end in reversed(ends))
    middle = 100 * (1 - share)
    said = {"hours": hours, "share": _percent(middle), "low": _percent(low), "high": _percent(high)}
    words = _("After %(hours)d h: %(share)s still wait, between %(low)s and %(high)s") % said
    point = Point(middle, min(low, middle), max(high, middle), said["share"])  # type: ignore[arg-type]  # words
    return Step(str(hours), words, point, (str(said["share"]), _("%(low)s and %(high)s") % said))


def _percent(share: float) -> str:
    return _("%(percent)s %%") % {"percent": number_format(round(share))}
