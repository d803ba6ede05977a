"""Six organisations, attacked: written down, so that whoever changes gate or attackers sees what that changes."""

import pytest

from groundswell.engines.disclosure.attacks import examined, summed, verdicts
from groundswell.engines.disclosure.attacks.scoring import after_the_last_sprint

GATE = {
    "joiner": (0.3081, 0.3081, 396),
    "leaver between sprints": (0.2543, 0.2444, 405),
    "live-dashboard replay": (0.2818, 0.2836, 1125),
    "rolling-window overlap": (0.2568, 0.2469, 405),
    "roster-filter": (0.2731, 0.2685, 216),
    "history, persistence 0.8": (0.6619, 0.6334, 1635),
    "history, static ratings": (0.7142, 0.684, 1635),
    "row-space": (0, 0, 6),
    "history at the end, persistence 0.8": (0.679, 0.6646, 449),
    "history at the end, static ratings": (0.7688, 0.6941, 449),
}
NAIVE = {
    "joiner": (0.8838, 0.3106, 396),
    "leaver between sprints": (0.9037, 0.2519, 405),
    "live-dashboard replay": (0.8356, 0.2844, 1125),
    "rolling-window overlap": (0.4741, 0.2543, 405),
    "roster-filter": (0.8102, 0.2963, 216),
    "history, persistence 0.8": (0.7276, 0.7318, 1651),
    "history, static ratings": (0.795, 0.7338, 1651),
    "row-space": (707, 0, 6),
    "history at the end, persistence 0.8": (0.785, 0.7401, 451),
    "history at the end, static ratings": (0.9416, 0.7732, 451),
}


@pytest.mark.slow
@pytest.mark.parametrize(("naive", "expected"), [(False, GATE), (True, NAIVE)])
def test_the_same_organisations_give_away_what_they_gave_away(
    *, naive: bool, expected: dict[str, tuple[float, float, int]]
) -> None:
    findings = summed(examined(seed, naive=naive, draws=9) for seed in range(1, 7))
    found = {each.attack: each for each in [*verdicts(findings), *after_the_last_sprint(findings)]}
    assert found.keys() == expected.keys()
    for attack, (success, baseline, targets) in expected.items():
        assert found[attack].targets == targets
        assert found[attack].success == pytest.approx(success, abs=0.0005), attack
        assert found[attack].baseline == pytest.approx(baseline, abs=0.0005), attack
