"""Regret and the value of information: a parameter that decides is found, one that does not is not."""

from __future__ import annotations

import numpy as np
import pytest

from bygd.advise.information import partial_information, robust
from bygd.advise.mixes import Choice, Sample


def sample(key: str, values: np.ndarray) -> Sample:
    return Sample((Choice(key, 1.0, 0, 12, 0.0),), values, np.zeros((len(values), 1)))


def test_the_parameter_that_changes_the_winner_is_named_and_no_other() -> None:
    draws = np.random.default_rng(2)
    deciding, idle = draws.uniform(-1, 1, 60), draws.uniform(-1, 1, 60)
    changes = [{"work.x": float(a), "ties.y": float(b), "ties.kind": "z"} for a, b in zip(deciding, idle, strict=True)]
    advised = sample("a", 0.1 + deciding + draws.normal(0, 0.2, 60))
    other = sample("b", -deciding + draws.normal(0, 0.2, 60))
    found = robust(advised, [other], changes)
    assert [path for path, _ in found.deciding] == ["work.x"]
    assert 0.4 < found.best_in < 0.75 and found.regret > 0.3 and found.sets == 60


def test_nothing_is_worth_knowing_where_one_mix_always_wins() -> None:
    draws = np.random.default_rng(3)
    values = draws.uniform(-1, 1, 40)
    found = robust(sample("a", 5 + values), [sample("b", values)], [{"work.x": float(one)} for one in values])
    assert found.best_in == 1.0 and found.regret == 0.0 and not found.deciding


def test_known_answer_of_the_value_of_information() -> None:
    """Two mixes with values x and -x, x uniform on -1 to 1: knowing x is worth the mean of |x|, one half."""
    x = np.linspace(-1, 1, 2001)
    assert partial_information(np.array([x, -x]), x) == pytest.approx(0.5, abs=1e-3)
