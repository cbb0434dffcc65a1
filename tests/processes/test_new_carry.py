"""A carry is one row: field, offers and column of the month follow, and the process it names acts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.carries import AMOUNTS, CARRIES, LASTING
from sim.processes.offers import Carried
from sim.scenario.schema.carries import CarriesSettings
from sim.state import Civic

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("carry", CARRIES, ids=lambda carry: carry.name)
def test_a_carry_acts_where_its_row_says(carry: object) -> None:
    row = next(each for each in CARRIES if each is carry)
    files = [ROOT / folder / f"{row.acts_in}.py" for folder in ("sim/processes", "sim")]
    source = next(file for file in files if file.exists()).read_text(encoding="utf-8")
    if row.name == "clubs":
        assert "offers.about" in source
    else:
        assert re.search(rf"\.{row.column}\b" if row.column else rf"\bcarries\.{row.name}\b", source)


def test_every_form_of_a_carry_follows_from_its_row() -> None:
    assert tuple(CarriesSettings.model_fields) == tuple(row.name for row in CARRIES)
    assert Carried._fields == tuple(row.name for row in AMOUNTS)
    assert Civic._fields[-len(LASTING) :] == tuple(row.column for row in LASTING)
    assert all(row.words for row in AMOUNTS)
