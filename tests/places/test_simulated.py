"""Places made from figures live for two years without a warning."""

from __future__ import annotations

import random
import warnings
from pathlib import Path

import pytest

from bygd.places.scenario import Asked, scenario_text
from bygd.places.table import load_table
from sim.history import simulate
from sim.scenario import load_scenario

MOST = 30_000
"""Inhabitants up to which a municipality is drawn: larger ones take long."""


@pytest.mark.slow
def test_sixty_municipalities_drawn_live_two_years_without_a_warning(tmp_path: Path) -> None:
    table = load_table()
    small = [row for row in table.rows if row.population <= MOST]
    for row in random.Random(60).sample(small, 60):
        file = tmp_path / "mine.yaml"
        file.write_text(scenario_text(table, Asked(place=row.id)).text, encoding="utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            history = simulate(load_scenario(file), seed=1, months=24)
        (place,) = history.places
        assert 0.85 < place["population_end"] / row.population < 1.15, row.shown
