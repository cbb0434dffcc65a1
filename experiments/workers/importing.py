"""Imports of a process that has nothing else to do yet, a tenth quicker without looking for garbage."""

from __future__ import annotations

import contextlib
import gc
import importlib
from collections.abc import Iterable


def import_all(names: Iterable[str]) -> None:
    """Import modules, which make a million objects and no garbage; they are not looked at again afterwards.

    What cannot be imported is for whoever needs it to say.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        for name in names:
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


__all__ = ["import_all"]
