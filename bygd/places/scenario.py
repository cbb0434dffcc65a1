"""From figures to the text of a scenario: one place, a region, or a country."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bygd.places.columns import COUNTRIES, LANDS
from bygd.places.figures import Figure
from bygd.places.labels import labels
from bygd.places.lookup import Place, find, find_country
from bygd.places.reach import around, outside
from bygd.places.rules import classes, rules
from bygd.places.scaling import scaled_sections
from bygd.places.settlements import Settlement
from bygd.places.shared import places_text
from bygd.places.sites import Site, scaled, sites_of
from bygd.places.streams import origins, streams
from bygd.places.table import Municipality, Table
from bygd.places.travel import DETOUR, LONGEST, MORE, RULE, SPEED, Way, great_circles, islands, positions, way
from bygd.places.writing import line, remark
from sim.words import counted, measured, written

MONTHS = 120
ALL_WAYS = 40
"""Places up to which the minutes between every two are written; of more, those that do not follow from positions."""
MOST_WRITTEN_OUT = 40
"""Places up to which each has all its figures; of more, what the places of a class share is written once."""
MOST_NAMED = 12
READING = (
    "After each figure stands how it is known: measured (as published), converted (computed from what is published, by "
    "the rule given) or assumed. 'bygd check' counts them; change the word with the figure when you know better. What "
    "is not written here has the default of a small Nordic municipality (bygd docs parameters)."
)
FIELDS = {"population", "share_young", "employment_rate", "foreign_share", "vacant_share", "lat"}
"""Columns whose sources are named."""


class Written(NamedTuple):
    """A scenario's text, and what its reader should look at first."""

    text: str
    what: str
    """The place or places, with country and code."""
    warnings: list[str]


class Asked(NamedTuple):
    """What a scenario is to be of: exactly one of place, region and country."""

    place: str | None = None
    region: str | None = None
    within: float = 60.0
    country: str | None = None
    scale: float = 1.0
    pieces: Sequence[str] = ()


def scenario_text(table: Table, asked: Asked) -> Written:
    """The scenario asked for, found to load. Raises ``ScenarioError`` for a place, a region or a country that is not
    there, and for pieces that do not fit."""
    notes: list[str] = []
    if asked.country is not None:
        land = find_country(table, asked.country)
        places: list[Place] = sorted(table.of(land), key=lambda row: -row.population)
        title = LANDS[land]
        what = f"{title}: {counted(len(places), 'municipality', 'municipalities')}"
    elif asked.region is not None:
        centre = find(table, asked.region, "--region")
        seat = centre.within if isinstance(centre, Settlement) else centre
        near = around(table, seat, centre, asked.within)
        places = [*near.rows]
        notes += [_left_out(row, minutes) for row, minutes in near.abroad]
        title = f"{centre.name} and what lies within {measured(asked.within, 'minute', 'minutes')}"
        what = f"{counted(len(places), 'municipality', 'municipalities')} around {centre.shown}"
        if len(places) == 1:
            notes.append(
                f"no other municipality of {LANDS[seat.land]} lies within "
                f"{measured(asked.within, 'minute', 'minutes')} by the estimate"
            )
    else:
        place = find(table, asked.place or "")
        places, title, what = [place], place.name, place.shown
    sites = sites_of(table, places)
    ways = _ways(table, sites)
    notes += _doubts(sites, ways)
    text = _text(table, scaled(sites, asked.scale), sites, ways, asked, title, notes)
    _load(text)
    return Written(text, what, notes)


def _load(text: str) -> None:
    """Read ``text`` as a scenario; raises ``ScenarioError``."""
    from sim.scenario import load_scenario

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenario.yaml"
        file.write_text(text, encoding="utf-8")
        load_scenario(file)


def _left_out(row: Municipality, minutes: int) -> str:
    land = LANDS[row.land]
    return f"{row.shown} is {counted(minutes, 'minute', 'minutes')} away and left out: {land} has rules of its own"


def _ways(table: Table, sites: Sequence[Site]) -> dict[tuple[str, str], Way]:
    """The ways between every two sites, by their keys."""
    km = great_circles(sites, sites)
    return {
        (here.key, there.key): way(table, here, there, (here.id, there.id), float(km[i, j]))
        for i, here in enumerate(sites)
        for j, there in enumerate(sites[:i])
    }


