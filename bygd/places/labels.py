"""What places are put together by in results: class and county."""

from __future__ import annotations

import csv
import functools

from bygd.places.rules import classes
from bygd.places.table import PACKAGED, Municipality, Table


@functools.cache
def counties() -> dict[tuple[str, str], str]:
    """Names of counties (regions in Denmark and Iceland) by country and beginning of the code, from ``counties.csv``.
    Finland's codes do not say where a municipality lies."""
    with (PACKAGED / "counties.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["country"], row["code"]): row["county"] for row in csv.DictReader(file)}


def county_of(row: Municipality) -> str:
    """By the longest beginning of its code that is known; empty where none is."""
    known = counties()
    for length in range(len(row.code), 0, -1):
        if found := known.get((row.country, row.code[:length])):
            return found
    return ""


def labels(table: Table, row: Municipality) -> dict[str, str]:
    """``places.<key>.groups`` of a municipality."""
    county = county_of(row)
    return {"class": classes(table)[row.id], **({"county": county} if county else {})}


__all__ = ["counties", "county_of", "labels"]
