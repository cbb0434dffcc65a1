"""One row an outcome: adding a row and what takes it down is enough for every place that tells of it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from bygd.documents.outcomes import markdown
from sim.history import simulate
from sim.measures import catalogue
from sim.measures.measure import Measure
from sim.measures.row_kinds import PEOPLE
from sim.scenario import scenario_from, with_overrides

ROOT = Path(__file__).parents[2]
DATA = {
    "title": "Vik",
    "months": 24,
    "places": {"vik": {"population": 150, "newcomers": 0.1}},
    "origins": {"east": {}},
    "arrivals": {"one": {"pathway": "labour", "place": "vik", "origin": "east", "per_year": 10}},
}


def record_elders(look, recorder):
    elders = look.roll.here & (look.roll.age >= 80)
    recorder.by_place("elders", np.bincount(look.roll.place[elders], minlength=len(recorder.places)))


@pytest.fixture
def row():
    added = catalogue.add(
        Measure(
            "elders",
            "Aged 80 or older",
            "persons",
            "stock",
            record_elders,
            phrase="people are 80 or older",
            rank=5,
            heading=PEOPLE,
            outcome=True,
            followed=True,
            watched=True,
            color="blue",
        )
    )
    yield added
    del catalogue.CATALOGUE["elders"]


def test_an_added_outcome_is_found_in_run_compare_sweep_report_and_page(row, tmp_path):
    from bygd.web.series import measures, observed
    from bygd.web.series_picture import cards
    from bygd.web.session import Session
    from experiments.commands.compare_files import comparison_csv, trajectories_table
    from experiments.commands.shelf import outcome_columns, schema
    from experiments.comparison.result import Arm, Comparison, versus
    from experiments.figures.differences import draw
    from experiments.outcomes.findings import findings_of, panels_of
    from experiments.outcomes.outcome import read_outcomes, read_result
    from experiments.report.comparison import section_of
    from experiments.report.tables import table_by_year
    from experiments.workers.run import Outcome, Run

    base = scenario_from(DATA)
    policy = with_overrides(base, {"meeting.free_hours": 80})
    history = simulate(base, 1)
    table = history.to_pandas()
    reported = table[(table.measure == "elders") & (table.place == "all")]
    assert reported.month.tolist() == list(range(-1, 24)) and (reported.value > 0).all()

    run = Run(base.digest(), (), 1, 24)
    tables = table_by_year(findings_of(base, [Outcome(run, history)], panels_of([Outcome(run, history)])))
    assert any(cells[0] == "Aged 80 or older" for _, rows in tables.sections for cells in rows)

    result = read_result(history)
    assert result.values["elders"] == reported.value.iloc[-1] and len(result.paths["elders"].month) == 25
    arms = Arm("a", "a.yaml", base), Arm("b", "b.yaml", policy)
    outcomes = [
        [
            Outcome(Run("", (), seed, 24, place), read=read_result(simulate(arm.scenario, seed)))
            for place, seed in enumerate((1, 2))
        ]
        for arm in arms
    ]
    found = versus(*arms, *outcomes)
    comparison = Comparison("Vik", "a", base.start, 24, (found,))
    rows = list(csv.DictReader(comparison_csv(comparison).splitlines()))
    assert any(one["outcome"] == "elders" and one["unit"] == "persons" for one in rows)
    assert any(
        one.startswith("Aged 80 or older") or "80 or older" in one for one in section_of(found, comparison).sentences
    )
    assert "elders" in trajectories_table({"a": outcomes[0]}).column("outcome").to_pylist()
    assert "Aged 80 or older" in {
        axes.get_title(loc) for axes in draw(comparison).figure.axes for loc in ("left", "center")
    }

    assert "elders" in outcome_columns() and "elders" in schema(outcome_columns()).names
    assert read_outcomes(history).values["elders"] == result.values["elders"]

    session = Session(base, 1)
    assert "elders" in observed(session.town) and "elders" in {one.key for one in measures()}
    assert 'data-measure="elders"' in cards(session.series, session.baseline, [], 24, base.start)

    from sim.model import IntegrationModel

    model = IntegrationModel(base, seed=1)
    model.step()
    assert model.datacollector.get_model_vars_dataframe()["elders"].iloc[-1] == model.headline["elders"] > 0


def test_a_key_that_is_taken_and_a_view_of_nothing_are_refused():
    with pytest.raises(ValueError, match="'population' already"):
        catalogue.add(Measure("population", "Again", "persons", "stock"))
    with pytest.raises(ValueError, match="no measure 'popluation'"):
        catalogue.add(Measure("men_here", "Men", "persons", "stock", of="popluation", group="men"))


def test_the_page_of_outcomes_is_up_to_date():
    assert (ROOT / "docs" / "outcomes.md").read_text(encoding="utf-8") == markdown(), "make docs"


def test_every_measure_is_described():
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    section = text[text.index("## 9 Measures") : text.index("## 10 References")]
    assert not [row.key for row in catalogue.ROWS if row.taken_down and f"`{row.key}`" not in section]


@pytest.mark.parametrize("row", catalogue.outcomes(), ids=lambda row: row.key)
def test_an_outcome_has_what_sentences_need(row):
    assert row.phrase and row.unit and row.rank < 50
    assert len([one for one in catalogue.outcomes() if one.rank == row.rank]) == 1, "two of one rank"
