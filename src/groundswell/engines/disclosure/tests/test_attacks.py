import random
from functools import partial

import numpy as np
import pytest

from groundswell.engines.disclosure import Answer, Period, Rules, Scale, audit, release, reporting_groups
from groundswell.engines.disclosure.attacks import Findings, examined, summed, verdicts
from groundswell.engines.disclosure.attacks.reading import Reader, Seen, Target, guessed, lived, shown
from groundswell.engines.disclosure.attacks.remembering import Remembering, _shown, signs_of
from groundswell.engines.disclosure.attacks.rowspace import solved_groups
from groundswell.engines.disclosure.attacks.scoring import Verdict, after_the_last_sprint, auc
from groundswell.engines.disclosure.attacks.tries import examined_in
from groundswell.engines.disclosure.attacks.worlds import World, gated, naive, of_figures
from groundswell.engines.disclosure.figures import Figure
from groundswell.engines.disclosure.simulation import Organisation, organisation, released

TEN = Scale(1, 10)
NAMES = {
    "cell subtraction",
    "leaver between sprints",
    "joiner",
    "live-dashboard replay",
    "roster-filter",
    "rolling-window overlap",
    "row-space",
    "history, persistence 0.8",
    "history, static ratings",
}


def by_name(findings: Findings) -> dict[str, Verdict]:
    return {verdict.attack: verdict for verdict in verdicts(findings)}


def small(seed: int) -> Organisation:
    return organisation((8, 8, 12), random.Random(seed), sprints=12, filling=0.5)


def forgetful(org: Organisation) -> tuple[World, list[Figure]]:
    """A gate that is made blind: each sprint is released as if nothing had been published before."""
    figures: list[Figure] = []
    for number, roster in enumerate(org.rosters):
        groups = reporting_groups(roster, org.parents, 5)
        period = Period(number, groups, {each.name: (Answer(7, TEN),) * len(each.people) for each in groups})
        figures += release(period, parents=org.parents, published=[], rules=Rules()).figures
    return of_figures(org, figures, remembers=False), figures


@pytest.mark.slow
def test_a_gate_that_forgets_is_found_by_the_auditor_and_by_the_attackers() -> None:
    worlds = [forgetful(small(seed)) for seed in range(6)]
    assert not any(audit(figures, 5).holds for _, figures in worlds)
    assert all(solved_groups(world.seen, 5) for world, _ in worlds)
    blind = summed(examined_in(world, seed, 5) for seed, (world, _) in enumerate(worlds))
    sound = summed(examined_in(gated(small(seed), Rules())[0], seed, 5) for seed in range(6))
    assert by_name(blind)["row-space"].success > 0
    assert by_name(sound)["row-space"].success == 0
    still = "history, static ratings"
    assert by_name(blind)[still].success > by_name(sound)[still].success


@pytest.mark.slow
def test_the_auditor_and_the_floating_attacker_agree() -> None:
    for seed in range(8):
        world, figures = gated(small(seed), Rules())
        assert audit(figures, 5).holds
        assert not solved_groups(world.seen, 5)


@pytest.mark.slow
def test_every_attack_has_its_row_and_breaks_a_naive_release() -> None:
    gate, naive = (by_name(summed(examined(seed, naive=each) for seed in range(40))) for each in (False, True))
    assert set(gate) == set(naive) == NAMES
    for name in NAMES - {"history, persistence 0.8", "rolling-window overlap", "cell subtraction"}:
        assert not naive[name].held, name
        assert naive[name].gain > gate[name].gain + 0.03, name
    assert gate["row-space"].success == 0
    assert set(gate["joiner"].as_row()) == {"attack", "metric", "success", "baseline", "gain", "limit", "held"}


@pytest.mark.slow
def test_the_same_seed_finds_the_same() -> None:
    one, other = (verdicts(examined(3, naive=False)) for _ in range(2))
    assert one == other
    assert len(after_the_last_sprint(examined(3, naive=False))) == 2


def test_what_the_attackers_see_is_what_the_gate_publishes() -> None:
    """With real answers the gate's means are the simulated ones, figure by figure, also where they stayed."""
    org = small(1)
    world, _ = gated(org, Rules(rolling=0))
    ratings = lived(len(world.column_of), len(org.rosters), 0.8, np.random.default_rng(1))
    published: list[Figure] = []
    for number, roster in enumerate(org.rosters):
        groups = reporting_groups(roster, org.parents, 5)
        answers = {
            group.name: tuple(Answer(int(ratings[number, world.column_of[who]]), TEN) for who in group.people)
            for group in groups
        }
        made = release(Period(number, groups, answers), parents=org.parents, published=published, rules=Rules())
        published += made.figures
    seen = Remembering(world.seen, len(world.column_of), 0.8, 1).signs([ratings]).halves[:, 0]
    assert [float(figure.mean) for figure in published] == seen.tolist()
    without = of_figures(org, published, remembers=False)
    anew = Remembering(without.seen, len(world.column_of), 0.8, 1).signs([ratings]).halves[:, 0]
    assert anew.tolist() == pytest.approx(shown(without.seen, ratings))
    assert (seen != anew).any()


