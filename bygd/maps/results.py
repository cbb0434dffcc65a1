"""A folder of results as maps read it: which places there are, which outcomes, and their values by place and year."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bygd.places.lookup import either
from experiments.outcomes.breakdown import in_places
from experiments.outcomes.catalogue import CATALOGUE, Measure
from sim.languages import SOURCE, _, in_language
from sim.words import listed

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.scenario import Scenario

RUN, COMPARISON = "run", "comparison"
MONTHS = 12
MANY = 1000
"""A year from here on is one of the calendar, below one of the run."""


class NoMap(ValueError):
    """There is no map of this: the message says why, and what there is instead."""


@dataclass(frozen=True)
class Arm:
    """A scenario of the results."""

    name: str
    scenario: Scenario


@dataclass(frozen=True)
class Results:
    """A finished run or comparison of several places, or of one."""

    folder: Path
    manifest: dict[str, Any]
    arms: tuple[Arm, ...]
    """Of a comparison the base first."""

    @property
    def kind(self) -> str:
        return str(self.manifest["kind"])

    @property
    def scenario(self) -> Scenario:
        return self.arms[0].scenario

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(self.scenario.places)

    @property
    def months(self) -> int:
        return int(self.manifest["months"])

    @property
    def years(self) -> int:
        """Whole years of the run."""
        return self.months // MONTHS

    def groups(self, replicates: Sequence[int]) -> Any:
        """By replicate, the set of parameters it was simulated with; None where all have the same."""
        posterior = self.manifest.get("posterior")
        return np.array([one // posterior["each"] for one in replicates], np.int64) if posterior else None

    def date(self, year: int) -> str:
        """The end of a year of the run in words."""
        return end_of(self.scenario, year)

    def tag(self, year: int) -> str:
        """A year of the run in short."""
        return tag_of(self.scenario, year)

    def year(self, said: int) -> int:
        """A year of the run, 0 being its start, from one of the calendar or of the run. Raises :class:`NoMap`."""
        first = int(self.scenario.start[:4])
        year = said - first + 1 if said >= MANY else said
        if not 0 <= year <= self.years:
            raise NoMap(
                f"--year {said}: the results have years 0 (the start) to {self.years}, or {first} to "
                f"{first + self.years - 1}"
            )
        return year

    def table(self, name: str, **wanted: Any) -> pa.Table:
        """Rows of a Parquet file, of those with these values in these columns. Raises :class:`NoMap`."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        file = self.folder / name
        if not file.is_file():
            raise NoMap(f"{self.folder} has no {name}, which the map is drawn from; run the same command again")
        try:
            return pq.read_table(file, filters=[(column, "==", value) for column, value in wanted.items()] or None)
        except (OSError, pa.ArrowException) as error:
            raise NoMap(f"{file} is damaged ({str(error).splitlines()[0]}); run the same command again") from None


def end_of(scenario: Scenario, year: int) -> str:
    """The end of a year of the run: "end of 2029", or "end of 2030-05" where years do not begin in January."""
    text = scenario.date_of(max(0, MONTHS * year - 1))
    if year == 0:
        return _("start, {date}", date=text)
    return _("end of {date}", date=text[:4] if text.endswith("-12") else text)


def tag_of(scenario: Scenario, year: int) -> str:
    """A year of the run in short, for names of columns: "2029", or "start"."""
    return scenario.date_of(MONTHS * year - 1)[:4] if year else "start"


def opened(folder: Path) -> Results:
    """The results in ``folder``. Raises :class:`NoMap` for a folder that has none, or none by place."""
    from bygd.maps.scenarios import scenario_of

    file = folder / "manifest.json"
    if not folder.is_dir():
        raise NoMap(f"there is no folder {folder}")
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
        kind = manifest["kind"]
    except OSError:
        raise NoMap(
            f"{folder} holds no results: it has no manifest.json ('bygd run' and 'bygd compare' write one)"
        ) from None
    except (KeyError, TypeError, ValueError):
        raise NoMap(f"{file} is damaged; run the same command again") from None
    if kind not in (RUN, COMPARISON):
        raise NoMap(f"{folder} holds a {kind}, which is not told by place; maps are of 'bygd run' and 'bygd compare'")
    if "finished" not in manifest:
        raise NoMap(f"the results in {folder} are not finished: the same command goes on with them")
    entries = [arm["scenario"] for arm in manifest["arms"]] if kind == COMPARISON else [manifest["scenario"]]
    return Results(folder, manifest, tuple(Arm(one["name"], scenario_of(one["text"], str(file))) for one in entries))


def outcome(name: str) -> Measure:
    """A measure by its name. Raises :class:`NoMap` for one that there is not, with the nearest, or not by place."""
    row = CATALOGUE.get(name)
    if row is None:
        known = [key for key, one in CATALOGUE.items() if in_places(one)]
        near = difflib.get_close_matches(name, known, 3, 0.5)
        hint = f"did you mean {either(near)}?" if near else "'bygd docs outcomes' lists them"
        raise NoMap(f"there is no outcome {name!r}; {hint}")
    if not in_places(row):
        raise NoMap(f"{name} ({row.label}) is taken down for the whole region alone, not by place")
    return row


def headlines() -> list[Measure]:
    """Outcomes that are taken down by place, the most important first, numbers of people and things last: they colour
    what is large."""
    found = (row for row in CATALOGUE.values() if row.outcome and in_places(row))
    return sorted(found, key=lambda row: (row.form in ("count", "money"), row.rank))


def arm_named(results: Results, name: str | None) -> Arm:
    """The policy called ``name``, or the only one. Raises :class:`NoMap`."""
    policies = results.arms[1:]
    if name is None:
        if len(policies) == 1:
            return policies[0]
        raise NoMap(f"there are {len(policies)} policies: say which by --policy, {_names(policies)}")
    for arm in results.arms:
        if arm.name == name:
            return arm
    near = difflib.get_close_matches(name, [arm.name for arm in results.arms], 1)
    raise NoMap(
        f"there is no policy {name!r}; " + (f"did you mean {near[0]}?" if near else f"there are {_names(policies)}")
    )


def _names(arms: Sequence[Arm]) -> str:
    with in_language(SOURCE):  # what a command says to whoever typed it is English
        return listed([arm.name for arm in arms])


__all__ = [
    "COMPARISON",
    "RUN",
    "Arm",
    "NoMap",
    "Results",
    "arm_named",
    "end_of",
    "headlines",
    "opened",
    "outcome",
    "tag_of",
]
