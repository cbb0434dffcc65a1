"""One place of a region as a scenario of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inheritance import merged, read_chain
from sim.scenario.loading import load_scenario, scenario_from
from sim.scenario.paths import near, split
from sim.scenario.schema.lines import LINES
from sim.scenario.writing import yaml_text

INTERVENTIONS = ("coordinators", "programmes")
LEADING = ("title", "description", "start", "months", "seed", "places")


def place_alone(file: Path, shown: str, key: str) -> str:
    """The text of a scenario file of the place ``key`` of the region in ``file``, without the other places.

    What is for this place comes along: its newcomers, the posts and programmes that work there, the money
    that pays for them, and the levers on any of these; so does whatever the file says of no place. What is
    for other places alone is left out. Raises :class:`ScenarioError` for a region that is none, or has no
    such place.
    """
    region = load_scenario(file)
    if key not in region.places:
        words = f"there is no place {key!r}; {near(key, region.places)}"
        raise ScenarioError(Problem(words, "places", shown))
    data = reduce(merged, reversed(read_chain(file, shown))).plain()
    gone = _cut(data, key)
    name = region.places[key].name or key
    data["title"] = f"{name} by itself"
    data["description"] = (
        f"{name} without the other places of: {region.title or shown}. Nobody commutes to or from it, and "
        "nobody moves to or from the others."
    )
    ordered = {name: data[name] for name in LEADING if name in data} | data
    scenario_from(ordered)
    return f"{_head(shown, key, gone)}\n{yaml_text(ordered)}"


def _cut(data: dict[str, Any], key: str) -> list[str]:
    """Take everything out of plain ``data`` that is for other places alone; dotted paths of what went."""
    gone = [f"places.{other}" for other in data["places"] if other != key]
    data["places"] = {key: data["places"][key]}
    data.pop("travel", None)
    for lines in LINES:
        gone += _without(data, lines, lambda _: True)
    for of_a_place in ("arrivals", "building", "sites"):
        gone += _without(data, of_a_place, lambda one: one.get("place") != key)
    for stream in (data.get("arrivals") or {}).values():
        stream.pop("settlement", None)
    paid_before = _paying(data)
    for group in INTERVENTIONS:
        gone += _without(data, group, lambda one: bool(one.get("places")) and key not in one["places"])
        for one in (data.get(group) or {}).values():
            if one.get("places"):
                one["places"] = [key]
    for one in (data.get("organisations") or {}).values():
        if one and one.get("place"):
            one["place"] = key
    unused = paid_before - _paying(data)
    gone += _without(data, "funding", lambda one: any(one is data["funding"][name] for name in unused))
    levers = {
        path: changes
        for path, changes in (data.get("levers") or {}).items()
        if not _leads_to(path, gone) and split(path)[0] != "travel"
    }
    data.pop("levers", None)
    if levers:
        data["levers"] = levers
    return gone


def _without(data: dict[str, Any], group: str, unwanted: Any) -> list[str]:
    """Take the unwanted entries out of a mapping of ``data``; their dotted paths."""
    held = data.get(group) or {}
    lost = [name for name, one in held.items() if unwanted(one or {})]
    for name in lost:
        del held[name]
    if lost and not held:
        del data[group]
    return [f"{group}.{name}" for name in lost]


def _paying(data: Mapping[str, Any]) -> set[str]:
    """Streams of money that a post or programme names."""
    return {
        name
        for group in INTERVENTIONS
        for one in (data.get(group) or {}).values()
        for name in one.get("funding") or ()
        if name in (data.get("funding") or {})
    }


def _leads_to(path: str, gone: list[str]) -> bool:
    return ".".join(split(path)[:2]) in gone


def _head(shown: str, key: str, gone: list[str]) -> str:
    """Comment lines that say where the file is from and what is not as in the region."""
    groups: dict[str, list[str]] = {}
    for path in gone:
        group, _, name = path.partition(".")
        groups.setdefault(group, []).append(name)
    left = "; ".join(f"{group} {', '.join(names)}" for group, names in groups.items())
    words = [
        f"The place {key} of {shown}, by itself.",
        *([f"Left out: {left}."] if left else []),
        (
            f"Jobs, programmes and money are as large as they were: look at places.{key}.jobs (some worked "
            "elsewhere), at posts and programmes that served all places, and at what they may cost."
        ),
    ]
    return "\n".join(f"# {line}" for word in words for line in textwrap.wrap(word, 110))


__all__ = ["place_alone"]
