"""What makes two sweeps the same: their rows may stand in one folder only if they are."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from experiments.designs import Design
from experiments.posterior import Draws
from sim.jit import kernels_digest
from sim.version import VERSION

SHOWN = 12
"""Lines of difference that are told."""


class AnotherSweep(ValueError):
    """The folder holds rows that do not belong to this sweep. The message says what differs."""


def identity(design: Design, draws: Draws | None = None) -> dict[str, Any]:
    """Everything the numbers of a run depend on besides its point and replicate."""
    points = [[list(point.values), dict(point.changes)] for point in design.points]
    return {
        "model": f"{VERSION} {kernels_digest()[:16]}",
        "base": design.base.to_yaml(),
        "months": design.months,
        "seed": design.seed,
        "factors": list(design.factors),
        "points": len(points),
        "draws": "none" if draws is None else _digest([dict(one) for one in draws.changes] + [draws.each]),
        "points_digest": _digest(points),
    }


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def differences(before: Any, now: Mapping[str, Any]) -> list[str]:
    """What differs between two identities, a line each; empty when nothing does."""
    if not isinstance(before, Mapping):  # a manifest that something else wrote over
        return ["what it was made with cannot be read from its manifest"]
    lines = list(_told(before, now))
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"… and {len(lines) - SHOWN} more"]


def _told(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    words = {"model": "the model's version", "months": "months of a run", "seed": "seed",
             "factors": "factors", "points": "points", "draws": "draws of the parameters"}
    for key, name in words.items():
        if before.get(key) != now[key]:
            yield f"{name}: {_shown(before.get(key))} there, {_shown(now[key])} now"
    if before.get("points") == now["points"] and before.get("points_digest") != now["points_digest"]:
        yield "points: as many, but other values"
    there, here = str(before.get("base", "")).splitlines(), now["base"].splitlines()
    for line in difflib.unified_diff(there, here, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield f"base, {'there' if line[0] == '-' else 'now'}: {line[1:].strip()}"


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


__all__ = ["AnotherSweep", "differences", "identity"]
