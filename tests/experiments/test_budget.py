"""Equal budgets: which pot, and when it was empty."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.comparison.budget import NothingSpent, smallest_pot, stop_month


def spending(*months):
    return np.array(months, np.float64)


def test_the_pot_is_what_the_cheapest_policy_that_spends_anything_spends_on_average():
    assert smallest_pot({"free": [0, 0], "dear": [900, 1100], "cheap": [100, 300]}) == ("cheap", 200)


def test_policies_that_spend_nothing_have_no_budget_to_make_equal():
    with pytest.raises(NothingSpent, match="none of the policies spends anything"):
        smallest_pot({"free": [0.0, 0.0]})


@pytest.mark.parametrize(
    ("capped", "free", "month"),
    [
        (spending(5, 5, 0, 0), spending(5, 5, 5, 5), 2),
        (spending(5, 5, 0, 0), spending(5, 5, 0, 0), None),  # the programme ended by itself
        (spending(5, 5, 0, 0), None, 2),
        (spending(5, 1, 0, 0), None, None),  # much was left: it ended by itself
        (spending(2, 2, 2, 2), None, None),
        (spending(0, 0, 0, 0), None, None),
    ],
)
def test_an_arm_is_stopped_when_its_money_is_used_up(capped, free, month):
    assert stop_month(capped, 12.0, free) == month
