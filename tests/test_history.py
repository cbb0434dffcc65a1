"""What a history, a scenario and a model look like to somebody at a prompt."""

from __future__ import annotations

import pandas as pd
import pytest

from sim.history import simulate
from sim.model import IntegrationModel
from sim.scenario import scenario_from

DATA = {"title": "Vik", "start": "2012-11", "months": 14, "places": {"vik": {"population": 120}}}


@pytest.fixture(scope="module")
def history():
    return simulate(scenario_from(DATA), 3)


def test_the_table_has_months_and_dates(history):
    table = history.to_pandas()
    assert list(table.columns) == ["month", "date", "place", "measure", "group", "value"]
    dates = dict(zip(table.month, table.date, strict=True))
    assert dates[-1] == pd.Period("2012-10", "M") and dates[0] == pd.Period("2012-11", "M")
    assert dates[13] == pd.Period("2013-12", "M")
    assert all(str(date) == history.scenario.date_of(month) for month, date in dates.items() if month >= 0)


def test_a_history_shows_itself_in_a_few_lines(history):
    shown = repr(history)
    assert len(shown) < 400 and shown.count("\n") < 5
    end = history.to_pandas().query("measure == 'population' and place == 'all'").value.iloc[-1]
    assert "Vik" in shown and "2012-11 to 2013-12" in shown and f"{end:,.0f} at the end" in shown


def test_a_scenario_and_a_model_show_themselves_in_a_line(history):
    shown = repr(history.scenario)
    assert len(shown) < 200 and "Vik" in shown and "120 inhabitants in 1 place" in shown
    assert str(history.scenario) == shown
    model = IntegrationModel(history.scenario, seed=3)
    assert "month 0 of 14, 120 inhabitants" in repr(model) and len(repr(model)) < 200


def test_every_number_is_taken_down_once_and_yearly_ones_at_the_ends_of_years() -> None:
    from sim.measures.catalogue import CATALOGUE

    found = simulate(scenario_from({"months": 25, "places": {"a": {"population": 120, "newcomers": 0.2}}}), 1).measures
    rows = list(zip(found.month.tolist(), found.place, found.measure, found.group, strict=True))
    assert len(rows) == len(set(rows))
    yearly = {month for month, _, measure, _ in rows if CATALOGUE[measure].every == "year"}
    assert yearly == {-1, 11, 23}
