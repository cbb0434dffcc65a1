"""Legends, colours, names, panels: what stands on a map."""

from __future__ import annotations

import re
from itertools import pairwise
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest

from bygd.maps.classes import classes_of
from bygd.maps.geography import geography
from bygd.maps.geojson import geojson
from bygd.maps.letters import width
from bygd.maps.schematic import schematic
from bygd.maps.sheet import png_of, sheet
from bygd.maps.values import NONE, Value, Values
from bygd.places.table import load_table
from bygd.places.travel import positions
from experiments.figures.theme import THEME
from experiments.outcomes.catalogue import measure

TABLE = load_table()


def places(*ids):
    rows = [TABLE.by_id[one] for one in ids]
    return {
        row.id: SimpleNamespace(name=row.name, population=row.population, position=spot, groups={})
        for row, spot in zip(rows, positions(rows, rows[0]), strict=True)
    }


def values(numbers, kind="level", key="employed", certainty="95 % interval over 3 runs", times=("end of 2030",)):
    """Of each key a number, or (mean, low, high), or None; the same at each time."""
    found = {
        place: (NONE if one is None else Value(*one) if isinstance(one, tuple) else Value(one),) * len(times)
        for place, one in numbers.items()
    }
    return Values(measure(key), kind, times, found, "a run", certainty, (), times)


UMEA, VINDELN, BJURHOLM = "SE-2480", "SE-2404", "SE-2403"
THREE = (UMEA, VINDELN, BJURHOLM)


