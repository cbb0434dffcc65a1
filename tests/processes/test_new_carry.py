"""A new carry is one row: field, offers, column of the month and words follow."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.carries import AMOUNTS, CARRIES, LASTING
from sim.processes.offers import Carried
from sim.scenario.schema.carries import CarriesSettings
from sim.state import Civic

ROOT = Path(__file__).resolve().parents[2]
SWIMMING = """
import sim.carries as carries

row = carries.Carry(
    "swimming", "Lessons in swimming.", "hours/month", "taking_part", most=20, column="swum",
    words="{0:g} hours of swimming a month",
)
carries.CARRIES += (row,)
carries.AMOUNTS += (row,)
carries.LASTING += (row,)
from tests.processes.civil import civil_town, live
from tests.processes.societies import settle
from sim.scenario.efforts import programmes_told

town = civil_town(programmes={"pool": {"form": "support", "carries": {"swimming": 2.0}},
                              "lake": {"form": "support", "carries": {"swimming": 3.0}}})
settle(town, 3, newcomer=True)
live(town, 2)
print(town.state.civic.swum[:3].tolist(), programmes_told(town.scenario))
"""


def test_a_row_added_is_a_field_a_column_of_the_month_and_words() -> None:
    found = subprocess.run(
        [sys.executable, "-c", SWIMMING],
        cwd=ROOT,
        env={**os.environ, "BYGD_JIT": "0"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert found.stdout.startswith("[5.0, 5.0, 5.0]"), found.stderr[-2000:]
    assert "brings 2 hours of swimming a month" in " ".join(found.stdout.split())


@pytest.mark.parametrize("carry", CARRIES, ids=lambda carry: carry.name)
def test_a_carry_acts_where_its_row_says(carry: object) -> None:
    row = next(each for each in CARRIES if each is carry)
    source = (ROOT / "sim" / "processes" / f"{row.acts_in}.py").read_text(encoding="utf-8")
    if row.name == "clubs":
        assert "offers.about" in source
    else:
        assert re.search(rf"\.{row.column or f'carries.{row.name}'}\b", source)


def test_every_form_of_a_carry_follows_from_its_row() -> None:
    assert tuple(CarriesSettings.model_fields) == tuple(row.name for row in CARRIES)
    assert Carried._fields == tuple(row.name for row in AMOUNTS)
    assert Civic._fields[-len(LASTING) :] == tuple(row.column for row in LASTING)
    assert all(row.words for row in AMOUNTS)
