"""Words of a command that makes the same results again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.languages import SOURCE
from sim.scenario.source import scalar_of

if TYPE_CHECKING:
    from experiments.posterior import Draws

_SAFE = re.compile(r"[^\W\d][\w.-]*")


def replicate_words(replicates: int, draws: Draws | None, seed: int, months: int) -> list[str]:
    """How many runs there are (with a posterior, of each set of parameters), from which seed, of how many months."""
    each = replicates if draws is None else draws.each
    return ["--replicates", str(each), "--seed", str(seed), "--months", str(months)]


def setting_words(settings: Mapping[str, Any]) -> list[str]:
    """``--set path=value`` for each setting, the value written so that it is read back as it is."""
    return [word for path, value in settings.items() for word in ("--set", f"{path}={written(value)}")]


def language_words(code: str) -> list[str]:
    """``--language`` where reports are written in another than English."""
    return [] if code == SOURCE else ["--language", code]


def written(value: Any) -> str:
    """A value as it stands in a scenario file, in one line."""
    if isinstance(value, str) and _SAFE.fullmatch(value) and scalar_of(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def number(value: float) -> str:
    """A number with all its digits, whole ones without a point."""
    return repr(int(value)) if value == int(value) else repr(value)


__all__ = ["language_words", "number", "replicate_words", "setting_words", "written"]
