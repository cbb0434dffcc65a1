"""A place by what people call it: a name in any language, a code, a country with either, or coordinates."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence

from bygd.places.columns import COUNTRIES, LANDS
from bygd.places.folding import folded, without_office
from bygd.places.settlements import Settlement, settlements
from bygd.places.table import Merged, Municipality, Table
from bygd.places.travel import great_circles, kilometres
from sim.scenario.errors import Problem, ScenarioError
from sim.words import listed, written

PREFIX = re.compile(r"\s*(?P<country>[A-Za-z]{2})\s*[:\-]\s*(?P<rest>\S.*)")
CODE = re.compile(r"\d{3,4}")
COORDINATES = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,2}(?:\.\d+)?)\s*")
CLOSE = 0.7
"""Likeness of names, 0 to 1, from which one may have been meant."""
FARTHEST_KM = 150.0
"""Distance to the nearest seat beyond which coordinates are in none of the countries."""
MOST = 6
"""Candidates that are listed."""
Place = Municipality | Settlement


def find(table: Table, text: str, option: str = "--place") -> Place:
    """The place that ``text`` names: ``Vindeln``, ``SE:Lund``, ``NO-1515``, ``2404``, ``Vindeln/Tvärålund`` for a
    settlement within a municipality, or ``64.2,19.7`` for the municipality with the nearest seat.

    Raises ``PlaceError``, as said by ``option``, for none or several, with the candidates or the nearest names, and
    for a code that was merged away.
    """
    if not text.strip():
        raise _refuse(option, "is empty; give a name such as Vindeln, or a code such as SE-2404")
    if spot := COORDINATES.fullmatch(text):
        return nearest(table, float(spot[1]), float(spot[2]), option)
    country, rest = _country(table, text)
    rows = [row for row in table.rows if country in ("", row.country)]
    if CODE.fullmatch(rest):
        return _by_code(table, rows, country, rest, option)
    outer, _, inner = rest.partition("/")
    found = [row for row in rows if row.code == outer] or _named(rows, outer)
    if inner:
        if not found:
            raise _unknown(table, country, outer, option)
        return _within(table, _one(found, outer, option), inner, option)
    if found:
        return _one(found, rest, option)
    if gone := [one for one in table.merged if country in ("", one.country) and _same(one.name, rest)]:
        raise _merged(max(gone, key=lambda one: one.since), table, option)
    known = {one: names for one, names in _settlements(table) if country in ("", one.within.country)}
    if below := [one for one, names in known.items() if folded(rest) in names]:
        exact = [one for one in below if folded(one.name) == folded(rest)] or below
        whole = [one.within for one in exact if {folded(name) for name in names_of(one.within)} & known[one]]
        return whole[0] if len(exact) == 1 and whole else _one([*exact], rest, option)
    raise _unknown(table, country, rest, option)


def find_country(table: Table, text: str, option: str = "--country") -> str:
    """The code of a country said by code or name. Raises ``PlaceError``."""
    for code, name in LANDS.items():
        if folded(text) in (folded(code), folded(name)):
            return code
    known = ", ".join(f"{code} ({name})" for code, name in LANDS.items())
    raise _refuse(option, f"there is no country {text!r}; known: {known}")


def nearest(table: Table, lat: float, lon: float, option: str = "--place") -> Municipality:
    """The municipality whose seat is nearest to a point [degree]. Raises ``PlaceError`` far from all."""
    spot = Settlement("", 0, lat, lon, table.rows[0])
    row = table.rows[int(great_circles([spot], table.rows)[0].argmin())]
    if (km := kilometres(spot, row)) > FARTHEST_KM:
        where = f"{written(lat)}, {written(lon)} is {km:,.0f} km from the nearest municipality, {row.shown}"
        words = f"{where}; give latitude, longitude"
        raise _refuse(option, words)
    return row


def _country(table: Table, text: str) -> tuple[str, str]:
    """Country said in front, and the rest; a hyphen inside a name is no country's."""
    found = PREFIX.fullmatch(text)
    if found and found["country"].upper() in COUNTRIES:
        return found["country"].upper(), found["rest"].strip()
    return "", text.strip()


