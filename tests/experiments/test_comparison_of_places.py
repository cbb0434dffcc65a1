"""A comparison in a region: by place, by group, and of one place."""

from __future__ import annotations

import csv
import re

import fakes
import numpy as np
import paying
import pyarrow.parquet as pq
import pytest
from comparisons import MONTHS, carried, plan
from real_places import difference_mapped

from experiments.comparison.breakdown import differences_in
from experiments.comparison.paired import difference
from experiments.comparison.result import Arm
from experiments.outcomes.outcome import Result
from sim.scenario import with_overrides


def region(name, support=0.0, places=3):
    scenario = paying.with_support(fakes.scenario(places=places, months=MONTHS), support)
    return Arm(name, f"{name}.yaml", with_overrides(scenario, {"title": name.title()}))


def over(places=3, **more):
    return plan(region("full", 1.0, places), base=region("base", 0.0, places), **{"replicates": 4, **more})


@pytest.fixture(scope="module")
def of_region(tmp_path_factory):
    """A comparison of a region of three places, told for the region and then, from the same runs, for one."""
    folder = tmp_path_factory.mktemp("region") / "out"
    _, rows, _ = carried(over(), folder, mapped=difference_mapped)
    reported = {
        "page": (folder / "report.html").read_text(encoding="utf-8"),
        "rows": rows,
        "breakdown": (folder / "breakdown.csv").read_bytes(),
        "map": (folder / "figures" / "map-1.svg").read_text(encoding="utf-8"),
        "years": pq.read_table(folder / "places.parquet").to_pandas(),
    }
    _, rows, manifest = carried(over(place="skog"), folder, simulate=not_again)
    assert (folder / "breakdown.csv").read_bytes() == reported["breakdown"]
    return reported, {
        "page": (folder / "report.html").read_text(encoding="utf-8"),
        "rows": rows,
        "breakdown": reported["breakdown"],
        "manifest": manifest,
        "folder": folder,
    }


def not_again(scenario, seed, **rest):
    raise AssertionError("the runs are there already")


def found_in(rows, outcome, kind="difference"):
    return next(row for row in rows if (row["outcome"], row["kind"]) == (outcome, kind))


def test_a_place_is_reported_from_the_runs_of_the_region(of_region):
    whole, one = of_region
    by_place = {
        row["place"]: row
        for row in csv.DictReader(one["breakdown"].decode().splitlines())
        if (row["measure"], row["group"]) == ("stayers", "all")
    }
    there = found_in(one["rows"], "stayers")
    for name in ("base_mean", "policy_mean", "estimate", "low", "high"):
        assert there[name] == by_place["skog"][name] != by_place["all"][name]
    assert found_in(whole["rows"], "stayers")["estimate"] == by_place["all"]["estimate"]
    assert by_place["storby"]["distinguishable"] == "same" and float(by_place["storby"]["estimate"]) == 0
    assert one["manifest"]["run_now"] == 0 and one["manifest"]["place"] == "skog"


def test_the_difference_is_on_a_map_after_the_table_by_place(of_region):
    whole, _ = of_region
    assert whole["page"].index("<h3>By place</h3>") < whole["page"].index('id="map-1-place0"')
    assert "full against base" in whole["map"] and "Umeå" in whole["map"]


