"""Experiments: replicates of a scenario, their results on disk, and what they say in figures and words.

Read from what a person asks for down to one run; imports go that way only: ``commands`` → ``report`` and
``figures`` → ``analysis`` → ``comparison`` → ``outcomes`` → ``workers``. ``designs`` says which runs,
``posterior`` with which numbers; ``portrait`` puts a scenario into words. Nothing here knows the command line
or the browser.

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
