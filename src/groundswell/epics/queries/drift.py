"""What changed since a plan was computed, in words: shown beside it, and asked again when it is published."""

from groundswell.epics import sentences
from groundswell.epics.models import Plan
from groundswell.epics.queries import plans
from groundswell.epics.queries.naming import names_in
from groundswell.epics.rules.drift import drifted
from groundswell.epics.rules.plans import PlanKind
from groundswell.epics.rules.problem import Stream, instance_of
from groundswell.people import queries as people


def drift_of(plan: Plan) -> list[str]:
    """Return what of a plan that could be published fits no longer. As many queries as a plan asks, and four."""
    if plan.number is not None or plan.is_running or plan.kind == PlanKind.WHAT_IF:
        return []
    if plan.sprint < people.sprint_now().number:
        return []
    lines = {key: halves / 2 for key, halves in plans.lines_of(plan).items()}
    reviews = plans.reviews_of(plan)
    now = instance_of(plans.asked_of(plans.sprint_numbered(plan.sprint)))
    found = drifted(plan.instance, now, lines, reviews)
    streams = {each.value: str(sentences.STREAM[each]) for each in Stream}
    names = {**streams, **names_in([each.about for each in found])}
    return [str(sentences.DRIFT[each.drift]) % {"name": names.get(each.about, each.about)} for each in found]
