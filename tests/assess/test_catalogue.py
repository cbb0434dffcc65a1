"""The benchmarks: all of them, each simulable one with something of its own that it acts on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bygd.assess.catalogue import DIMENSIONS, MET, Benchmark, benchmarks, by_id
from bygd.assess.town import Town, contents
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.source import read
from tests.desk import HAMLET

SIMULABLE = [row for row in benchmarks() if row.simulable]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """With a stream of money of its own, all of it answered with not."""
    path = tmp_path_factory.mktemp("town") / "hamlet.yaml"
    path.write_text(HAMLET + "funding: {project: {months: 12}}\n", encoding="utf-8")
    return Town(path, {row.id: 0 for row in SIMULABLE}, 24)


def test_there_are_as_many_as_the_checklist_has() -> None:
    found = Counter(row.dimension for row in benchmarks())
    assert found == {"Governance": 12, "Employment": 18, "Education": 14, "Health": 10, "Housing": 14}
    assert len(SIMULABLE) == 49 and sum(row.core for row in benchmarks()) == 20
    assert {row.dimension for row in benchmarks() if row.core} == set(DIMENSIONS.values())


@pytest.mark.parametrize("row", benchmarks(), ids=lambda row: row.id)
def test_every_row_is_whole(row: Benchmark) -> None:
    assert row.title and row.ask.endswith(".") and row.kind in ("lever", "proxy", "checklist")
    assert bool(row.acts or row.pieces or row.adds) == row.simulable
    assert bool(row.by) == (row.kind != "lever"), (
        "a proxy says for which part it stands, a checklist item why it is none"
    )
    assert (row.grade in ("measured", "direction", "assumed")) == row.simulable
    assert row.cost in ("ledger", "part", "none")
    for card in row.cards:
        assert read(packaged_scenarios() / f"{card}.yaml", card).plain()["card"]


def test_no_two_benchmarks_act_on_the_same(town: Town) -> None:
    found = Counter(path for row in SIMULABLE for path in town.values(row, MET))
    assert max(found.values()) == 1


@pytest.mark.parametrize("row", SIMULABLE, ids=lambda row: row.id)
def test_met_differs_from_not_met_in_the_town(row: Benchmark, town: Town) -> None:
    assert town.raising(row)
    assert town.values(row, 0) != town.values(row, 2) != town.values(row, MET)


def test_values_stand_between_not_met_and_met(town: Town) -> None:
    interpreters = [town.values(by_id()["H5"], answer)["services.interpreters"] for answer in range(MET + 1)]
    assert interpreters == pytest.approx([0.3, 0.4625, 0.625, 0.7875, 0.95])
    pupils = town.values(by_id()["S10"], 1)["services.school_pupils"]
    assert isinstance(pupils, int) and pupils == 49


def test_pieces_grow_with_the_answer_and_are_paid_for_good(town: Town) -> None:
    screening = by_id()["H3"]
    assert town.values(screening, 0)["programmes.health_screening.active"] is False
    half, full = (town.values(screening, answer) for answer in (2, MET))
    assert (half["programmes.health_screening.capacity"], full["programmes.health_screening.capacity"]) == (20, 40)
    assert half["programmes.health_screening.staff"] == pytest.approx(0.1)
    (piece,) = contents(screening)
    assert piece["funding"]["health_screening_money"]["permanent"] is True
    assert "per_year" not in contents(by_id()["E17"])[0]["funding"]["job_mentor_money"], "it pays what it costs"


def test_a_town_without_its_own_money_has_nothing_for_some_to_act_on(tmp_path: Path) -> None:
    path = tmp_path / "hamlet.yaml"
    path.write_text(HAMLET, encoding="utf-8")
    without = Town(path, {row.id: 0 for row in SIMULABLE}, 24)
    assert [row.id for row in SIMULABLE if not without.values(row, MET)] == ["G10", "G12"]
