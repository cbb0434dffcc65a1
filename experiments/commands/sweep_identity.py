"""What makes two sweeps the same: their rows may stand in one folder only if they are."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from experiments.commands.identity import model
from experiments.designs import Design
from experiments.posterior import Draws


def identity(design: Design, draws: Draws | None = None) -> dict[str, Any]:
    """Everything the numbers of a run depend on besides its point and replicate."""
    points = [[list(point.values), dict(point.changes)] for point in design.points]
    return {
        "model": model(),
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


__all__ = ["identity"]
