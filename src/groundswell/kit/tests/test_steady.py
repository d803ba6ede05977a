import time

import pytest

from groundswell.kit.steady import in_steps

STEP = 0.05


def took(seconds: float, step: float = STEP) -> float:
    began = time.monotonic()
    in_steps(lambda: time.sleep(seconds), step)
    return time.monotonic() - began


def test_what_takes_a_little_longer_takes_as_long() -> None:
    quick, slower = took(0.001), took(0.02)
    assert quick >= STEP
    assert slower >= STEP
    assert took(STEP + 0.001) >= 2 * STEP


def test_a_fault_takes_as_long_as_an_answer_and_without_a_step_nothing_waits() -> None:
    began = time.monotonic()
    with pytest.raises(ValueError, match="nothing"):
        in_steps(lambda: int("nothing"), STEP)
    assert time.monotonic() - began >= STEP
    assert in_steps(lambda: 7, 0) == 7