def _doubts(sites: Sequence[Site], ways: Mapping[tuple[str, str], Way]) -> list[str]:
    """What to check by hand: places without a road, and estimates across water or far."""
    names = {site.key: site.name for site in sites}
    found = [f"{islands()[site.id]}" for site in sites if site.id in islands()]
    if len(sites) > ALL_WAYS:
        return [f"minutes by car are estimates, ferries are not known: {'; '.join(found)}"] if found else []
    doubted = [(pair, one) for pair, one in ways.items() if one.words and not one.measured and not one.by_ferry]
    found += [
        f"{names[a]}-{names[b]}: {counted(one.minutes, 'minute', 'minutes')} is a rough estimate ({one.words})"
        for (a, b), one in doubted
    ]
    return found


def _text(
    table: Table,
    sites: list[Site],
    whole: list[Site],
    ways: Mapping[tuple[str, str], Way],
    asked: Asked,
    title: str,
    notes: list[str],
) -> str:
    land = sites[0].row.land
    pieces = [f"countries/{rules()['countries'][land]}.yaml", *(f"{name}.yaml" for name in asked.pieces)]
    scale = "" if asked.scale == 1.0 else f", at {written(asked.scale)} of their people"
    parts = [
        _head(table, sites, notes),
        f"extends: [{', '.join(pieces)}]",
        "\n".join(
            [
                line("title", Figure(f"{title}, from official figures{scale}")),
                line("description", Figure(_description(whole, asked.scale))),
            ]
        ),
        "\n".join([line("start", Figure(_start(sites))), line("months", Figure(MONTHS)), line("seed", Figure(1))]),
        _places(table, sites),
    ]
    sections: dict[str, Any] = scaled_sections(asked.scale)
    if len(sites) > 1:
        parts += _travel(sites, ways)
        said = {"road_speed": SPEED, "road_detour": DETOUR, "road_minutes": MORE}
        roads = {name: Figure(value, "assumed", "for ways that travel does not give") for name, value in said.items()}
        sections["region"] = {**roads, **sections.get("region", {})}
    elsewhere = sections.setdefault("elsewhere", {})
    for kind, near in outside(table, whole).items():
        elsewhere.setdefault(kind, {}).update(_outside(near, asked.country is not None))
    sections["elsewhere"] = {kind: fields for kind, fields in elsewhere.items() if fields}
    parts += [_section("origins", origins()), _section("arrivals", streams(whole, asked.scale))]
    parts += [_section(name, fields) for name, fields in sections.items() if fields]
    return "\n\n".join(parts) + "\n"


def _head(table: Table, sites: Sequence[Site], notes: Sequence[str]) -> str:
    country = sites[0].row.country
    used = [row for row in table.sources if row["country"] == country and FIELDS & _names(row["field_set"])]
    offices, licences = (
        "; ".join(dict.fromkeys(row[what] for row in used)) for what in ("office_and_table", "data_licence")
    )
    said = [
        f"Made by 'bygd new' from the table of municipalities ({COUNTRIES[country]}; bygd docs places). {READING}",
        f"Sources: {offices}. Licences: {licences}.",
    ]
    if notes:
        shown = [*notes[:MOST_NAMED], *([f"and {len(notes) - MOST_NAMED} more"] if len(notes) > MOST_NAMED else [])]
        said.append("To look at first: " + "; ".join(shown) + ".")
    return "\n#\n".join(remark(words) for words in said)


def _names(field_set: str) -> set[str]:
    return {name.strip().partition(" (")[0] for name in field_set.split(",")}


def _description(sites: Sequence[Site], scale: float) -> str:
    people = sum(site.people for site in sites)
    what = counted(people, "inhabitant", "inhabitants")
    where = (
        f"{sites[0].name} with {what}" if len(sites) == 1 else f"{counted(len(sites), 'place', 'places')} with {what}"
    )
    smaller = (
        ""
        if scale == 1.0
        else f" Simulated with {written(scale)} of the people of each place; thresholds are scaled with them."
    )
    return (
        f"{where}: official figures where they are known, else what is usual for the class of place and the country. "
        f"No programme of any kind.{smaller}"
    )