def lightness(color: str) -> float:
    return sum(weight * int(color[at : at + 2], 16) for weight, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


def test_classes_of_levels_are_round_and_grow_darker() -> None:
    found = classes_of(values({str(n): 0.30 + 0.004 * n for n in range(100)}))
    assert found.limits == (40.0, 50.0, 60.0) and len(found.colors) == 4
    shades = [lightness(color) for color in found.colors]
    assert shades == sorted(shades, reverse=True) and min(-np.diff(shades)) > 8
    assert found.labels() == ["under 40", "40 to 50", "50 to 60", "60 and over"]
    assert found.color(39.9) == found.colors[0] and found.color(40.0) == found.colors[1]


def test_skewed_numbers_have_classes_that_grow() -> None:
    people = {str(n): float(value) for n, value in enumerate(np.geomspace(300, 500_000, 200))}
    limits = classes_of(values(people, key="population")).limits
    assert all(later / earlier >= 1.9 for earlier, later in pairwise(limits))


@pytest.mark.parametrize(
    ("key", "ends", "good"), [("employed", ("worse", "better"), 1), ("isolated", ("better", "worse"), -1)]
)
def test_differences_have_zero_in_the_middle_and_the_better_side_is_blue(key: str, ends, good: int) -> None:
    found = classes_of(values({"a": 0.031, "b": -0.011, "c": 0.02}, "difference", key))
    assert found.limits == tuple(-limit for limit in reversed(found.limits)) and 0.0 in found.limits
    assert found.ends == ends

    def blue(color: str) -> bool:
        return int(color[5:7], 16) > int(color[1:3], 16)

    assert blue(found.color(good * 5.0)) and not blue(found.color(-good * 5.0))


def test_differences_of_what_is_neither_good_nor_bad_are_neither_blue_nor_orange() -> None:
    found = classes_of(values({"a": 30.0, "b": -11.0}, "difference", "population"))
    assert found.ends == ("less", "more")
    assert not set(found.colors) & set(classes_of(values({"a": 30.0, "b": -11.0}, "difference")).colors)


def test_no_class_has_a_colour_that_pages_replace() -> None:
    light = {pair[0] for pair in THEME.values()}
    for kind, key in (("level", "employed"), ("difference", "employed"), ("difference", "population")):
        assert not light & set(classes_of(values({str(n): n / 50 - 0.5 for n in range(50)}, kind, key)).colors)


@pytest.mark.parametrize("numbers", [{}, {"a": None}, {"a": 0.5}, {"a": 0.5, "b": 0.5}, {"a": 0.0, "b": 0.0}])
@pytest.mark.parametrize("kind", ["level", "difference"])
def test_few_or_equal_numbers_have_classes_too(numbers, kind: str) -> None:
    found = classes_of(values(numbers, kind))
    assert len(found.labels()) == len(found.colors)
    assert found.color(50.0) in found.colors


def drawn(numbers, *ids, **more):
    geo = geography(TABLE, places(*(ids or THREE)))
    assert geo is not None
    return sheet(geo, values(numbers, **more), "Three places").svg


def group(svg: str, name: str) -> str:
    """What is drawn of a place."""
    return next(one for one in re.findall(r'<g class="place".*?</g>', svg) if f"<title>{name}:" in one)


def test_only_differences_that_cannot_be_told_are_hatched_and_no_value_is_another_pattern() -> None:
    svg = drawn({UMEA: (0.05, 0.02, 0.08), VINDELN: (0.05, -0.02, 0.12), BJURHOLM: None}, kind="difference")
    assert "hatch" not in group(svg, "Umeå") and "hatch" in group(svg, "Vindeln")
    assert "nothing" in group(svg, "Bjurholm") and "nothing" not in group(svg, "Vindeln")
    assert "<title>Vindeln: +5.0 (−2.0 to 12) of 100 aged 20–64; cannot be distinguished from zero</title>" in svg
    assert "hatched: cannot be distinguished" in svg and "no value" in svg


def test_nothing_is_hatched_where_one_run_tells_nothing_and_that_is_said() -> None:
    svg = drawn({UMEA: 0.05, VINDELN: -0.01, BJURHOLM: 0.02}, kind="difference", certainty="")
    assert "url(#hatch)" not in svg


def test_a_map_is_sound_xml_of_itself_and_the_same_bytes_again() -> None:
    svg = drawn({UMEA: (0.6, 0.5, 0.7), VINDELN: (0.5, 0.4, 0.6), BJURHOLM: None})
    ElementTree.fromstring(svg)
    assert svg == drawn({UMEA: (0.6, 0.5, 0.7), VINDELN: (0.5, 0.4, 0.6), BJURHOLM: None})
    assert re.findall(r'https?://[^"]*', svg) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in svg and "Natural Earth" in svg and " km</text>" in svg


def test_png_is_one_and_the_same_bytes_again() -> None:
    svg = drawn({UMEA: 0.6, VINDELN: 0.5, BJURHOLM: 0.4})
    png = png_of(svg)
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and png == png_of(svg)


def test_a_name_cannot_break_the_picture() -> None:
    found = places(*THREE)
    geo = schematic({key: SimpleNamespace(**{**vars(one), "name": 'A <b> & "c"'}) for key, one in found.items()})
    assert geo is not None
    ElementTree.fromstring(sheet(geo, values(dict.fromkeys(found, 0.5)), "<title> & more").svg)


def names_of(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Boxes of the names of places: left, top, right, low."""
    found = []
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for one in re.finditer(r'<text x="([\d.-]+)" y="([\d.-]+)"([^>]*paint-order[^>]*)>([^<]+)</text>', svg):
        x, y, style, said = float(one[1]), float(one[2]), one[3], one[4]
        if 'font-weight="bold"' not in style:
            continue
        anchor = re.search(r'text-anchor="(\w+)"', style)
        wide = width(said, 11.0, True)
        left = x - shift[anchor[1] if anchor else "start"] * wide
        found.append((left, y - 9.0, left + wide, y + 2.0, said))
    return found


def test_of_three_hundred_places_the_largest_are_named_and_no_name_covers_another() -> None:
    ids = [row.id for row in TABLE.of("NO")]
    geo = geography(TABLE, places(*ids))
    assert geo is not None
    whole = sheet(geo, values(dict.fromkeys(ids, 0.5)), "Norway").svg
    svg = re.sub(r'<use href="#part-.*', "", whole)
    boxes = names_of(svg)
    assert "Oslo" in {one[4] for one in boxes} and 10 <= len(boxes) <= 20
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, f"{one[4]} covers {other[4]}"
    assert len(whole) < 300_000


def test_a_map_for_each_time_with_one_legend_and_one_scale_bar() -> None:
    times = ("start, 2006-01", "end of 2007", "end of 2009")
    svg = drawn({UMEA: 0.6, VINDELN: 0.5, BJURHOLM: 0.4}, times=times)
    assert all(f">{time}</text>" in svg for time in times)
    assert svg.count("<title>Umeå:") == 3 and svg.count(" km</text>") == 1
    assert svg.count('id="place0"') == 1, "shapes stand once in the file"


def test_outlines_that_are_approximate_are_said_to_be() -> None:
    ids = [row.id for row in TABLE.of("IS")][:4]
    assert "approximate" in drawn(dict.fromkeys(ids, 0.5), *ids)


def test_places_without_geography_are_circles_where_the_scenario_has_them() -> None:
    geo = schematic(places(*THREE))
    assert geo is not None and not geo.land
    svg = sheet(geo, values({UMEA: 0.6, VINDELN: 0.5, BJURHOLM: 0.4}), "Made up").svg
    assert "without coasts and borders" in svg and "Natural Earth" not in svg
    assert schematic({"a": SimpleNamespace(name="a", population=5, position=None, groups={})}) is None


def test_geojson_has_a_feature_a_place_in_degrees_outer_rings_counterclockwise() -> None:
    import json

    geo = geography(TABLE, places(*THREE))
    assert geo is not None
    numbers = values({UMEA: (0.05, 0.02, 0.08), VINDELN: (0.05, -0.02, 0.12), BJURHOLM: None}, "difference")
    data = json.loads(geojson(geo, numbers))
    assert data["type"] == "FeatureCollection" and "Natural Earth" in data["attribution"]
    by_id = {one["id"]: one for one in data["features"]}
    found = by_id[UMEA]["properties"]
    assert (found["value_end of 2030"], found["low_end of 2030"], found["high_end of 2030"]) == (0.05, 0.02, 0.08)
    assert [by_id[one]["properties"]["distinguishable_end of 2030"] for one in THREE] == [True, False, None]
    assert by_id[BJURHOLM]["properties"]["value_end of 2030"] is None
    for one in by_id.values():
        polygons = one["geometry"]["coordinates"]
        polygons = polygons if one["geometry"]["type"] == "MultiPolygon" else [polygons]
        for rings in polygons:
            x, y = np.array(rings[0]).T
            assert x.min() > 18 and x.max() < 21.5 and y.min() > 63 and y.max() < 65
            assert np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)) > 0
