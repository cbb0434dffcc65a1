"""Equal budgets: which pot, and when it was empty."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.comparison.budget import NothingSpent, cap_notes, pots, smallest_pot, stop_month, stops
from experiments.outcomes.outcome import Result


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


def result(spent, beside):
    return Result({}, {}, {}, spending(*spent), "", {}, beside=spending(*beside))


def test_what_levers_and_lines_cost_is_taken_off_the_pot_and_never_more_than_the_pot():
    arms = {
        "levers": [result((5, 5), (3, 3)), result((5, 5), (1, 1))],
        "none": [result((5, 5), (0, 0))],
        "dear": [result((50, 50), (50, 50))],
    }
    assert pots(10.0, arms) == {"levers": 6.0, "none": 10.0, "dear": 0.0}
    reported = " ".join(cap_notes(10.0, "So.", {"levers": [10.0]}, {"levers": 4.0, "none": 0.0, "dear": 100.0}))
    assert "(levers 4 SEK and dear 100 SEK) was taken off the budget" in reported
    assert "dear spends 100 SEK on levers and public transport alone, more than the budget" in reported
    assert len(cap_notes(10.0, "So.", {"none": [10.0]}, {"none": 0.0})) == 1


def test_an_arm_is_seen_to_be_stopped_while_its_levers_go_on_costing():
    levers = (1, 1, 1, 1)
    assert stops([(result((5, 5, 1, 1), levers), result((5, 5, 5, 5), levers))], 8.0) == [2]
    assert stops([(result((5, 5, 1, 1), levers), None)], 8.0) == [2]
    assert stops([(result((5, 5, 5, 5), levers), None)], 80.0) == []
