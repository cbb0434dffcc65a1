"""The region of a live town on its map."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from bygd.maps.live import live_geography
from bygd.web.region_picture import Settlement, real_map
from sim.scenario import load_scenario

PLACES = load_scenario("umea-region").places
CHANGES = (0.02, -0.03, -0.012, 0.06, -0.002, 0.0)


def drawn() -> str:
    geo = live_geography(PLACES)
    assert geo is not None
    lived = [
        Settlement(place.name, *place.position, place.population, 100, change)
        for place, change in zip(PLACES.values(), CHANGES, strict=True)
    ]
    return real_map(geo, list(PLACES), lived)


def test_each_place_tells_its_numbers_under_the_pointer_and_beside_its_dot() -> None:
    html = drawn()
    assert "<title>Umeå: 109,390 inhabitants, +2.0 % since the start, 100 newcomers</title>" in html
    assert ">5,700 (−0.2 %)</text>" in html
    assert html.count('<g class="place" ') == 6 and "Natural Earth" in html


def test_a_colour_means_the_same_in_every_month() -> None:
    fills = re.findall(r'<use href="#region-place\d" fill="(#\w+)"', drawn())
    assert len(fills) == 6
    assert fills[1] == fills[2], "between one and five per cent fewer"
    assert len({fills[0], fills[1], fills[3], fills[4], fills[5]}) == 5, "the classes are apart"


def test_the_map_is_in_the_page_s_colours_and_asks_for_nothing() -> None:
    svg = drawn().partition("</svg>")[0] + "</svg>"
    ElementTree.fromstring(svg)
    assert "var(--ink)" in svg and "var(--paper)" in svg and "http" not in svg
    assert 'class="name"' in svg and 'class="tick"' in svg and "font-weight" not in svg, "as the style sheet has it"
    assert 'role="img"' in svg and 'aria-label="Map of the region. Umeå' in svg
    assert all(one.startswith("region-") for one in re.findall(r'id="([^"]+)"', svg))


def test_real_places_are_found_once_and_made_up_ones_are_not() -> None:
    assert live_geography(PLACES) is live_geography(load_scenario("umea-region").places)
    assert live_geography(load_scenario("settlement-region").places) is None
