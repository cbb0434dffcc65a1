"""Figures: the same bytes for the same results, and something to see in any run."""

from __future__ import annotations

import importlib
import re

import fakes
import numpy as np
import pytest

from experiments import figures
from experiments.figures.layout import spring_layout
from experiments.figures.programmes import clipped
from experiments.figures.region_map import positions, roads
from experiments.figures.theme import THEME
from experiments.outcomes.findings import findings_of, panels_of
from experiments.workers.run import replicates_of
from experiments.workers.runner import run_all
from sim.languages import LANGUAGES, in_language


def found(places=1, months=24, replicates=1, interventions=False):
    scenario = fakes.scenario(places, months, interventions)
    runs = replicates_of(scenario.digest(), 2, replicates, months)
    outcomes = run_all(scenario, runs, simulate=fakes.simulate)
    return findings_of(scenario, outcomes, panels_of(outcomes))


@pytest.mark.parametrize("name", figures.FIGURES)
def test_the_same_results_give_the_same_bytes(name, findings):
    first, second = figures.draw(name, findings), figures.draw(name, findings)
    assert first == second
    assert first.png.startswith(b"\x89PNG") and "<svg" in first.svg
    assert not re.search(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T", first.svg)


@pytest.mark.parametrize("name", figures.FIGURES)
@pytest.mark.parametrize(("places", "months"), [(1, 1), (1, 13), (4, 24)])
def test_short_runs_and_regions_can_be_drawn(name, places, months):
    drawn = figures.draw(name, found(places, months))
    assert drawn.reading and drawn.alt


@pytest.mark.parametrize(("months", "replicates"), [(1, 1), (30, 3)])
def test_programmes_and_money_are_drawn_where_there_are_any(months, replicates):
    region = found(2, months, replicates, interventions=True)
    spent = {"money"} if months > 2 else set()
    assert set(figures.shown(region)) == set(figures.FIGURES) - ({"money"} - spent)
    for name in ("programmes", "money"):
        drawn = figures.draw(name, region)
        assert drawn == figures.draw(name, region)
        assert drawn.reading and drawn.alt


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_name_of_a_line_runs_over_the_edge_in_any_language(code):
    from matplotlib.text import Annotation

    region = found(1, 130, 3, interventions=True)
    with in_language(code):
        for name in ("employment", "programmes", "clubs", "ties"):
            figure = importlib.import_module(f"experiments.figures.{name}").draw(region).figure
            for text in figure.findobj(Annotation):
                assert text.get_window_extent().x1 <= figure.bbox.x1 + 0.5, text.get_text()


def test_numbers_on_all_axes_have_the_marks_of_the_language():
    region = found(2, 40, 3, interventions=True)
    with in_language("sv"):
        drawn = {name: figures.draw(name, region).svg for name in figures.shown(region)}
    pointed = {name: re.findall(r">\s*([+−-]?[0-9]+\.[0-9]+)\s*[^0-9.<]*<", svg) for name, svg in drawn.items()}
    assert not {name: numbers for name, numbers in pointed.items() if numbers}


def test_without_programmes_there_is_no_figure_of_them(findings):
    assert set(figures.FIGURES) - set(figures.shown(findings)) == {"programmes", "money"}


def test_figures_of_programmes_say_who_takes_part_and_who_pays():
    region = found(1, 30, 3, interventions=True)
    programmes, money = figures.draw("programmes", region), figures.draw("money", region)
    assert re.search(r"2[0-9] in Friend mentors <new>", programmes.reading)
    assert "six months" not in programmes.reading and "6 months until one is let in" in programmes.reading
    assert "Never begun" not in programmes.svg
    # 12 months of 83,000 and 16 of 10,000
    assert "cost 1.16 million SEK over the run" in money.reading
    assert "the EU 86 of 100 SEK and the municipality 14 of 100 SEK" in money.reading
    assert "The last year has 6 months" in money.svg


def test_posts_alone_are_drawn_by_how_well_embedded_they_are():
    import dataclasses

    region = found(1, 30, 3, interventions=True)
    region = dataclasses.replace(region, interventions=tuple(one for one in region.interventions if one.post))
    assert "How well embedded" in figures.draw("programmes", region).svg


def test_long_names_are_clipped():
    assert clipped("Friend mentors") == "Friend mentors"
    assert clipped("Early assessment of skills, and advice") == "Early assessment of skill…"


@pytest.mark.parametrize("name", [name for name in figures.FIGURES if name != "network"])
def test_one_run_says_that_it_has_no_interval(name):
    assert "One run: no interval" in figures.draw(name, found()).svg


@pytest.mark.parametrize("name", [name for name in figures.FIGURES if name != "network"])
def test_several_runs_say_what_the_bands_are(name, findings):
    assert "mean of 4 runs" in figures.draw(name, findings).svg


def test_layout_is_the_same_and_spreads_over_the_picture():
    uid = np.arange(1, 60, dtype=np.uint64)
    edges = np.array([(i, i + 1) for i in range(40)])
    first = spring_layout(uid, edges, np.ones(40))
    assert (first == spring_layout(uid, edges, np.ones(40))).all()
    assert first.min() == 0.0 and first.max() == pytest.approx(1.0)
    assert len(np.unique(first.round(4), axis=0)) == len(uid)


@pytest.mark.parametrize("people", [0, 1])
def test_layout_of_nearly_nobody(people):
    edges = np.zeros((0, 2), int)
    assert spring_layout(np.arange(people, dtype=np.uint64), edges, np.zeros(0)).shape == (people, 2)


def test_places_without_positions_lie_as_far_apart_as_they_are_to_travel():
    import dataclasses

    region = found(4)
    unplaced = [dataclasses.replace(place, x=None, y=None) for place in region.places]
    region = dataclasses.replace(region, places=unplaced)
    where = positions(region)
    near = min(region.minutes, key=region.minutes.get)
    far = max(region.minutes, key=region.minutes.get)
    apart = {pair: np.hypot(*np.subtract(where[pair[0]], where[pair[1]])) for pair in (near, far)}
    assert apart[near] < apart[far]


def test_roads_join_every_place_and_leave_detours_out():
    region = found(6)
    drawn = roads(region)
    assert len(drawn) < len(region.minutes)
    joined = {place for a, b, _ in drawn for place in (a, b)}
    assert joined == {place.key for place in region.places}


def test_no_two_roles_share_a_colour():
    light = [pair[0] for pair in THEME.values()]
    assert len(set(light)) == len(light)
