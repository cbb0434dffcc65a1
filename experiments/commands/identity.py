"""What makes two results the same: a folder holds the runs of one of them only."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.kernel_folder import kernels_digest
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario import Scenario

SHOWN = 12
"""Lines of difference that are shown."""
WORDS = {
    "model": "the model's version",
    "months": "months of a run",
    "seed": "seed",
    "factors": "factors",
    "points": "points",
    "draws": "draws of the parameters",
    "arms": "scenarios",
    "pot": "equal budget",
}


class AnotherResult(ValueError):
    """The folder holds results of something else. The message says of what, and what to do."""


def model() -> str:
    """Name of the exact model that runs follow from."""
    return f"{VERSION} {kernels_digest()[:16]}"


def plain(scenario: Scenario) -> str:
    """A scenario as text without its prose, which no run can tell."""
    return scenario.model_copy(update={"title": "", "description": "", "card": {}}).to_yaml()


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs between two identities, a line each; empty when nothing does.

    Values of several lines are compared line by line.
    """
    lines = list(_differing(before, now))
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"… and {len(lines) - SHOWN} more"]


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    texts = [key for key in now if "\n" in str(now[key])]
    for key in now:
        if key not in texts and not key.endswith("_digest") and before.get(key) != now[key]:
            yield f"{WORDS.get(key, key)}: {_shown(before.get(key))} there, {_shown(now[key])} now"
    if before.get("points") == now.get("points") and before.get("points_digest") != now.get("points_digest"):
        yield "points: as many, but other values"
    for key in texts:
        there, here = str(before.get(key, "")).splitlines(), str(now[key]).splitlines()
        for line in difflib.unified_diff(there, here, lineterm="", n=0):
            if not line.startswith(("---", "+++", "@@")):
                yield f"{key}, {'there' if line[0] == '-' else 'now'}: {line[1:].strip()}"


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def what_lies_there(manifest: Mapping[str, Any]) -> str:
    """A folder's results in words, such as "a finished comparison (rural-town, posts; 2026-05-01)"."""
    kind = manifest.get("kind")
    kind = kind if isinstance(kind, str) else "run"
    names: list[Any] = []
    if isinstance(arms := manifest.get("arms"), list):
        names = [arm.get("scenario") for arm in arms if isinstance(arm, dict)]
    else:
        names = [manifest.get(key) for key in ("scenario", "design", "calibration")]
    named = [one["name"] for one in names if isinstance(one, dict) and isinstance(one.get("name"), str)]
    when = manifest.get("finished")
    about = "; ".join(filter(None, [", ".join(named), str(when)[:10] if isinstance(when, str) else ""]))
    state = "a finished" if manifest.get("state") == "finished" else "an unfinished"
    return f"{state} {kind}" + (f" ({about})" if about else "")


__all__ = ["AnotherResult", "differences", "model", "plain", "what_lies_there"]