def _start(sites: Sequence[Site]) -> str:
    later = 1 if sites[0].row.country in rules()["year_end"] else 0
    return f"{max(site.row.year for site in sites) + later}-01"


def _spots(sites: Sequence[Site]) -> list[tuple[float, float]]:
    """Positions about the middle of a country, or about the first place."""
    if len(sites) <= ALL_WAYS:
        return positions(sites, sites[0])
    middle = great_circles(sites, sites).max(axis=1).argmin()
    return positions(sites, sites[int(middle)])


def _places(table: Table, sites: Sequence[Site]) -> str:
    """The section ``places``; of a country what its classes share is written once."""
    every = [_place(table, site, spot, len(sites) > 1) for site, spot in zip(sites, _spots(sites), strict=True)]
    if len(sites) > MOST_WRITTEN_OUT:
        return places_text([site.key for site in sites], [classes(table)[site.id] for site in sites], every)
    texts = (
        "\n".join([f"  {site.key}:", *(line(name, figure, 2) for name, figure in fields.items())])
        for site, fields in zip(sites, every, strict=True)
    )
    return "places:\n" + "\n\n".join(texts)


def _place(table: Table, site: Site, spot: tuple[float, float], several: bool) -> dict[str, Figure]:
    """Fields of a place; ``several``: whether there are others, so that results are told by class and county."""
    seat = (site.lat, site.lon) == (site.row.lat, site.row.lon)
    what = (site.row.coord_place or site.row.name) if seat else site.name
    known = Figure(
        list(spot),
        "converted",
        f"km east and north, from {what} at {site.lat:.4f} N, {abs(site.lon):.4f} {'E' if site.lon >= 0 else 'W'}",
    )
    figures = dict(site.figures)
    head = {name: figures.pop(name) for name in ("name", "population")}
    groups = {"groups": Figure(labels(table, site.row))} if several else {}
    return {**head, **groups, "position": known, **figures}


def _travel(sites: Sequence[Site], ways: Mapping[tuple[str, str], Way]) -> list[str]:
    """The section ``travel``: every way, or of a country those that do not follow from the positions."""
    every = len(sites) <= ALL_WAYS
    rows, doubted = [], []
    for here in sites:
        row = {}
        for there in sites:
            one = ways.get((there.key, here.key))
            if one is not None and (every or one.measured or one.minutes >= LONGEST):
                row[there.key] = one.minutes
                if one.words and not one.by_ferry:
                    doubted.append(f"{here.key}-{there.key} {one.words}")
        if row:
            rows.append(line(here.key, Figure(row), 1))
    if not rows:
        return []
    words = f"minutes by car, {RULE}"
    if ferries := [islands()[site.id] for site in sites if site.id in islands()]:
        words += f". Ferries are not in it: {'; '.join(ferries)}"
    if doubted and every:
        words += f". To check: {'; '.join(doubted)}"
    comment = line("travel", Figure({}, "converted", words)).rpartition("\n")[0] or f"# converted: {words}"
    return ["\n".join([comment, "travel:", *rows])]


def _outside(near: tuple[Way, str] | None, country: bool) -> dict[str, Figure]:
    if near is None:
        words = "they are all among the places" if country else "there is none outside the places"
        return {"number": Figure(0, "assumed", words)}
    one, name = near
    if one.measured:
        return {"minutes": Figure(one.minutes, "measured", f"the nearest outside, {name}: {one.words}")}
    rough = f"; a rough estimate: {one.words}" if one.words else ""
    return {"minutes": Figure(one.minutes, "converted", f"the nearest outside, {name}; {RULE}{rough}")}


def _section(name: str, fields: Mapping[str, Any], depth: int = 0) -> str:
    lines = ["  " * depth + f"{name}:"]
    for key, value in fields.items():
        lines.append(_section(key, value, depth + 1) if isinstance(value, Mapping) else line(key, value, depth + 1))
    return "\n".join(lines)


__all__ = ["Asked", "Written", "scenario_text"]
