"""The page of a sweep: what it says for each kind of design, and that it stands alone."""

from __future__ import annotations

import csv
import io
import re

import pytest
import sweeps

from experiments.report.sweep import report_of

LABELS = {"meet": "Hours <a month> that mentor & newcomer meet", "half": "Half-life of ties"}
RANGES = {"meet": (0.0, 8.0), "half": (1.0, 60.0), "idle": (0.0, 1.0)}
LEVELS = {"policy": ("none", "mentors")}


def outcome(policy="none", meet=4.0, half=30.0, idle=0.0):
    return 0.1 * meet + 0.02 * half + (policy == "mentors") * (0.3 + 0.05 * (meet - 4))


def manifest(design, **more):
    return {
        "kind": "sweep",
        "versions": {"bygd": "0.2.0", "Python": "3.11.7", "numpy": "2.4"},
        "seed": design.seed,
        "months": design.months,
        "replicates": design.replicates,
        "runs": design.runs,
        "failures": [],
        "started": "2030-01-01T10:00:00Z",
        "seconds": 33.0,
        "run_now": 3,
        "commit": "",
        "design": {"name": design.name, "title": design.title, "text": "design: {title: <x>}"},
        **more,
    }


def made(method, **more):
    points = {"morris": 8, "sobol-indices": 32, "latin-hypercube": 64}.get(method)
    ranges = {} if method == "grid" else RANGES
    levels = {} if method in ("morris", "sobol-indices") else LEVELS
    design = sweeps.design(
        method,
        ranges,
        points=points,
        levels=levels,
        labels=LABELS,
        outcomes=("local_friends", "spent"),
        title="What <decides> & why",
        replicates=3,
    )
    return sweeps.swept(design, outcome, noise=0.02, shared=0.3, **more)


def reported(swept, **more):
    return report_of(swept, manifest(swept.design, **more), "bygd sweep design.yaml", resamples=20)[:3]


FIGURES = {
    "morris": {"screening", "convergence", "spread"},
    "sobol-indices": {"variance", "convergence", "dependence", "spread"},
    "latin-hypercube": {"effects", "influence", "dependence", "robustness", "spread"},
    "one-at-a-time": {"effects", "tornado", "spread"},
    "grid": {"effects"},
}


@pytest.mark.parametrize("method", FIGURES)
def test_every_method_has_a_page_of_its_own_that_stands_alone(method):
    swept = made(method)
    page, figures, texts = reported(swept)
    assert {figure.name for figure in figures} == FIGURES[method]
    assert not re.search(r"https?://|@import|<script", page)
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "What &lt;decides&gt; &amp; why" in page and "<decides>" not in page and "<a month>" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    for words in ("Methods, to put into a paper", "bygd 0.2.0", "bygd sweep design.yaml"):
        assert words in page
    assert all(figure.reading and figure.alt for figure in figures)
    for name in texts:
        rows = list(csv.DictReader(io.StringIO(texts[name])))
        assert rows and None not in rows[0], name


def test_methods_name_the_sample_its_size_and_its_sources():
    page, _, _ = reported(made("morris"))
    words = re.search(r"<blockquote.*?>(.*?)</blockquote>", page, re.DOTALL)[1]
    for part in (
        "8 trajectories",
        "Morris 1991",
        "Campolongo",
        "32 points in all",
        "run three times",
        "common random numbers",
        "experiment seed 4",
        "SALib",
        "ten years",
    ):
        assert part in words, part
    assert "Saltelli et al. 2010" in reported(made("sobol-indices"))[0]


def test_failures_are_listed_with_their_reasons():
    page, _, _ = reported(made("latin-hypercube", missing=((1, 5), (2, 7))))
    assert "2 of 384 runs failed" in page and "made to fail" in page
    assert "Not finished" not in page


def test_an_unfinished_sweep_says_so():
    import dataclasses

    swept = made("latin-hypercube", missing=((1, 5), (2, 7)))
    page, _, _ = reported(dataclasses.replace(swept, failures=()))
    assert "Not finished" in page and "382 of 384 runs are there, 2 are missing" in page


def test_a_grid_keeps_its_effects():
    design = sweeps.design("grid", levels={"policy": ("none", "mentors"), "fees": ("full", "half")}, replicates=4)
    swept = sweeps.swept(
        design,
        lambda policy, fees: float(policy == "mentors") + 2 * (policy == "mentors" and fees == "half"),
        shared=5.0,
        noise=0.01,
    )
    page, _, texts = reported(swept)
    assert "Factorial experiment" in page and "two-way interactions" in page and "main effects" in page
    kinds = [row["kind"] for row in csv.DictReader(io.StringIO(texts["effects.csv"]))]
    assert kinds == ["main", "main", "interaction"]
    assert len(texts["cells.csv"].splitlines()) == 5


def test_the_same_sweep_gives_the_same_page():
    assert reported(made("morris"))[0] == reported(made("morris"))[0]


def test_runs_without_any_outcome_still_give_a_page():
    swept = made("morris", missing=tuple((r, p) for r in range(3) for p in range(32)))
    page, figures, _ = reported(swept)
    assert figures == [] and "too few finished runs" in page
