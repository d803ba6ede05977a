"""A long run that was interrupted goes on where it was, and takes over nothing that other code found."""

from pathlib import Path

import pytest

from groundswell.engines.disclosure.attacks import examined, summed, verdicts
from groundswell.engines.disclosure.attacks.scoring import after_the_last_sprint
from groundswell.project.attacks import kept, simulated

SEEDS = (3, 4)


@pytest.mark.slow
def test_what_was_found_is_read_as_it_was_written(tmp_path: Path) -> None:
    found = summed(examined(seed, naive=False, draws=2) for seed in SEEDS)
    file = kept.place(tmp_path / "kept", SEEDS, 2)
    kept.write(file, found)
    again = kept.read(file)
    assert verdicts(again) == verdicts(found)
    assert after_the_last_sprint(again) == after_the_last_sprint(found)
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.slow
def test_a_batch_that_was_kept_is_not_done_again(tmp_path: Path) -> None:
    first = simulated._examined(SEEDS, draws=2, keep=tmp_path)
    other = summed([examined(9, naive=False, draws=2)])
    kept.write(kept.place(tmp_path, SEEDS, 2), other)
    assert verdicts(simulated._examined(SEEDS, draws=2, keep=tmp_path)) == verdicts(other)
    assert verdicts(simulated._examined(SEEDS, draws=2, keep=None)) == verdicts(first)


def test_other_organisations_other_draws_and_another_engine_have_files_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = kept.place(tmp_path, SEEDS, 2)
    monkeypatch.setattr(kept, "_of_the_source", lambda: "another")
    files = {ours, kept.place(tmp_path, SEEDS, 2), kept.place(tmp_path, (4, 5), 2), kept.place(tmp_path, SEEDS, 3)}
    assert len(files) == 4


@pytest.mark.slow
def test_batches_end_in_any_order_and_are_summed_in_one(tmp_path: Path) -> None:
    told: list[int] = []
    first = simulated.attack(24, 1, told.append, keep=tmp_path)
    assert sorted(told) == [4, 20]
    assert len(list(tmp_path.iterdir())) == 2
    assert simulated.attack(24, 1, told.append, keep=tmp_path) == first
