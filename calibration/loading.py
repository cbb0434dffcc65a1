"""Reading a calibration file: everything wrong with it is reported at once, with line and path."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from calibration.plan import Aim, Calibration, Reader
from calibration.settings import CalibrationFile, CalibrationSettings, ParameterSettings
from calibration.space import Parameter
from experiments.designs.factors import Range, Refusal, range_of
from experiments.designs.settings import FactorSettings
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.paths import near
from sim.scenario.source import Entry, parse, read_text
from sim.words import figure

KEY = "calibration"
COLUMNS = ("point", "replicate", "seed", "stage", "error", "digest", "weight", "wave")
"""Columns of the results besides parameters and targets."""
QUICK: dict[str, dict[str, Any]] = {
    "waves": {"points": 24, "later": 24, "most": 1, "sample": 200},
    "posterior": {"simulations": 2000, "accepted": 0.2, "draws": 100, "checked": 2, "fresh": 2},
    "recovery": {"sets": 0},
}
"""What ``quick`` makes of a calibration: enough to see that everything works."""


def load_calibration(
    path: str | Path,
    *,
    seed: int | None = None,
    quick: bool = False,
    budget: str = "",
    recovered: int | None = None,
    targets: Sequence[Aim] | None = None,
    bases: Mapping[str, Scenario] | None = None,
    reader: Callable[[Sequence[Any]], Reader] | None = None,
) -> Calibration:
    """Read a calibration with its targets and their scenarios, and validate all of it.

    ``seed`` replaces the file's, ``recovered`` its number of known sets; ``budget`` names one of the
    file's; ``targets``, ``bases`` (scenarios by name) and ``reader`` replace those that the file leads to.
    Raises ``ScenarioError`` with everything found wrong: file, line, dotted path, what was found and what is
    allowed.
    """
    text = read_text(Path(path), str(path))
    whole = _mapping(text, str(path))
    found = _validated(whole)
    if targets is None:
        from calibration.targets import load_targets

        targets = load_targets(_beside(Path(path), found.targets, whole))
    if not targets:
        raise ScenarioError(at(whole, f"{found.targets} holds no target", "targets"))
    names = list(dict.fromkeys(target.scenario for target in targets))
    if bases is None:
        from calibration.targets import scenario_file

        bases = {name: load_scenario(scenario_file(name)) for name in names}
    if reader is None:
        from calibration.targets import TargetReader

        reader = TargetReader
    settings = _settled(found, seed, quick, budget, recovered, whole)
    parameters, problems = _parameters(settings, bases, whole)
    problems += _elsewhere(settings, names, whole)
    problems += _clashes(settings, {target.key for target in targets}, whole)
    if not problems:
        problems += _impossible(parameters, bases, whole, settings.recovery.mechanism)
    if problems:
        raise ScenarioError(*problems)
    return Calibration(
        Path(path).stem,
        settings,
        text,
        tuple(parameters),
        tuple(targets),
        {name: bases[name] for name in names},
        reader,
        budget=budget,
    )


def at(whole: Entry, message: str, *path: str) -> Problem:
    """A problem at the line of the file in which ``path`` stands."""
    here = whole.find((KEY, *path))
    return Problem(message, ".".join((KEY, *path)), here.file, here.line)


def _mapping(text: str, shown: str) -> Entry:
    whole = parse(text, shown)
    if whole is None or not isinstance(whole.value, dict):
        raise ScenarioError(
            Problem(f'a calibration is a mapping with the key "{KEY}"', file=shown, line=whole.line if whole else 0)
        )
    return whole


def _validated(whole: Entry) -> CalibrationSettings:
    try:
        return CalibrationFile.model_validate_json(json.dumps(whole.plain()), strict=True).calibration
    except ValidationError as error:
        raise ScenarioError(*problems_of(error, CalibrationFile, whole)) from None


def _settled(
    found: CalibrationSettings, seed: int | None, quick: bool, budget: str, recovered: int | None, whole: Entry
) -> CalibrationSettings:
    """The settings with the command's words applied."""
    changes: dict[str, Any] = {} if seed is None else {"seed": seed}
    for name in found.budgets:
        _on_budget(found, name, whole)
    if budget:
        found = _on_budget(found, budget, whole)
    if quick:
        for section in ("waves", "posterior", "recovery"):
            changes[section] = getattr(found, section).model_copy(update=QUICK[section])
    if recovered is not None:
        changes["recovery"] = changes.get("recovery", found.recovery).model_copy(update={"sets": recovered})
    return found.model_copy(update=changes) if changes else found