def test_outcomes_by_place_and_year_are_those_of_the_breakdown_in_the_end(of_region):
    whole, one = of_region
    years = whole["years"]
    assert set(years.place) == {"storby", "skog", "sjo"} and years.year.max() == MONTHS // 12
    last = years[(years.year == MONTHS // 12) & (years.outcome == "stayers") & (years.arm == "full")]
    runs = pq.read_table(one["folder"] / "breakdown.parquet").to_pandas()
    ends = runs[(runs.arm == "full") & (runs.measure == "stayers") & (runs.group == "all") & (runs.place != "all")]
    assert dict(zip(zip(last.replicate, last.place, strict=True), last.value, strict=True)) == dict(
        zip(zip(ends.replicate, ends.place, strict=True), ends.value, strict=True)
    )


def test_money_of_a_place_is_the_regions_and_said_to_be(of_region):
    whole, one = of_region
    assert found_in(one["rows"], "spent") == found_in(whole["rows"], "spent")
    cost = found_in(one["rows"], "stayers", "cost per additional")
    ratio = 72_000 / float(found_in(one["rows"], "stayers")["estimate"])
    assert float(cost["estimate"]) == pytest.approx(ratio, rel=1e-4)
    assert "In short: Skog" in one["page"] and "money is the whole region’s" in one["page"]
    assert "--place skog" in one["page"] and "<h1>Skog in Base</h1>" in one["page"]
    assert "whole region’s" not in whole["page"] and "--place skog" not in whole["page"]


def test_paths_of_a_place_are_its_own(of_region):
    _, one = of_region
    paths = pq.read_table(one["folder"] / "trajectories.parquet").to_pandas()
    last = paths[(paths.outcome == "stayers") & (paths.arm == "full") & (paths.month == MONTHS - 1)]
    assert last.value.mean() == pytest.approx(float(found_in(one["rows"], "stayers")["policy_mean"]), rel=1e-4)


def test_the_report_of_a_region_tells_places_and_groups(of_region):
    for reported in of_region:
        places = reported["page"].partition("<h3>By place</h3>")[2].partition("<h3>")[0]
        assert re.findall(r'<th scope="row">(\w+) \(([\d,]+)\)', places) == [
            ("Storby", "36,000"),
            ("Skog", "3,000"),
            ("Sjo", "3,000"),
        ]
        assert "the same" in places and re.search(r"\+\S+ \(\S+ to \S+\) \*", places)
        groups = reported["page"].partition("<h3>By group</h3>")[2].partition("<h3>")[0]
        assert '<th scope="row">Women</th>' in groups and '<th scope="row">Newcomer men</th>' in groups
    assert "by group in Skog" in of_region[1]["page"] and "by group:" in of_region[0]["page"]


def test_retention_is_reported_by_place_and_group(of_region):
    rows = {
        (row["place"], row["group"]): row
        for row in csv.DictReader(of_region[0]["breakdown"].decode().splitlines())
        if row["measure"] == "retention_3"
    }
    assert {("all", "women"), ("skog", "all"), ("skog", "men"), ("all", "family:couple")} <= set(rows)
    assert ("skog", "family:couple") not in rows and ("all", "sex:women") not in rows
    assert rows["all", "all"]["base_mean"] == found_in(of_region[0]["rows"], "retention_3")["base_mean"]
    assert rows["skog", "all"]["base_mean"] == found_in(of_region[1]["rows"], "retention_3")["base_mean"]


def test_of_many_places_the_largest_are_reported_and_the_rest_is_said_to_be_in_the_file(monkeypatch, of_region):
    monkeypatch.setattr("experiments.report.by_place.MOST_PLACES", 2)
    carried(over(), of_region[1]["folder"], simulate=not_again)
    page = (of_region[1]["folder"] / "report.html").read_text(encoding="utf-8")
    assert "The 2 largest of 3 places; the other 1 is in breakdown.csv" in page
    assert "Skog (3,000)" in page and "Sjo (3,000)" not in page


def test_the_interval_of_a_place_is_of_the_kind_of_all_others(of_region):
    before, after = np.arange(12.0), np.arange(12.0) + [1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 5, 6]
    sets = np.repeat([0, 1, 2, 3], 3)

    def runs(values):
        return [Result({}, {}, {}, np.zeros(1), "", {("stayers", "skog", "all"): value}) for value in values]

    for groups in (None, sets):
        found = differences_in(runs(before), runs(after), groups)["stayers", "skog", "all"]
        wanted = difference("stayers", before, after, groups)
        assert (found.low, found.high, found.draws) == (wanted.low, wanted.high, wanted.draws)
