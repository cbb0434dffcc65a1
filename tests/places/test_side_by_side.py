"""docs/places.md shows the region of Umeå as the command makes it beside the one written by hand, figure by figure.

After a change of either, write the table anew with ``python -m tests.places.test_side_by_side``.
"""

from __future__ import annotations

import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any

from bygd.places.scenario import Asked, scenario_text
from bygd.places.table import load_table
from sim.scenario import Scenario, load_scenario
from sim.scenario.naming import scenario_file

PAGE = Path(__file__).parents[2] / "docs" / "places.md"
FIRST, LAST = "| place | figure | by hand | by the command |", "<!-- end of the table -->"
FIELDS = (
    "population", "position", "ages", "schooling", "car", "vacant_homes", "tenure", "newcomers", "newcomer_years",
    "employment", "sectors", "jobs", "university",
)  # fmt: skip
REFUGEES = ("asylum", "quota", "youth")


def by_command() -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "umea.yaml"
        file.write_text(scenario_text(load_table(), Asked(region="Umeå", within=60)).text, encoding="utf-8")
        return load_scenario(file)


def shown(value: Any) -> str:
    if value is None:
        return "as usual for its profile"
    if isinstance(value, tuple):
        return " ".join(shown(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3g}"


def a_year(scenario: Scenario, key: str, *, refugees: bool) -> float:
    """People a year that come to a place by the scenario's streams, those for several places by inhabitants."""
    people = sum(place.population for place in scenario.places.values())
    found = 0.0
    for stream in scenario.arrivals.values():
        if (stream.pathway in REFUGEES) != refugees:
            continue
        if stream.settlement.rule == "given":
            found += stream.per_year if stream.place == key else 0.0
        else:
            found += stream.per_year * scenario.places[key].population / people
    return found


def table() -> str:
    """The rows of the page's table, all of the two scenarios' figures by place and the minutes between them."""
    hand, command = load_scenario(scenario_file("umea-region")), by_command()
    lines = [FIRST, "|---|---|---|---|"]
    for key, place in hand.places.items():
        other = command.places[key]
        for field in FIELDS:
            pair = shown(getattr(place, field)), shown(getattr(other, field))
            lines.append(f"| {place.name} | `{field}` | {pair[0]} | {pair[1]} |")
        for words, refugees in (("refugees a year", True), ("labour and family migrants a year", False)):
            pair = tuple(f"{a_year(one, key, refugees=refugees):.1f}" for one in (hand, command))
            lines.append(f"| {place.name} | {words} | {pair[0]} | {pair[1]} |")
    for a, b in combinations(hand.places, 2):
        names = f"{hand.places[a].name}–{hand.places[b].name}"
        lines.append(f"| {names} | minutes | {hand.minutes(a, b):.0f} | {command.minutes(a, b):.0f} |")
    return "\n".join(lines)


def parts(text: str) -> tuple[str, str, str]:
    before, _, rest = text.partition(FIRST)
    inside, _, after = rest.partition(LAST)
    return before, FIRST + inside.rstrip("\n"), after


def test_the_page_shows_every_figure_side_by_side() -> None:
    assert parts(PAGE.read_text(encoding="utf-8"))[1] == table()


if __name__ == "__main__":
    before, _, after = parts(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(f"{before}{table()}\n{LAST}{after}", encoding="utf-8")
