"""What makes two calibrations the same: their runs may stand in one folder only if they are."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from calibration.plan import Calibration
from experiments.commands.identity import SHOWN, model
from sim.scenario.schema.contents import PROSE


def identity(plan: Calibration) -> dict[str, Any]:
    """Everything that runs and waves depend on; not what the posterior is made with afterwards."""
    waves = plan.settings.waves.model_dump()
    waves.pop("most")  # a calibration may go on for longer
    return {
        "model": model(),
        "seed": plan.seed,
        "replicates": plan.replicates,
        "waves": waves,
        "parameters": {
            one.key: [one.path, one.range.low, one.range.high, "log" if one.range.log else "linear"]
            for one in plan.parameters
        },
        "targets": {
            one.key: [one.scenario, one.value, one.observation, one.discrepancy, *map(list, one.shared)]
            for one in plan.targets
        },
        "space": [plan.space.keys, plan.space.pooling],
        "scenarios": {name: base.to_yaml() for name, base in plan.bases.items()},
    }


def rules_of(plan: Calibration) -> str:
    """Names the scenario rules a posterior was fitted to: what the files of the towns and of their countries state.

    What they leave to the model's defaults is named by the model's number, which rises when a history changes.
    """
    digest = hashlib.sha256()
    for name, base in sorted(plan.bases.items()):
        stated = base.model_dump(mode="json", exclude_unset=True, exclude={*PROSE, "seed"})
        digest.update(f"{name} {json.dumps(stated, sort_keys=True)}\n".encode())
    return f"rules-{digest.hexdigest()[:12]}"


def differences(before: Any, now: Mapping[str, Any]) -> list[str]:
    """What differs between two identities, a line each; empty when nothing does."""
    if not isinstance(before, Mapping):  # a manifest that something else wrote over
        return ["what it was made with cannot be read from its manifest"]
    lines = list(_difference_lines(json.loads(json.dumps(before)), json.loads(json.dumps(now))))
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"… and {len(lines) - SHOWN} more"]


def _difference_lines(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key, name in {"model": "the model's version", "seed": "seed", "replicates": "replicates"}.items():
        if before.get(key) != now[key]:
            yield f"{name}: {before.get(key)} there, {now[key]} now"
    if before.get("space") != json.loads(json.dumps(now["space"])):
        yield "coordinates: countries, or which parameters vary between them"
    for group, name in {"waves": "waves", "parameters": "parameter", "targets": "target"}.items():
        there, here = _mapping(before.get(group)), now[group]
        for key in dict.fromkeys([*there, *here]):
            if there.get(key) != here.get(key):
                yield f"{name} {key}: {_shown(there.get(key))} there, {_shown(here.get(key))} now"
    there, here = _mapping(before.get("scenarios")), now["scenarios"]
    for key in dict.fromkeys([*there, *here]):
        lines = difflib.unified_diff(
            str(there.get(key, "")).splitlines(), here.get(key, "").splitlines(), lineterm="", n=0
        )
        for line in lines:
            if not line.startswith(("---", "+++", "@@")):
                yield f"{key}, {'there' if line[0] == '-' else 'now'}: {line[1:].strip()}"


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


__all__ = ["differences", "identity", "rules_of"]