def _on_budget(found: CalibrationSettings, name: str, whole: Entry) -> CalibrationSettings:
    """The settings with what a budget says otherwise, validated like the file."""
    if name not in found.budgets:
        said = f"; there are {', '.join(found.budgets)}" if found.budgets else ": the file has none"
        raise ScenarioError(at(whole, f"there is no budget {name!r}{said}", "budgets" if found.budgets else "title"))
    changed = found.model_dump(mode="json")
    for section, words in found.budgets[name].items():
        if isinstance(words, dict) and isinstance(changed.get(section), dict):
            changed[section] |= words
        else:
            changed[section] = words
    try:
        return CalibrationSettings.model_validate_json(json.dumps(changed), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ScenarioError(at(whole, f"{where}: {first['msg']}", "budgets", name)) from None


def _elsewhere(found: CalibrationSettings, names: Sequence[str], whole: Entry) -> list[Problem]:
    """Towns without targets, and countries that no town is in."""
    problems = [
        at(whole, f"no target is measured in {town!r}; {near(town, names)}", "countries", town)
        for town in found.countries
        if town not in names
    ]
    lands = sorted(set(found.countries.values()))
    problems += [
        at(whole, f"no town is in {land!r}; there are {', '.join(lands)}", "halves", str(place))
        for place, half in enumerate(found.halves)
        for land in half
        if land not in lands
    ]
    return problems


def _beside(file: Path, name: str, whole: Entry) -> Path:
    target = file.parent / name
    if not os.path.isfile(target):
        there = sorted(one.name for one in file.parent.glob("*.y*ml") if one.name != file.name)
        hint = f"; there are {', '.join(there)}" if there else ""
        raise ScenarioError(at(whole, f"there is no file {name!r} beside the calibration{hint}", "targets"))
    return target


def _parameters(
    found: CalibrationSettings, bases: Mapping[str, Scenario], whole: Entry
) -> tuple[list[Parameter], list[Problem]]:
    """Parameters with their ranges, and what is wrong with them in any of the scenarios."""
    parameters, problems = [], []
    plain = {name: base.canonical() for name, base in bases.items()}
    for key, one in found.parameters.items():
        factor = FactorSettings(label=one.label, path=one.path, range=one.range, scale=one.scale)
        ranges: list[Range] = []
        for name, data in plain.items():
            known = range_of(factor, data)
            if isinstance(known, Refusal):
                words = known.message + (f" (in {name})" if len(plain) > 1 and ranges else "")
                problems.append(at(whole, words, "parameters", key, known.key))
                break
            ranges.append(known)
        else:
            parameters.append(Parameter(key, one.label, ranges[0], one.varies))
    return parameters, problems


def _clashes(found: CalibrationSettings, targets: set[str], whole: Entry) -> list[Problem]:
    problems: list[Problem] = []
    owner: dict[str, ParameterSettings] = {}
    for key, one in found.parameters.items():
        if key in targets or key in COLUMNS:
            problems.append(
                at(whole, "is a column of the results already; the parameter needs another name", "parameters", key)
            )
        problems += [
            at(whole, f"{one.path} is moved by {other} too", "parameters", key, "path")
            for other in _overlapping(one, owner)
        ]
        owner[key] = one
    return problems


def _overlapping(one: ParameterSettings, owner: Mapping[str, ParameterSettings]) -> Iterator[str]:
    for key, other in owner.items():
        if f"{one.path}.".startswith(f"{other.path}.") or f"{other.path}.".startswith(f"{one.path}."):
            yield key


def _impossible(
    parameters: Sequence[Parameter], bases: Mapping[str, Scenario], whole: Entry, mechanism: Mapping[str, Any]
) -> list[Problem]:
    """Ends of ranges that no scenario can have, each tried alone, and a mechanism more that none can have."""
    problems = []
    for one in parameters:
        for value in (one.range.low, one.range.high):
            for name, base in bases.items():
                try:
                    with_overrides(base, {one.path: one.range.value(value)})
                except ScenarioError as error:
                    words = error.problems[0].message
                    problems.append(
                        at(whole, f"at {figure(value)}: {words} (in {name})", "parameters", one.key, "range")
                    )
                    break
    for name, base in bases.items():
        try:
            with_overrides(base, mechanism)
        except ScenarioError as error:
            words = f"{error.problems[0].message} (in {name})"
            problems.append(at(whole, words, "recovery", "mechanism"))
            break
    return problems


__all__ = ["KEY", "QUICK", "at", "load_calibration"]
