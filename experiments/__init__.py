"""Experiments: replicates of a scenario, their results on disk, and what they say in figures and words.

``runs`` and ``runner`` make histories; ``panel`` and ``summary`` read them; ``store`` keeps them;
``figures`` and ``report`` show them. Nothing here knows the command or the browser.

``open`` reads what a sweep left; its name is looked up when first asked for, so that ``import experiments``
costs nothing::

    import experiments
    runs = experiments.open("outputs/sensitivity").runs()       # pandas
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.results import NotASweep, Results, open  # noqa: A004

_HOMES = {"NotASweep": "experiments.results", "Results": "experiments.results", "open": "experiments.results"}

__all__ = ["NotASweep", "Results", "open"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'experiments' has no name {name!r}")
