"""No outcome drifts because the story begins: with constant inflow, years 1 to 3 are like years 6 to 10."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.start import FILE, WITHOUT, Drift, Lived, at_equal_years, drifts, pooled, simulated, table
from sim.scenario import load_scenario, with_overrides

EXPLAINED = {"Locals in work, share": 0.02, "Locals in a club": 0.02, "Trust of locals": 0.005, "Clubs open": 4.0}
"""Outcomes of locals, and what they may drift by beyond the town without newcomers."""
AT_EQUAL_YEARS = {
    "Local friends per newcomer": 0.3,
    "Newcomers without a local friend": 0.08,
    "Newcomers in work": 0.06,
    "Language of newcomers": 0.05,
    "Belonging of newcomers": 0.03,
    "Trust of newcomers": 0.025,
    "Newcomers in a club": 0.06,
}
"""Outcomes of newcomers, and what they may drift by at equal years here: those of the first month are older."""


def beyond(found: list[Drift], most: dict[str, float]) -> dict[str, float]:
    """Drifts that are larger than they may be, chance apart."""
    rows = {row.label: row.excess for row in found}
    return {label: rows[label][0] for label in most if abs(rows[label][0]) > most[label] + 0.5 * rows[label][1]}


@pytest.mark.slow
@pytest.mark.pattern
def test_nothing_drifts_because_the_story_begins() -> None:
    scenario = load_scenario(FILE)
    runs, control = simulated(scenario, range(1, 5))
    assert not beyond(drifts(runs, control), EXPLAINED)
    assert not beyond(at_equal_years(runs), AT_EQUAL_YEARS)
    guessed, _ = simulated(with_overrides(scenario, {"past.lived": False}), range(1, 3))
    assert {"Belonging of newcomers", "Trust of newcomers"} <= set(beyond(at_equal_years(guessed), AT_EQUAL_YEARS))


def test_the_control_has_no_newcomers_and_the_same_locals() -> None:
    without = with_overrides(load_scenario(FILE), WITHOUT)
    assert without.places["town"].newcomers == 0.0 and not without.arriving.newcomers
    assert without.places["town"].population == load_scenario(FILE).places["town"].population


def test_what_the_control_drifts_by_is_taken_off() -> None:
    row = Drift("clubs", np.array([50.0, 52.0]), np.array([55.0, 59.0]), np.array([4.0, 6.0]))
    mean, half = row.excess
    assert mean == 1.0 and half == 0.0
    assert table([row]).splitlines()[-1] == "| clubs | 51 | 57 | +5 | +1 ±0 |"


def test_equal_years_take_out_that_newcomers_have_been_here_longer() -> None:
    def look(years: list[int], values: list[float]) -> dict[str, np.ndarray]:
        return {"years": np.array(years), "friends": np.array(values)}

    early = pooled([look([0, 0, 3], [0.0, 2.0, 5.0]), look([0, 3], [1.0, np.nan])])
    assert early["friends"][[0, 3]].tolist() == [1.0, 5.0] and np.isnan(early["friends"][1])
    late = pooled([look([0, 3, 3, 3], [1.0, 5.0, 5.0, 5.0])])  # more of them longer here
    first = np.array([3, 0, 0, 1, 0, 0, 0])
    (row,) = at_equal_years([Lived({}, first, (early, late))])
    assert row.early.tolist() == row.late.tolist() == [2.0]