def _by_code(table: Table, rows: list[Municipality], country: str, code: str, option: str) -> Place:
    found = [row for row in rows if row.code == code]
    if found:
        return _one(found, code, option)
    gone = [one for one in table.merged if one.code == code and country in ("", one.country)]
    if gone:
        raise _merged(gone[0], table, option)
    where = f" in {COUNTRIES[country]}" if country else ""
    raise _refuse(option, f"there is no municipality with the code {code}{where}{_near(code, [r.code for r in rows])}")


def _merged(one: Merged, table: Table, option: str) -> ScenarioError:
    """What became of a code or a name that is no longer used."""
    into = [table.by_id[f"{one.country}-{code}"] for code in one.into_codes]
    old = f"{one.name} ({one.country}-{one.code})"
    if len(into) > 1:
        ids = either([row.id for row in into])
        words = f"{old} was divided in {one.since} between {listed([row.shown for row in into])}; use {ids}"
    elif any(_same(name, one.name) for name in names_of(into[0])) and one.code != into[0].code:
        words = f"{old} has another code since {one.since}, and is now {into[0].shown}; use {into[0].id}"
    else:
        words = f"{old} is part of {into[0].shown} since {one.since}; use {into[0].id}"
    return _refuse(option, words)


def names_of(row: Municipality) -> tuple[str, ...]:
    """The names a municipality goes by, its own first."""
    return (row.name, *(name for name in re.split(r" - |/", row.name_alt) if name))


def _same(name: str, text: str) -> bool:
    return folded(name) in (folded(text), folded(without_office(text)))


def _named(rows: list[Municipality], text: str) -> list[Municipality]:
    """Municipalities of a name: as it is written if any is, else folded, else by their seat's name."""
    ways: tuple[Callable[[Municipality], bool], ...] = (
        lambda row: text.strip().lower() in {name.lower() for name in names_of(row)},
        lambda row: any(_same(name, text) for name in names_of(row)),
        lambda row: bool(row.coord_place) and _same(row.coord_place, text),
    )
    for way in ways:
        if found := [row for row in rows if way(row)]:
            return found
    return []


def _one(found: Sequence[Place], said: str, option: str) -> Place:
    if len(found) == 1:
        return found[0]
    shown = [one.shown for one in found[:MOST]] + (["others"] if len(found) > MOST else [])
    first = found[0]
    example = first.id if isinstance(first, Municipality) else f"{first.within.id}/{first.name}"
    raise _refuse(option, f"{said!r} may be {either(shown)}; say which, as in {example}")


def _within(table: Table, row: Place, name: str, option: str) -> Settlement:
    assert isinstance(row, Municipality)
    inside = [(one, names) for one, names in _settlements(table) if one.within is row]
    found = [one for one, names in inside if folded(name) in names]
    if not found:
        known = [one.name for one, _ in inside]
        near = _near(name, known) or (f"; known: {', '.join(known[:MOST])}" if known else "; none is known")
        raise _refuse(option, f"there is no settlement {name!r} of 500 or more in {row.shown}{near}")
    return max(found, key=lambda one: one.population)


def _settlements(table: Table) -> Iterable[tuple[Settlement, frozenset[str]]]:
    try:
        return settlements(table)
    except ImportError:
        return ()


def _unknown(table: Table, country: str, said: str, option: str) -> PlaceError:
    rows = [row for row in table.rows if country in ("", row.country)]
    where = f" in {COUNTRIES[country]}" if country else ""
    there = _named(list(table.rows), said) if country else []
    other = f"; {either([row.shown for row in there])} is" if there else ""
    near = other or _near(said, [name for row in rows for name in names_of(row)])
    return _refuse(option, f"there is no municipality or settlement {said!r}{where}{near}")


def _near(said: str, known: Iterable[str]) -> str:
    by_fold = {folded(name): name for name in known}
    found = difflib.get_close_matches(folded(said), by_fold, 3, CLOSE)
    return f"; did you mean {either([by_fold[name] for name in found])}?" if found else ""


def either(words: list[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


class PlaceError(ScenarioError):
    """There is no such place, or there are several."""

    what = "the place"


def _refuse(option: str, message: str) -> PlaceError:
    return PlaceError(Problem(message, file=option))


__all__ = ["Place", "PlaceError", "either", "find", "find_country", "names_of", "nearest"]
