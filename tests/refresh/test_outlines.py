"""Outlines of municipalities: asked of the server on this machine, checked, written only if all holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
import yaml
from office_server import Fault, Offices

from bygd.cli import main
from bygd.maps.outlines import FETCHED, outlines
from bygd.places.columns import COUNTRIES
from bygd.places.refresh import outlines as module
from bygd.places.refresh import web
from bygd.places.table import load_table

TABLE = load_table()


def square(row) -> dict:
    box = shapely.box(row.lon - 0.02, row.lat - 0.02, row.lon + 0.02, row.lat + 0.02)
    return {"type": "Feature", "properties": {"kode": f"0{row.code}"}, "geometry": json.loads(shapely.to_geojson(box))}


@pytest.fixture
def asked(offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """The shipped file, asked of the server, which answers Denmark's municipalities as squares; the command typed."""
    monkeypatch.setenv("BYGD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(web, "FIRST_WAIT", 0.001)
    monkeypatch.chdir(tmp_path)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    text = yaml.safe_load(module.FILE.read_text(encoding="utf-8"))
    for name, office in text["offices"].items():
        office |= {"base": f"{offices.address}/{name}", "seconds": 0.001}
    Path("outlines.yaml").write_text(yaml.safe_dump(text), encoding="utf-8")
    offices.outlines["dataforsyningen"] = {"features": [square(row) for row in TABLE.of("DK")]}

    def type_(*words: str) -> tuple[int, str, str]:
        given = ["places", "refresh", "--outlines", "--tables", "outlines.yaml", "--quiet", "--into", "mine", *words]
        code = main(given)
        return (code, *capsys.readouterr())

    return type_


def test_outlines_are_fetched_and_used(asked, offices: Offices) -> None:
    code, out, _ = asked("--country", "DK")
    assert code == 0 and "Denmark: 98 outlines" in out and f"mine/{FETCHED}" in out
    assert module.WRITTEN == FETCHED
    found = outlines(replace(TABLE, folder=Path("mine")), "DK")
    row = TABLE.of("DK")[0]
    assert not found[row.id].approximate and "Danish Agency" in found[row.id].source
    assert found[row.id].shape.bounds == pytest.approx((row.lon - 0.02, row.lat - 0.02, row.lon + 0.02, row.lat + 0.02))
    assert len(offices.calls) == 1


def test_other_countries_stay_and_the_same_is_written_anew(asked) -> None:
    Path("mine").mkdir()
    kept = {
        "type": "Feature",
        "properties": {"id": "FI-005", "source": "x"},
        "geometry": square(TABLE.of("FI")[0])["geometry"],
    }
    (Path("mine") / FETCHED).write_text(json.dumps({"features": [kept]}), encoding="utf-8")
    assert asked("--country", "DK")[0] == 0 == asked("--country", "DK")[0]
    data = json.loads((Path("mine") / FETCHED).read_text(encoding="utf-8"))
    assert len(data["features"]) == 99 and data["features"][0]["properties"]["id"] == "FI-005"


@pytest.mark.parametrize("what", ["missing", "turned", "no code", "a web page", "refused"])
def test_nothing_is_written_of_an_answer_that_cannot_be_right(asked, offices: Offices, what: str) -> None:
    features = offices.outlines["dataforsyningen"]["features"]
    if what == "missing":
        del features[3]
        said = f"has no outline of {TABLE.of('DK')[3].shown}"
    elif what == "turned":
        for one in features:
            one["geometry"]["coordinates"] = [[[y, x] for x, y in one["geometry"]["coordinates"][0]]]
        said = "far from the seats"
    elif what == "no code":
        features[0]["properties"] = {}
        said = "no GeoJSON with 'kode'"
    else:
        kind, said = ("html", "a web page came") if what == "a web page" else ("status:404", "answered 404")
        offices.faults.append(Fault("dataforsyningen", kind, 9))
    code, _, err = asked("--country", "DK")
    assert code == 1 and said in err and "no outline was written" in err, err
    assert not Path("mine").exists()


def test_a_country_without_an_address_is_refused_in_words(asked) -> None:
    code, _, err = asked("--country", "IS")
    assert code == 2 and "no address is known for outlines of IS; known are those of FI, DK" in err


def test_a_dry_run_writes_nothing(asked) -> None:
    code, out, _ = asked("--country", "DK", "--dry-run")
    assert code == 0 and "Nothing was written (--dry-run)" in out and not Path("mine").exists()


def test_the_page_lists_every_country_with_office_and_licence() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "places-refresh.md").read_text(encoding="utf-8")
    sources = module.read()
    for one in sources.outlines:
        office, seen = sources.offices[one.office], "yes" if one.verified else "no"
        assert f"| {COUNTRIES[one.country]} | {office.name} | {office.licence} | {seen} |" in page
