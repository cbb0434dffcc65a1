"""Maps of many places: no name covers another or a circle, as drawn and measured by the renderer."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Any

import numpy as np
import pytest
import test_figures
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bygd.web.region_picture import LINE, Settlement, map_of, width_of
from experiments import figures
from experiments.figures import region_map, style
from experiments.figures.map_layout import LEAST, Box, neighbours, radii
from experiments.outcomes.findings import Findings, PlaceOnMap

NUMBERS = [15, 30, 100, 300]


class OneForAll:
    """Measures of one place, given for whichever is asked for."""

    def __init__(self, measures: Any) -> None:
        self.measures = measures

    def get(self, _: str, measure: str, group: str) -> Any:
        return self.measures.get("skog", measure, group)


def drawn_up(number: int) -> tuple[list[str], Any, Any]:
    """Names, positions [km] and populations of made-up places."""
    rng = np.random.default_rng(number)
    names = [
        f"{rng.choice(['Över', 'Norr', 'Lill', 'Sör'])}{rng.choice(['kalix', 'å', 'vattnet', 'by'])} {i}"
        for i in range(number)
    ]
    return names, rng.uniform(0, 200, (number, 2)), rng.lognormal(7, 1.2, number)


@pytest.fixture(scope="module")
def few() -> Findings:
    return test_figures.found(4)


def region(number: int, few: Findings) -> Findings:
    names, at, people = drawn_up(number)
    places = [
        PlaceOnMap(
            f"p{i}", names[i], *map(float, at[i]), people[i], people[i] * (0.8 + i / number / 2), 0.1 * people[i]
        )
        for i in range(number)
    ]
    minutes = {
        (f"p{a}", f"p{b}"): float(np.hypot(*(at[a] - at[b]))) for a, b in itertools.combinations(range(number), 2)
    }
    return dataclasses.replace(few, places=places, minutes=minutes, measures=OneForAll(few.measures))


def covered(boxes: list[Box], at: Any, radius: Any) -> list[str]:
    """What covers what, with half a unit for rounding."""
    wrong = [
        f"{one} and {other}"
        for one, other in itertools.combinations(boxes, 2)
        if min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.high, other.high) - max(one.low, other.low) > 0.5
    ]
    for box in boxes:
        nearest = np.clip(at, box[:2], box[2:])
        wrong += [f"{box} and circle {row}" for row in np.flatnonzero(np.hypot(*(nearest - at).T) < radius - 0.5)]
    return wrong


@pytest.mark.parametrize("number", NUMBERS)
def test_no_name_in_a_report_covers_another_or_a_circle(number: int, few: Findings) -> None:
    findings = region(number, few)
    picture = region_map.draw(findings)
    renderer: Any = FigureCanvasAgg(picture.figure).get_renderer()
    land = picture.figure.axes[0]
    points = 72 / picture.figure.dpi
    circles = [one for one in land.collections if len(one.get_offsets()) == 1]
    at = points * land.transData.transform([one.get_offsets()[0] for one in circles])
    radius = [one.get_sizes()[0] ** 0.5 / 2 for one in circles]
    boxes = [Box(*(points * np.array(one.get_window_extent(renderer).extents))) for one in land.texts]
    assert len(circles) == number
    assert covered(boxes, at, np.array(radius)) == []
    reported = [one.get_text().split("\n")[0] for one in land.texts]
    names = [place.name for place in findings.places]
    assert max(findings.places, key=lambda place: place.end).name in reported
    missing = number - len(set(names) & set(reported))
    assert missing <= number - 12
    assert (f"no room for {missing} of the {number} names" in picture.reading) == (missing > 0)


def settled(number: int) -> list[Settlement]:
    names, at, people = drawn_up(number)
    return [
        Settlement(names[i], *map(float, at[i]), int(people[i]), int(people[i] / 10), 0.01 * (i % 3 - 1))
        for i in range(number)
    ]


@pytest.mark.parametrize("number", NUMBERS)
def test_no_name_in_the_browser_covers_another_or_a_circle(number: int) -> None:
    places = settled(number)
    roads = [
        (a, b, 12.0)
        for a, b in neighbours([[np.hypot(one.x - other.x, one.y - other.y) for other in places] for one in places])
    ]
    keys = [f"place-{row}" for row in range(len(places))]
    svg = map_of(places, roads, keys)
    assert svg == map_of(places, roads, keys)
    circles = np.array(re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg), float)[::2]
    boxes, names = [], []
    for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
        about = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        x, y, width = float(about["x"]), float(about["y"]), width_of(words)
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[about["text-anchor"]] * width
        boxes.append(Box(left, y + 3 - LINE, left + width, y + 3))
        names.append(words)
    assert len(circles) == number
    assert covered(boxes, circles[:, :2], circles[:, 2]) == []
    assert max(places, key=lambda place: place.population).name in names
    missing = number - len({place.name for place in places} & set(names))
    assert (f"No room for {missing} of the {number} names" in svg) == (missing > 0)


def test_a_map_of_many_places_is_the_same_bytes_again(few: Findings) -> None:
    assert figures.draw("region_map", region(30, few)) == figures.draw("region_map", region(30, few))


def test_circles_at_most_touch_and_few_keep_their_sizes() -> None:
    at = np.random.default_rng(3).uniform(0, 400, (80, 2))
    found = radii(at, np.full(80, 20.0), 400.0 * 400.0)
    for a, b in itertools.combinations(range(80), 2):
        assert found[a] + found[b] <= np.hypot(*(at[a] - at[b])) + 1e-9 or min(found[a], found[b]) == LEAST
    assert (radii(at[:2], [5.0, 6.0], 400.0 * 400.0) == [5.0, 6.0]).all()


def test_neighbours_have_no_place_between_them() -> None:
    line = np.array([0.0, 1.0, 3.0, 3.5])
    assert neighbours(np.abs(line[:, None] - line[None, :])) == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize("reach", [0.0004, 0.003, 0.011, 0.09, 1.3, 40.0])
def test_no_two_ticks_of_change_read_alike(reach: float) -> None:
    drawing = Figure()
    axes = drawing.add_subplot()
    axes.set_xlim(-reach, 0.4 * reach)
    style.signed_percent_axis(axes.xaxis)
    FigureCanvasAgg(drawing).draw()
    reported = [label.get_text() for label in axes.get_xticklabels()]
    assert len(reported) >= 3 and len(set(reported)) == len(reported)
    assert "0 %" in reported and all(word.startswith(("+", "−", "0")) for word in reported)
