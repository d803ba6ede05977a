"""Check-ins: what their routes are about, and for whom it exists."""

from groundswell.checkins import importing
from groundswell.checkins.actions import planning
from groundswell.checkins.models import CheckUp
from groundswell.checkins.tests import stage as checkins
from groundswell.checkins.tests.published import Past
from groundswell.engines.disclosure import Scale
from tests.routes.stage import READERS, VISITORS, Stage
from tests.routes.things import Make, Thing, thing_of


def _cells_checked_in(stage: Stage) -> list[Thing]:
    return [Thing({"cell": stage.cast.cell_one.id})]


def _questions_asked(stage: Stage) -> list[Thing]:
    """Return a question that came beside the rating of a check-in that was published."""
    past = Past({stage.cast.cell_one.name: stage.cast.cell_one}, items={1: ("speaking-up 1", Scale(1, 5))})
    past.publish(past.roster(**{stage.cast.cell_one.name: 12}))
    return [Thing({"key": "speaking-up", "version": 1})]


def _ballots(stage: Stage) -> list[Thing]:
    """Return a ballot of a check-in that is open: whoever holds its link may use it."""
    return [thing_of("link", checkins.link_of(checkins.opened(checkins.milestone(1)), stage.cast.bob), *VISITORS)]


def _answers_to_open(stage: Stage) -> list[Thing]:
    """Return a check-in that has closed; an open one is there for nobody."""
    del stage
    return [thing_of("sprint", checkins.closed(checkins.opened()).sprint, *READERS)]


def _help_resources(stage: Stage) -> list[Thing]:
    named = planning.add_help(by=stage.cast.ada, chosen=planning.HelpChoice("A helpline", telephone="116 123"))
    return [thing_of("resource", named.id, "ada")]


def _check_ups(stage: Stage) -> list[Thing]:
    """Return an answer that was brought in: it exists for who can open it."""
    importing.bring_in(importing.read("date,rating,scale\n2026-01-05,4,1-10\n"), by=stage.cast.alice)
    return [thing_of("check_up", CheckUp.objects.first().id, "alice", "otto")]  # type: ignore[union-attr]  # just brought in


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("desk", "check_up"): _check_ups,
    ("check-ins", "resource"): _help_resources,
    ("desk", "sprint"): _answers_to_open,
    ("b", "link"): _ballots,
    ("check-ins", "cell"): _cells_checked_in,
    ("check-ins", "key", "version"): _questions_asked,
}
BY_NAME: dict[str, Make] = {}
