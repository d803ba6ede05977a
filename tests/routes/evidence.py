"""Evidence: what its routes are about, and for whom it exists."""

from groundswell.evidence import actions
from groundswell.evidence.actions import Plan
from groundswell.evidence.rules.periods import Every, month_with
from groundswell.kit import clock
from tests.routes.stage import Stage
from tests.routes.things import Make, Thing


def _periods(stage: Stage) -> list[Thing]:
    """Return this month: its page is there for everybody, the hours in it are not."""
    del stage
    return [Thing({"period": month_with(clock.today()).key})]


def _numbers(stage: Stage) -> list[Thing]:
    """Return a number that everybody sees."""
    del stage
    return [Thing({"period": month_with(clock.today()).key, "number": "raised"})]


def _interventions(stage: Stage) -> list[Thing]:
    plan = Plan("An advocate", "concerns-fixed", Every.SPRINT, clock.today(), 6)
    made = actions.register_intervention(by=stage.cast.alice, plan=plan)
    return [Thing({"intervention": made.id})]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("evidence", "period"): _periods,
    ("evidence", "period", "number"): _numbers,
    ("evidence", "intervention"): _interventions,
}