@pytest.mark.parametrize("before", [None, 1.0, 6.5, 10.0])
def test_what_the_attackers_take_from_a_half_is_all_that_follows_from_it(before: float | None) -> None:
    """Of every mean on a fine grid: the ends that they know are the ends of the means that show the same."""
    grid = np.arange(0, 11.0005, 0.001)
    halves, lows, highs = _shown(grid, None if before is None else np.full_like(grid, before))
    for half in sorted(set(halves))[1:-1]:  # the grid cuts the first and the last
        same = halves == half
        assert set(np.diff(np.flatnonzero(same))) == {1}
        assert lows[same] == pytest.approx(grid[same].min(), abs=0.002)
        assert highs[same] == pytest.approx(grid[same].max(), abs=0.002)


def test_while_ratings_stand_still_everything_known_of_the_same_people_is_put_together() -> None:
    people, others = ((0, (0, 1, 2, 3, 4)),), ((0, (5, 6, 7, 8, 9)),)
    seen = [Seen(people, 0.5), Seen(others, 0.5), Seen(((1, people[0][1]),), 0.5, before=1)]
    means = np.array([[7.2], [7.4], [7.2]])
    assert signs_of(seen, means, standing=True).halves.T.tolist() == [[7.0, 7.5, 7.5]]
    assert signs_of(seen, means, standing=True).middles.T.tolist() == [[7.0, 7.5, 7.125]]
    assert signs_of(seen, means, standing=False).middles.T.tolist() == [[7.0, 7.5, 7.5]]


@pytest.mark.slow
def test_a_memory_takes_from_every_reader_and_gives_to_none() -> None:
    before, now = (
        summed(examined(seed, naive=False, draws=8, remembers=each) for seed in range(1, 41)) for each in (False, True)
    )
    worse = {each.attack: each for each in [*verdicts(before), *after_the_last_sprint(before)]}
    for verdict in [*verdicts(now), *after_the_last_sprint(now)]:
        assert verdict.held, verdict.attack
        assert verdict.success <= worse[verdict.attack].success + 0.01, verdict.attack
    assert not worse["history at the end, static ratings"].held


def test_many_sets_of_ratings_are_shown_as_one_by_one() -> None:
    world = naive(small(2))
    people = len(world.column_of)
    still = lived(people, 5, 0, np.random.default_rng(2))
    reader = Reader(world.seen, people, 1.0)
    singly = np.array([shown(world.seen, np.tile(ratings, (12, 1))) for ratings in still])
    assert np.allclose(reader.shown_of(still).T, singly)
    targets = [Target(0, 3, 0), Target(1, 3, None)]
    known = (partial(reader.predicted, until=len(world.seen)), reader.predicted_without_history)
    for predicted in known:
        together, _ = predicted(targets, reader.shown_of(still))
        assert np.allclose(together.T, np.array([predicted(targets, values)[0] for values in singly]))


def test_one_honest_mean_already_tells_something() -> None:
    """The baselines of privacy.md: AUC .80, .73, .69, .64, .55 of "was it below 5" at n = 5, 8, 12, 20, 100."""
    dice = np.random.default_rng(7)
    for people, expected in ((5, 0.8), (8, 0.73), (12, 0.69), (20, 0.64), (100, 0.55)):
        ratings = lived(people * 3000, 1, 0, dice).reshape(3000, people)
        means = np.floor(ratings.mean(axis=1) * 2 + 0.5) / 2
        assert auc(-means, ratings[:, 0] < 5) == pytest.approx(expected, abs=0.05)


def test_a_difference_of_one_person_is_guessed_exactly() -> None:
    ratings = np.array([[3, 8, 8, 7, 9, 8]])
    seen = [Seen(((0, tuple(range(6))),), 0.1), Seen(((0, tuple(range(1, 6))),), 0.1)]
    reader = Reader(seen, 6, 1.0)
    assert guessed(*reader.predicted([Target(0, 0, 0)], shown(seen, ratings), 2)).tolist() == [3]
    assert solved_groups(seen, 5) >= {frozenset({0})}


def test_an_organisation_follows_from_its_dice() -> None:
    assert small(5) == small(5)
    assert small(5) != small(6)
    assert released(small(5), Rules()) == released(small(5), Rules())
