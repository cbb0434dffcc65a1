"""What the model was held against, as reports tell it: a table written from a finished validation."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from calibration.patterns import CONTRADICTED, PATTERNS
from calibration.targets import Target, load_targets, scenario_file
from calibration.validation.evidence import PatternsFile
from calibration.validation.targets_now import topics_of
from experiments.report.card import FILE
from experiments.spreadsheets import csv_text
from sim.scenario import Scenario, load_scenario
from sim.words import figure

HEAD = ("kind", "key", "says", "source", "verdict", "model", "missed", "outcomes", "levers", "largest", "of_model")


def largest_of(pattern: str) -> int:
    """Inhabitants of the largest scenario a pattern is asked in."""
    return max(inhabitants(arm.scenario()) for arm in PATTERNS[pattern].arms.values())


def inhabitants(scenario: Scenario) -> int:
    return sum(place.population for place in scenario.places.values())


def rows_of(evidence: PatternsFile, found: Iterable[Mapping[str, str]], model: int) -> list[list[Any]]:
    """A row for each pattern that was found something of, and for each row of evidence that is not tested."""
    rows: list[list[Any]] = []
    for one in found:
        row, asked = evidence.patterns[one["row"]], one["pattern"]
        says = one["says"] if asked else row.row
        told: list[Any] = [one[name] for name in ("source", "verdict", "model", "missed")]
        topics = [" ".join(row.outcomes), " ".join(row.levers)]
        rows.append(["pattern", asked or one["row"], says, *told, *topics, largest_of(asked) if asked else 0, model])
    return rows


def targets_of(found: Iterable[Mapping[str, str]], model: int, targets: Sequence[Target] | None = None) -> list[Any]:
    """A row for each figure that the model is to be fitted to."""
    known = {target.key: target for target in (load_targets() if targets is None else targets)}
    rows = []
    for one in found:
        target, value = known[one["target"]], float(one["model"] or "nan")
        says = f"{target.label}: {figure(target.value)} ± {figure(2.0 * target.tolerance, 2)}."
        missed = figure(value, 3) if one["verdict"] == CONTRADICTED else ""
        topics = " ".join(sorted(topics_of(target.definition)))
        row = ["target", target.key, says, target.source, one["verdict"], figure(value, 3), missed, topics, ""]
        rows.append([*row, inhabitants(load_scenario(scenario_file(target.scenario))), model])
    return rows


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a table of a validation; none where it was not asked."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def model_of(folder: Path) -> int:
    """The number of the model that a finished validation in ``folder`` asked."""
    found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return int(found["model_number"])


def write_tested(folder: Path, evidence: PatternsFile, file: Path = FILE) -> None:
    """Write what reports tell of a validation. Raises ``OSError`` and ``KeyError``."""
    model = model_of(folder)
    rows = rows_of(evidence, read_csv(folder / "validation.csv"), model)
    rows += targets_of(read_csv(folder / "targets.csv"), model)
    file.write_text(csv_text(HEAD, rows, digits=None), encoding="utf-8")


__all__ = ["HEAD", "largest_of", "model_of", "read_csv", "rows_of", "targets_of", "write_tested"]
