"""The town with a mix: what stands in its scenario file."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

from bygd.advise.candidates import PATHS, Candidate, at
from bygd.advise.mixes import Choice, Mix
from sim.scenario import Scenario, load_scenario, scenario_from
from sim.scenario.inheritance import merged, read_chain
from sim.scenario.months import parse_month
from sim.scenario.writing import yaml_text

YEAR = 12
WHOLE = ("capacity", "per_participant")
"""Of programmes, what is counted in people."""


class Town:
    """The data of a town's file, and when money begins and ends."""

    def __init__(
        self, file: str | Path, candidates: Mapping[str, Candidate], first: int, years: int, after: int
    ) -> None:
        """``first``: month of the run in which the plan begins; ``years`` of money, ``after`` more years of looking on.
        Raises ``ScenarioError`` where the file cannot be used."""
        path = Path(file)
        load_scenario(path)  # what is wrong with it is said with its lines
        self.raw: dict[str, Any] = reduce(merged, reversed(read_chain(path, str(file)))).plain()
        self.first, self.plan = first, years * YEAR
        self.months = first + self.plan + after * YEAR
        self.raw["months"] = self.months
        start = parse_month(self.raw.get("start") or Scenario.model_fields["start"].default)
        self.raw["levers"] = {
            path: {month: value for month, value in held.items() if parse_month(month) < start + self.months}
            for path, held in (self.raw.get("levers") or {}).items()
        }
        self.base = scenario_from(self.raw)
        self.whole = self.base.canonical()
        self.candidates = candidates

    def date(self, month: int) -> str:
        """A month of the plan, from 0, such as 2011-02."""
        return self.base.date_of(self.first + month)

    def has_already(self, key: str) -> str:
        """What of a candidate the town's own file has under the same name; empty where it has nothing."""
        content = self.candidates[key].content
        names = [f"{part}.{name}" for part in (*PATHS, "funding") for name in content.get(part, {})]
        known = [one for one in names if at(self.raw, one) is not None]
        return next(iter([*known, *(path for path in self.candidates[key].levers if path in self.raw["levers"])]), "")

    def has_like(self, key: str) -> str:
        """Where a candidate brings a coordinator, the one that the town's own file has under another name; empty where
        it has none."""
        posts = self.raw.get("coordinators") or {}
        if not self.candidates[key].content.get("coordinators"):
            return ""
        return next((str(one.get("name") or name) for name, one in posts.items() if one.get("active", True)), "")

    def scenario(self, mix: Mix) -> Scenario:
        """Raises ``ScenarioError`` where the mix cannot be."""
        return scenario_from(self.data(mix))

    def data(self, mix: Mix) -> dict[str, Any]:
        """What the file of the town with ``mix`` says."""
        made = copy.deepcopy(self.raw)
        for choice in mix:
            self._put(made, choice)
        return made

    def _put(self, made: dict[str, Any], choice: Choice) -> None:
        candidate = self.candidates[choice.candidate]
        content: dict[str, Any] = copy.deepcopy(dict(candidate.content))
        if candidate.scales:
            factor = choice.amount / float(at(content, candidate.scales[0]))
            for path in candidate.scales:
                *steps, last = path.split(".")
                held = reduce(lambda inside, step: inside[step], steps, content)
                held[last] = max(1, round(held[last] * factor)) if last in WHOLE else held[last] * factor
        for stream in content.get("funding", {}).values():
            kept = {name: stream[name] for name in ("name", "payer") if name in stream}
            stream.clear()
            stream.update(kept, start=self.date(choice.start), months=choice.months)
            if choice.takeover:
                stream["takeover"] = choice.takeover
        for part in (*PATHS, "funding"):
            made.setdefault(part, {})
            made[part] = {**(made[part] or {}), **content.get(part, {})}
        end = choice.start + choice.months
        for path, value in candidate.levers.items():
            held = made["levers"].setdefault(path, {})
            now = at(self.whole, path)
            held[self.date(choice.start)] = choice.amount if value is None else value
            if self.first + end < self.months:
                held[self.date(end)] = now

    def file_text(self, mix: Mix, head: str) -> str:
        """A scenario file that stands by itself, under a comment."""
        return "".join(f"# {line}\n" for line in head.splitlines()) + "\n" + yaml_text(self.data(mix))


__all__ = ["Town"]
