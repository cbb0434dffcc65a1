"""Looking series up, and years made of months."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from experiments.outcomes.panel import Series, by_years_since_arrival
from experiments.outcomes.summary import COLUMNS, by_year, summary_csv


def test_series_are_what_the_runs_recorded(outcomes, findings):
    series = findings.measures.get("all", "population", "all")
    assert series.values.shape == (4, 121)
    for outcome in outcomes:
        recorded = outcome.history.measures
        expected = [
            value
            for place, name, value in zip(recorded.place, recorded.measure, recorded.value, strict=True)
            if place == "all" and name == "population"
        ]
        assert series.values[outcome.run.replicate].tolist() == expected


def test_a_series_nobody_recorded_is_empty(findings):
    series = findings.measures.get("all", "no such measure", "all")
    assert len(series.time) == 0 and series.values.shape == (4, 0)


def test_years_since_arrival_are_weighted_by_how_many_were_asked(findings):
    found = by_years_since_arrival(findings.measures, "all", "isolated")
    one = findings.measures.get("all", "isolated", "y1")
    assert found.time[0] == 1
    assert found.values[:, 0] == pytest.approx(one.values.mean(axis=1))  # equal cohorts every year


def test_twelve_months_become_a_year():
    months = Series(np.arange(-1, 24), np.arange(-1, 24, dtype=float)[None, :])
    ends, sums = by_year(months, "end"), by_year(months, "sum")
    assert ends.year.tolist() == [0, 1, 2]
    assert ends.values.tolist() == [[-1.0, 11.0, 23.0]]
    assert sums.values.tolist() == [[-1.0, sum(range(12)), sum(range(12, 24))]]
    assert by_year(months, "mean").values[0, 1] == 5.5


def test_a_year_cut_short_says_how_many_months_it_has():
    months = Series(np.arange(0, 30), np.ones((1, 30)))
    assert by_year(months, "sum").months.tolist() == [12, 12, 6]


def test_summary_has_every_measure_with_its_intervals(findings):
    rows = list(csv.DictReader(io.StringIO(summary_csv(findings.measures, findings.date))))
    assert tuple(rows[0]) == COLUMNS
    population = [row for row in rows if (row["place"], row["measure"]) == ("all", "population")]
    assert [int(row["year"]) for row in population] == list(range(11))
    last = population[-1]
    ends = findings.measures.get("all", "population", "all").values[:, -1]
    assert float(last["mean"]) == pytest.approx(ends.mean())
    assert float(last["low"]) <= float(last["mean_low"]) or float(last["low"]) >= ends.min()
    assert last["from"] == "2019-01" and last["runs"] == "4"
