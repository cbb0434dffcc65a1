"""The places of a scenario made from figures: municipalities, or a settlement and the rest of its municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bygd.places.figures import Figure, Grade, place_figures
from bygd.places.folding import key_of
from bygd.places.lookup import Place
from bygd.places.settlements import Settlement
from bygd.places.table import Municipality, Table
from sim.scenario.errors import Problem, ScenarioError
from sim.words import written

LEAST = 10
"""Inhabitants that a place is left with, however small the scale."""
REST_KM = 15.0
"""How far the rest of a municipality is held to lie from its seat [km]; assumed."""


@dataclass(frozen=True)
class Site:
    """One place of the scenario."""

    key: str
    name: str
    row: Municipality
    """The municipality whose figures it has."""
    people: int
    """Inhabitants, before any scale."""
    lat: float
    lon: float
    figures: dict[str, Figure]

    @property
    def id(self) -> str:
        """Of its municipality, as SE-2404."""
        return self.row.id


def sites_of(table: Table, places: Sequence[Place]) -> list[Site]:
    """A site for each municipality; for a settlement two, itself and the rest of its municipality. Raises
    ``ScenarioError`` for a settlement that leaves no rest."""
    found: list[Site] = []
    for place in places:
        if isinstance(place, Settlement):
            found += _settlement(table, place)
        else:
            found.append(_site(table, place, place.name, place.population, place.lat, place.lon))
    return _apart(found)


def scaled(sites: Sequence[Site], scale: float) -> list[Site]:
    """The sites with ``scale`` times their inhabitants, no fewer than :data:`LEAST`."""
    if scale == 1.0:
        return list(sites)
    found = []
    for site in sites:
        known = site.figures["population"]
        fewer = min(site.people, max(LEAST, round(scale * site.people)))
        words = (
            f"{site.people} x {written(scale)}" + (f", at least {LEAST}" if fewer == LEAST else "") + f"; {known.words}"
        )
        figures = {**site.figures, "population": Figure(fewer, "converted", words)}
        found.append(replace(site, figures=figures))
    return found


def _site(table: Table, row: Municipality, name: str, people: int, lat: float, lon: float) -> Site:
    return Site(key_of(name), name, row, people, lat, lon, place_figures(table, row))


def _settlement(table: Table, place: Settlement) -> list[Site]:
    row = place.within
    rest = row.population - place.population
    if rest < LEAST:
        words = f"{place.shown} has as many inhabitants as its municipality; use {row.id}"
        raise ScenarioError(Problem(words, file="--place"))
    like = f"as in {row.name} as a whole"
    own = _site(table, row, place.name, place.population, place.lat, place.lon)
    figures = {
        name: figure if not figure.grade else Figure(figure.value, _less(figure), f"{like}: {figure.words}")
        for name, figure in own.figures.items()
    }
    figures["name"] = Figure(place.name)
    figures["population"] = Figure(place.population, "measured", "GeoNames, year not given")
    others = {
        **figures,
        "name": Figure(f"Rest of {row.name}"),
        "population": Figure(
            rest, "converted", f"{row.population} less {place.population}: {own.figures['population'].words}"
        ),
    }
    lat, lon = row.lat, row.lon
    if place.is_seat:  # the rest lies around it
        lat += REST_KM / 111.2
    return [
        replace(own, figures=figures),
        Site(f"rest_of_{key_of(row.name)}"[:40], f"Rest of {row.name}", row, rest, lat, lon, others),
    ]


def _less(figure: Figure) -> Grade:
    """A figure of the whole, taken for a part, is no measured one."""
    return "converted" if figure.grade == "measured" else figure.grade


def _apart(sites: list[Site]) -> list[Site]:
    """Keys made different, and none the program's own."""
    seen: set[str] = {"all"}
    found = []
    for site in sites:
        key = site.key
        if key in seen:
            key = f"{key}_{site.row.code}"
        seen.add(key)
        found.append(replace(site, key=key))
    return found


__all__ = ["LEAST", "Site", "scaled", "sites_of"]
