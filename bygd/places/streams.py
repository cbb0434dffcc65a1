"""Who comes to the places of a scenario made from figures: origins, streams, rules of settlement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bygd.places.figures import Figure
from bygd.places.rules import rules
from bygd.places.sites import Site
from sim.words import written

NAMES = {"asylum": "Settled asylum seekers", "quota": "Resettled refugees", "labour": "Labour migrants"}
REFUGEES = ("asylum", "quota")
LEAST = 0.01
"""Smallest number of people a year that is written."""


def origins() -> dict[str, Any]:
    """The section ``origins``: broad regions, assumed."""
    return {
        key: {
            "name": Figure(one["name"]),
            **{field: Figure(value, "assumed", "broad region") for field, value in one.items() if field != "name"},
        }
        for key, one in rules()["origins"].items()
    }


def streams(sites: Sequence[Site], scale: float) -> dict[str, Any]:
    """The section ``arrivals``: one stream for each pathway. In several places refugees are settled by the country's
    rule, labour migrants where they choose; where the number received is known for all of them, by these numbers."""
    land = sites[0].row.land
    said, people = rules()["arrivals"], sum(site.people for site in sites)
    rates = said[land]
    received = _received(sites)
    found: dict[str, Any] = {}
    for pathway, origin in rules()["coming"].items():
        rate = rates[pathway]
        words = f"{written(rate)} for each thousand inhabitants a year; {said['source']}"
        figure = Figure(_number(rate * people / 1000.0 * scale), "assumed", words + _at(scale))
        if received is not None and pathway in REFUGEES:
            share = rate / sum(rates[one] for one in REFUGEES)
            words = f"{share:.2f} (assumed) of {written(sum(received))} received, {_years(sites)}{_at(scale)}"
            figure = Figure(_number(share * sum(received) * scale), "converted", words)
        one: dict[str, Any] = {
            "name": Figure(NAMES[pathway]),
            "pathway": Figure(pathway),
            "place": Figure(sites[0].key),
            "origin": Figure(origin, "assumed", "one broad region for each pathway"),
            "per_year": figure,
        }
        if pathway in said["mix"]:
            one["mix"] = Figure(
                said["mix"][pathway], "assumed", "single women, men, couples, with children, lone parents"
            )
        if pathway == "labour":
            one["homes"] = Figure("free")
        elif land == "IS" and pathway == "asylum":  # docs: scenarios/countries/iceland.yaml
            one["homes"] = Figure(
                "free", "", "who asked for asylum alone finds a home alone (scenarios/countries/iceland.yaml)"
            )
            one["introduction_months"] = Figure(0)
        if len(sites) > 1:
            one["settlement"] = _settlement(
                sites, "free" if pathway == "labour" else rates["rule"], received, figure.value
            )
        found[pathway] = one
    return found


def _settlement(sites: Sequence[Site], rule: str, received: list[float] | None, per_year: float) -> dict[str, Any]:
    if received is not None and rule != "free":
        rule = "agreed"
    if rule != "agreed":
        return {"rule": Figure(rule)}
    shares = received or [float(site.people) for site in sites]
    whole = sum(shares)
    agreed = {site.key: _number(per_year * share / whole) for site, share in zip(sites, shares, strict=True)}
    words = "by the numbers received" if received else "by inhabitants: what each agreed to is not known"
    return {"rule": Figure(rule), "agreed": Figure(agreed, "converted" if received else "assumed", words)}


def _received(sites: Sequence[Site]) -> list[float] | None:
    """Refugees received by each site, where the table has it for all."""
    if len({site.id for site in sites}) < len(sites):
        return None  # a settlement and the rest of its municipality
    found = [site.row.received for site in sites if site.row.received is not None]
    return found if len(found) == len(sites) and sum(found) > 0 else None


def _years(sites: Sequence[Site]) -> str:
    years = sorted({site.row.received_year or 0 for site in sites})
    return f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _at(scale: float) -> str:
    return "" if scale == 1.0 else f"; x {written(scale)}"


def _number(value: float) -> float:
    return max(LEAST, round(value, 1 if value >= 10 else 2))


__all__ = ["origins", "streams"]
