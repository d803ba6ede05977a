"""Rounds: what their routes are about, and for whom it exists."""

from collections.abc import Callable
from datetime import timedelta

from groundswell.kit import clock
from groundswell.kit.clock import held_at
from groundswell.kit.seal.boxes import new_secret
from groundswell.propositions.models import Round, Suggestion
from groundswell.propositions.rounds import actions
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.rules.sheets import Vote
from groundswell.propositions.rounds.sweeps import rounds as sweep
from groundswell.propositions.rounds.tests import stage as scene
from tests.routes.stage import ADVOCATES, VISITORS, Stage
from tests.routes.things import Make, Thing, thing_of


def _agreed(stage: Stage, make: Callable[[], Round]) -> Round:
    """Make a round past what was agreed on: the stage opens more of them than a sprint has minutes for."""
    stage.cast.organisation.attention_minutes = 10_000
    stage.cast.organisation.save(update_fields=["attention_minutes"])
    return make()


def _voting(stage: Stage) -> Round:
    return _agreed(stage, lambda: scene.voting(stage.cast.alice))


def _rounds(stage: Stage) -> list[Thing]:
    """Return one that is open, and one that is being prepared: the second is there for advocates alone."""
    open_ = _agreed(stage, lambda: scene.opened(stage.cast.alice))
    return [Thing({"round_id": open_.id}), thing_of("round_id", scene.prepared(stage.cast.alice).id, *ADVOCATES)]


def _sheets(stage: Stage) -> list[Thing]:
    found = _agreed(stage, lambda: scene.opened(stage.cast.alice))
    return [thing_of("link", scene.link_of(found, stage.cast.bob), *VISITORS)]


def _late_sheets(stage: Stage) -> list[Thing]:
    """Return the link of a sheet for late ideas, which is laid out in the sprint after the reveal."""
    found = _voting(stage)
    with held_at(clock.now() - timedelta(days=60)):
        day = clock.today()
    found.sealed_phases.filter(phase=Phase.IDEAS).update(closed_on=day)
    actions.open_late_sheets()
    return [thing_of("link", scene.link_of(found, stage.cast.bob, Phase.LATE), *VISITORS)]


def _reasons(stage: Stage) -> list[Thing]:
    return [thing_of("link", scene.link_of(_voting(stage), stage.cast.bob, Phase.VOTES), *VISITORS, number=0)]


def _books(stage: Stage) -> list[Thing]:
    return [thing_of("link", scene.link_of(_voting(stage), stage.cast.bob, Phase.VOTES), *VISITORS)]


def _published(stage: Stage) -> list[Thing]:
    """Return a vote that was published, and one that still runs: of that there is nothing to see for anybody."""
    found = _voting(stage)
    for person in scene.organisation():
        scene.votes(found, person, s0=Vote.AGREE, s1=Vote.DISAGREE, s2=Vote.PASS)
    sweep()
    found.refresh_from_db()
    assert found.phase == Phase.PROPOSITION
    return [Thing({"round_id": found.id}), thing_of("round_id", _voting(stage).id)]


def _exports(stage: Stage) -> list[Thing]:
    return [Thing({**each.arguments, "form": "data"}, each.readers, each.keepers) for each in _published(stage)]


def _statements(stage: Stage) -> list[Thing]:
    return [thing_of("round_id", _voting(stage).id, *ADVOCATES, number=0)]


def _suggestions(stage: Stage) -> list[Thing]:
    found = _voting(stage)
    with held_at(clock.now() - timedelta(days=1)):
        actions.suggest(
            known=scene.known(found, stage.cast.bob, Phase.VOTES),
            text="Review in pairs.",
            is_idea=False,
            nonce=new_secret()[:16],
        )
    return [thing_of("round_id", found.id, *ADVOCATES, suggestion=Suggestion.objects.get(round=found).id)]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("rounds", "round_id"): _rounds,
    ("rounds", "round_id", "number"): _statements,
    ("rounds", "round_id", "suggestion"): _suggestions,
}
BY_NAME: dict[str, Make] = {
    "rounds:ideas_alone": _sheets,
    "rounds:late_ideas": _late_sheets,
    "rounds:give_reason": _reasons,
    "rounds:vote": _books,
    "rounds:vote_all": _books,
    "rounds:vote_done": _books,
    "rounds:suggest": _books,
    "rounds:opinions": _published,
    "rounds:export_opinions": _exports,
}
