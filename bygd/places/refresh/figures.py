"""From an office's cells to figures of municipalities as they are now: mergers added up, shares formed."""

from __future__ import annotations

from dataclasses import dataclass, field

from bygd.places.columns import AGE_BANDS
from bygd.places.refresh.cubes import Cube, Key
from bygd.places.refresh.errors import OfficeFailed
from bygd.places.refresh.selecting import Plan
from bygd.places.refresh.sources import Table

ADULT, OLD = 20, 65
"""The first ages of those no longer young, and of the old [years]."""
BAND_STARTS = tuple(int(name.split("_")[1]) for name in AGE_BANDS)
"""First age of each band [years]."""


@dataclass
class People:
    """Inhabitants of one place."""

    total: float = 0.0
    by_band: list[float] = field(default_factory=lambda: [0.0] * len(BAND_STARTS))
    young: float = 0.0
    """Younger than :data:`ADULT`."""
    old: float = 0.0
    """Of :data:`OLD` years and older."""

    def count(self, age: int, number: float) -> None:
        band = max(index for index, start in enumerate(BAND_STARTS) if start <= age)
        self.by_band[band] += number
        self.young += number * (age < ADULT)
        self.old += number * (age >= OLD)

    def join(self, other: People) -> None:
        self.total += other.total
        self.young += other.young
        self.old += other.old
        self.by_band = [one + more for one, more in zip(self.by_band, other.by_band, strict=True)]


@dataclass
class Figures:
    """What one table gave."""

    table: Table
    year: int
    names: dict[str, str]
    """The office's names, by code."""
    people: dict[str, People] = field(default_factory=dict)
    rates: dict[str, float | None] = field(default_factory=dict)
    """Shares of one by code; None where the office has no figure."""
    national: float | None = None
    outside: float = 0.0
    """People whom the national row counts and no municipality has."""
    joined: dict[str, str] = field(default_factory=dict)
    """Codes in the office's table that were merged, with the code they are in now."""
    whole: bool = True
    """Whether each place's ages add up to its total, within the table's tolerance."""
    odd: str = ""
    """A place whose ages do not."""


def figures(cube: Cube, plan: Plan, table: Table, year: int, merged: dict[str, str]) -> Figures:
    """The figures of a table. ``merged``: by a code that is no longer used the one its people are in now."""
    found = Figures(table, year, dict(plan.names))
    at = cube.dimensions.index(plan.region)
    by_region: dict[str, dict[Key, float | None]] = {}
    for key, value in cube.cells.items():
        by_region.setdefault(key[at], {})[key] = value
    found.joined = {code: merged[code] for code in plan.municipalities.values() if code in merged}
    if table.gives == "people":
        _count(found, cube, plan, by_region)
    else:
        _form(found, cube, plan, by_region)
    return found


def _count(found: Figures, cube: Cube, plan: Plan, by_region: dict[str, dict[Key, float | None]]) -> None:
    at = cube.dimensions.index(plan.ages)

    def people_of(region: str) -> People | None:
        """None where the office lacks the total, or without one an age."""
        one, ages, told = People(), 0.0, None
        for key, value in by_region[region].items():
            if key[at] == plan.age_total:
                told = value
            elif value is None:
                return None
            else:
                ages += value
                one.count(plan.age_of[key[at]], value)
        if plan.age_total and told is None:
            return None
        one.total = ages if told is None else told
        if abs(ages - one.total) > found.table.tolerance * one.total:
            found.whole, found.odd = False, f"{region}: ages {ages:,.0f}, total {one.total:,.0f}"
        return one

    lacking: set[str] = set()
    for region, code in plan.municipalities.items():
        into, one = found.joined.get(code, code), people_of(region)
        if one is None:
            lacking.add(into)
        else:
            found.people.setdefault(into, People()).join(one)
    for code in lacking:  # half of a merged municipality is none
        found.people.pop(code, None)
    national = people_of(plan.national)
    found.national = None if national is None else national.total
    found.outside = sum(one.total for region in plan.outside if (one := people_of(region)) is not None)


def _form(found: Figures, cube: Cube, plan: Plan, by_region: dict[str, dict[Key, float | None]]) -> None:
    table = found.table

    def sums(cells: dict[Key, float | None]) -> tuple[float, float] | None:
        """Part and whole of a place; the whole of a percentage is a hundred. None where a figure is missing."""
        if table.percent:
            if len(cells) != 1:
                raise OfficeFailed(f"gives {len(cells):,} percentages for one place; they cannot be added up")
            (value,) = cells.values()
            return None if value is None else (value, 100.0)
        part = whole = 0.0
        for key, value in cells.items():
            inside = [
                all(key[cube.dimensions.index(name)] in codes for name, codes in side.items())
                for side in (table.part, table.whole)
            ]
            if value is None:
                return None
            part += value * inside[0]
            whole += value * inside[1]
        return (part, whole) if whole > 0 else None

    counts: dict[str, tuple[float, float]] = {}
    lacking: set[str] = set()
    for region, code in plan.municipalities.items():
        into = found.joined.get(code, code)
        if into != code and table.percent:
            continue  # percentages of two places cannot be added: the municipality's own figure stands
        found.rates.setdefault(into, None)
        if (pair := sums(by_region[region])) is None:
            lacking.add(into)
        else:
            before = counts.get(into, (0.0, 0.0))
            counts[into] = (before[0] + pair[0], before[1] + pair[1])
    found.rates |= {code: part / whole for code, (part, whole) in counts.items() if code not in lacking}
    pair = sums(by_region[plan.national])
    found.national = None if pair is None else pair[0] / pair[1]


__all__ = ["ADULT", "OLD", "Figures", "People", "figures"]
