"""What is simulated: towns and regions, the places that are looked at, and what kind each is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sim.scenario import Scenario, load_scenario, with_overrides

TOWNS = Path(__file__).parent / "towns"


class Kind(StrEnum):
    """Kinds of place, by which published figures differ."""

    SMALL = "small town"
    WITHOUT = "without newcomers"
    REMOTE = "remote place"
    COMMUTER = "commuter place"
    CITY = "city"
    NEIGHBOUR = "neighbour"
    """A rural municipality within an hour of a city."""


@dataclass(frozen=True)
class Setting:
    """One scenario, simulated with each seed."""

    key: str
    title: str
    """Heading of its table."""
    file: str
    """A scenario: one of the folder ``towns`` here, or a packaged one, without ending."""
    kinds: dict[str, Kind] = field(default_factory=dict)
    """Places that the table shows, by key, in its order."""
    changes: tuple[tuple[str, Any], ...] = ()
    """(dotted path, value) on top of the file."""

    def scenario(self, share: float = 1.0) -> Scenario:
        """The scenario; ``share``: with so much of its inhabitants and of those who come."""
        own = TOWNS / f"{self.file}.yaml"
        whole = with_overrides(load_scenario(own if own.is_file() else self.file), dict(self.changes))
        return whole if share == 1.0 else smaller(whole, share)


def smaller(scenario: Scenario, share: float) -> Scenario:
    """``scenario`` with ``share`` of the inhabitants of each place, and of the newcomers of each stream."""
    people = {f"places.{key}.population": round(share * place.population) for key, place in scenario.places.items()}
    streams = {f"arrivals.{key}.per_year": share * stream.per_year for key, stream in scenario.arrivals.items()}
    return with_overrides(scenario, {**people, **streams})


GRANBY = Setting("granby", "Granby, the default town of 3,000", "granby", {"granby": Kind.SMALL})
WITHOUT = Setting(
    "without",
    "Granby when nobody comes as a newcomer any more",
    "granby",
    {"granby": Kind.WITHOUT},
    (("arriving.newcomers", False),),
)
REMOTE = Setting("remote", "A remote place of 1,000", "remote", {"remote": Kind.REMOTE})
COMMUTER = Setting("commuter", "A commuter place of 3,000 near a city", "commuter", {"commuter": Kind.COMMUTER})
UMEA = Setting(
    "umea",
    "The region of Umeå by municipality",
    "umea",
    {
        "umea": Kind.CITY,
        "vannas": Kind.COMMUTER,
        "nordmaling": Kind.NEIGHBOUR,
        "robertsfors": Kind.NEIGHBOUR,
        "vindeln": Kind.NEIGHBOUR,
        "bjurholm": Kind.NEIGHBOUR,
    },
)
TOWN_SETTINGS = (GRANBY, WITHOUT, REMOTE, COMMUTER)
SETTLEMENT = tuple(
    Setting(f"settlement-{rule}", title, f"settlement-{file}")
    for rule, title, file in (
        ("assigned", "assigned by inhabitants", "region"),
        ("free", "free", "free"),
        ("matched", "matched under quotas", "matched"),
    )
)

__all__ = ["COMMUTER", "GRANBY", "REMOTE", "SETTLEMENT", "TOWN_SETTINGS", "UMEA", "WITHOUT", "Kind", "Setting"]
